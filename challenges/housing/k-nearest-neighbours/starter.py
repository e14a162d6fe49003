"""k nearest neighbours, within a latency budget. See the prompt for the contract."""

import numpy as np


def nearest(X_train, X_test, k):
    """Positions of the k nearest training rows of each test row, shape (m, k), nearest first."""
    raise NotImplementedError


def knn_predict(X_train, y_train, X_test, k, weights="uniform"):
    """The mean value of the k nearest training rows of each test row, shape (m,)."""
    raise NotImplementedError
