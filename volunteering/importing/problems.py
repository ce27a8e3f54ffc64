"""What is wrong with a file or a cell, said so that its author can put it right."""


class FileProblemError(ValueError):
    """The file as a whole cannot be read."""


class CellProblemError(ValueError):
    """A cell does not say what its column needs."""
