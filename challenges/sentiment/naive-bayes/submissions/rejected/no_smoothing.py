import numpy as np


class MultinomialNB:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, counts, labels):
        counts, labels = np.asarray(counts, dtype=float), np.asarray(labels)
        if counts.ndim != 2 or labels.shape != (len(counts),) or labels.size == 0:
            raise ValueError("counts must be two-dimensional with one label for each row, and at least one row")
        if self.alpha <= 0 or (counts < 0).any():
            raise ValueError("counts must not be negative, and alpha must be above 0")
        self.classes_ = np.unique(labels)
        is_class = self.classes_[:, None] == labels
        self.log_prior_ = np.log(is_class.mean(axis=1))
        smoothed = is_class @ counts
        self.log_likelihood_ = np.log(smoothed / smoothed.sum(axis=1, keepdims=True))
        return self

    def predict_log_proba(self, counts):
        if not hasattr(self, "classes_"):
            raise RuntimeError("fit before you predict")
        joint = np.asarray(counts, dtype=float) @ self.log_likelihood_.T + self.log_prior_
        if joint.ndim != 2:
            raise ValueError("counts must be two-dimensional")
        shifted = joint - joint.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def predict_proba(self, counts):
        return np.exp(self.predict_log_proba(counts))

    def predict(self, counts):
        best = self.predict_log_proba(counts).argmax(axis=1)
        return self.classes_[best]
