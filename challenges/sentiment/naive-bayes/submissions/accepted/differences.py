"""Probabilities from the differences between labels, so that no review's own log likelihood is ever exponentiated."""
import numpy as np


class MultinomialNB:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, counts, labels):
        counts = np.asarray(counts, dtype=np.float64)
        labels = np.asarray(labels)
        if counts.ndim != 2 or labels.ndim != 1 or len(counts) != len(labels) or len(labels) == 0:
            raise ValueError("shape of counts or labels")
        if self.alpha <= 0 or np.any(counts < 0):
            raise ValueError("negative")
        self.classes_, code, n = np.unique(labels, return_inverse=True, return_counts=True)
        totals = np.zeros((len(n), counts.shape[1]))
        np.add.at(totals, code, counts)
        self.log_prior_ = np.log(n) - np.log(n.sum())
        self.log_likelihood_ = np.log(totals + self.alpha)
        self.log_likelihood_ -= np.log(totals.sum(axis=1) + self.alpha * totals.shape[1])[:, None]
        return self

    def _joint(self, counts):
        if not hasattr(self, "log_prior_"):
            raise RuntimeError("fit first")
        counts = np.asarray(counts, dtype=np.float64)
        if counts.ndim != 2 or counts.shape[1] != self.log_likelihood_.shape[1]:
            raise ValueError("shape of counts")
        return self.log_prior_ + np.einsum("md,kd->mk", counts, self.log_likelihood_)

    def predict_log_proba(self, counts):
        joint = self._joint(counts)
        others = joint[:, None, :] - joint[:, :, None]
        largest = others.max(axis=2)
        return -(largest + np.log(np.exp(others - largest[:, :, None]).sum(axis=2)))

    def predict_proba(self, counts):
        return np.exp(self.predict_log_proba(counts))

    def predict(self, counts):
        joint = self._joint(counts)
        return self.classes_[np.argmax(joint, axis=1)]
