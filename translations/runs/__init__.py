"""Work of the desk in the background, a job for each language: started, resumed, followed."""
