"""Naive Bayes for word counts. See the prompt for the contract."""

import numpy as np


class MultinomialNB:
    """Multinomial naive Bayes with Laplace smoothing."""

    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, counts, labels):
        """Learn from counts, shape (n, d), and labels, shape (n,); return self."""
        raise NotImplementedError

    def predict_log_proba(self, counts):
        """The log probability of each label, shape (m, k)."""
        raise NotImplementedError

    def predict_proba(self, counts):
        """The probability of each label, shape (m, k)."""
        raise NotImplementedError

    def predict(self, counts):
        """The most probable label of each review, shape (m,)."""
        raise NotImplementedError
