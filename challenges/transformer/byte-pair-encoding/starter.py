"""Byte-pair encoding. See the prompt for the contract."""


def train(texts, size):
    """The merges, in the order in which they are learnt."""
    raise NotImplementedError


def encode(text, merges):
    """The tokens of a text."""
    raise NotImplementedError


def decode(tokens, merges):
    """The text of some tokens."""
    raise NotImplementedError
