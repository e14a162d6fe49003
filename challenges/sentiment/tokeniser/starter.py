"""Tokeniser for raw reviews. See the prompt for the contract."""


def tokenise(text):
    """The words, numbers and marks of a review, as a list."""
    raise NotImplementedError
