"""A log target and the way back. See the prompt for the contract."""

import numpy as np


class LogTargetRegressor:
    """Least squares on log(1 + y), with predictions and scores in dollars."""

    def __init__(self, smearing=False):
        self.smearing = smearing

    def fit(self, X, y):
        """Learn from X, shape (n, d), and y in dollars, shape (n,); return self."""
        raise NotImplementedError

    def predict(self, X):
        """Predictions in dollars for X, shape (m, d), as an array of shape (m,)."""
        raise NotImplementedError

    def score(self, X, y):
        """Mean absolute error, root mean squared error and R², in dollars."""
        raise NotImplementedError
