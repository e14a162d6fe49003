"""Stop-words that keep negation. See the prompt for the contract."""


def is_negation(word):
    """Whether a word is a negation."""
    raise NotImplementedError


def remove_stop_words(words, stop_words):
    """The words that are no stop-words, or are negations."""
    raise NotImplementedError


def mark_negated(words, stop_words, reach=3):
    """The same, with `not_` in front of the next `reach` words after a negation."""
    raise NotImplementedError
