"""The best split of a decision tree, and the tree. See the prompt for the contract."""

import numpy as np


def impurity(y, kind):
    """Gini impurity or variance of the targets."""
    raise NotImplementedError


def best_split(X, y, kind, min_leaf=1):
    """Column, threshold and gain of the best split, or None."""
    raise NotImplementedError


def grow(X, y, kind, max_depth, min_leaf=1):
    """A tree of any type; `predict` takes it."""
    raise NotImplementedError


def predict(tree, X):
    """A prediction for each row of X, shape (m,)."""
    raise NotImplementedError
