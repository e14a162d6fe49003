"""What the user can put right."""

from projects.ops.errors import ProjectError


class TransformerError(ProjectError):
    """The text is one line that says what to do."""
