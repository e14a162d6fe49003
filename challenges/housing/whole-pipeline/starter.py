"""The whole pipeline. See the prompt for the contract."""

from sklearn.pipeline import Pipeline


def build_model():
    """An unfitted estimator: fit(houses, prices), then predict(houses) in dollars."""
    raise NotImplementedError
