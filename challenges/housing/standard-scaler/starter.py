"""Standard scaler. See the prompt for the contract."""

import numpy as np


class StandardScaler:
    """Brings columns to mean 0 and standard deviation 1."""

    def fit(self, X):
        """Learn mean and scale of the columns of X, shape (n, d); return self."""
        raise NotImplementedError

    def transform(self, X):
        """X, shape (m, d), centred and scaled."""
        raise NotImplementedError

    def inverse_transform(self, Z):
        """What `transform` would have made into Z, shape (m, d)."""
        raise NotImplementedError
