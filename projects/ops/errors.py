"""What can go wrong in a way that the user can put right."""


class ProjectError(Exception):
    """Its text is one line that says how to put it right."""


class RefusedError(ProjectError):
    """An input that the model makes no promise for. The text names the row, the column and the limit."""
