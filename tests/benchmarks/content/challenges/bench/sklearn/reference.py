"""A scikit-learn pipeline, fitted and asked."""

from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def fit_predict(X, y, Z, alpha):
    return make_pipeline(StandardScaler(), Ridge(alpha=alpha)).fit(X, y).predict(Z)
