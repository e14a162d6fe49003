"""Precision, recall and F1 from scratch. See the prompt for the contract."""

import numpy as np


def precision(y_true, y_pred, positive=1):
    """Of the reviews that were called positive, the share that is."""
    raise NotImplementedError


def recall(y_true, y_pred, positive=1):
    """Of the reviews that are positive, the share that was called so."""
    raise NotImplementedError


def f1(y_true, y_pred, positive=1):
    """The harmonic mean of precision and recall."""
    raise NotImplementedError


def macro_f1(y_true, y_pred):
    """The plain mean of the F1 of all labels."""
    raise NotImplementedError
