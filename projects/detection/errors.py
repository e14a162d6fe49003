"""What a user of the project can mend, told in one line."""


class DetectionError(Exception):
    """The text says what to do."""
