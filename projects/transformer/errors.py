"""What the user can mend."""


class TransformerError(Exception):
    """The text is one line that says what to do."""
