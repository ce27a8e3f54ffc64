"""Who is told what while a text goes through its steps, and who may publish by hand."""
