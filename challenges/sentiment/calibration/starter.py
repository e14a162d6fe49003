"""Calibration. See the prompt for the contract."""


def calibration_error(probabilities, labels, bins=10):
    """The expected calibration error, a float."""
    raise NotImplementedError


class Isotonic:
    """A monotone map from probability to probability."""

    def fit(self, probabilities, labels):
        """Fit the map."""
        raise NotImplementedError

    def predict(self, probabilities):
        """The mapped probabilities."""
        raise NotImplementedError
