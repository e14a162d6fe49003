"""What can go wrong in a way that the user can put right."""

from projects.ops.errors import ProjectError


class SentimentError(ProjectError):
    """Its text is one line that says how to put it right."""
