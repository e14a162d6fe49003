"""Goes label by label, with plain loops and math.fsum where it can."""
from math import log

import numpy as np


class MultinomialNB:
    def __init__(self, alpha=1.0):
        self.alpha = alpha
        self._models = None

    def fit(self, counts, labels):
        X = np.array(counts, dtype=float)
        y = list(labels)
        if X.ndim != 2:
            raise ValueError("counts must be a table")
        if np.ndim(labels) != 1 or len(y) != X.shape[0] or not y:
            raise ValueError("one label a review")
        if X.min(initial=0.0) < 0:
            raise ValueError("negative count")
        if not self.alpha > 0:
            raise ValueError("alpha must be positive")
        names = sorted({label.item() if isinstance(label, np.generic) else label for label in y})
        self._models = []
        for name in names:
            rows = X[[i for i, label in enumerate(y) if label == name]]
            per_word = rows.sum(axis=0)
            denominator = per_word.sum() + self.alpha * X.shape[1]
            self._models.append((name, log(len(rows) / len(y)), np.log(per_word + self.alpha) - log(denominator)))
        self.classes_ = names
        self.log_prior_ = np.array([prior for _, prior, _ in self._models])
        self.log_likelihood_ = np.array([likelihood for _, _, likelihood in self._models])
        self._d = X.shape[1]
        return self

    def predict_log_proba(self, counts):
        if self._models is None:
            raise RuntimeError("not fitted")
        X = np.array(counts, dtype=float)
        if X.ndim != 2 or X.shape[1] != self._d:
            raise ValueError("columns")
        out = np.empty((len(X), len(self._models)))
        for j, (_, prior, likelihood) in enumerate(self._models):
            out[:, j] = prior + X.dot(likelihood)
        for row in out:
            row -= np.logaddexp.reduce(row)
        return out

    def predict_proba(self, counts):
        return np.exp(self.predict_log_proba(counts))

    def predict(self, counts):
        return [self.classes_[int(np.argmax(row))] for row in self.predict_log_proba(counts)]
