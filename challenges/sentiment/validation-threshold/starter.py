"""A threshold chosen on validation data. See the prompt for the contract."""

import numpy as np


def choose_threshold(labels, scores, min_precision=None):
    """The score from which on a review is called positive: best F1, or best recall at a precision."""
    raise NotImplementedError


def tune_and_report(validation, test, min_precision=None):
    """Choose on the validation reviews; precision, recall and F1 of both parts at that threshold."""
    raise NotImplementedError
