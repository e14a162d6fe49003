"""What can go wrong in a way that the user can mend."""


class SentimentError(Exception):
    """Its text is one line that says how to mend it."""
