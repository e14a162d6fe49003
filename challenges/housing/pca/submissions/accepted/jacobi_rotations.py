import numpy as np


def rotate_until_orthogonal(A):
    """One-sided Jacobi: rotates pairs of columns of A until all are orthogonal; A and the rotations."""
    A, V = A.copy(), np.eye(A.shape[1])
    for _ in range(60):
        moved = False
        for p in range(A.shape[1] - 1):
            for q in range(p + 1, A.shape[1]):
                a, b, c = A[:, p] @ A[:, p], A[:, q] @ A[:, q], A[:, p] @ A[:, q]
                if abs(c) <= 1e-14 * np.sqrt(a * b) or a * b == 0:
                    continue
                moved = True
                zeta = (b - a) / (2 * c)
                t = (1 if zeta >= 0 else -1) / (abs(zeta) + np.hypot(1, zeta))
                cosine = 1 / np.hypot(1, t)
                turn = cosine * np.array([[1, t], [-t, 1]])
                A[:, [p, q]] = A[:, [p, q]] @ turn
                V[:, [p, q]] = V[:, [p, q]] @ turn
        if not moved:
            break
    return A, V


class PCA:
    def __init__(self, k):
        self.k = k

    def fit(self, X):
        X = np.array(X, dtype=float)
        if X.ndim != 2 or not 0 < self.k <= min(X.shape[0] - 1, X.shape[1]):
            raise ValueError("X or k")
        self.mean_ = X.mean(axis=0)
        centred = X - self.mean_
        wide = X.shape[1] > X.shape[0]
        A, V = rotate_until_orthogonal(centred.T if wide else centred)
        lengths = np.sqrt((A**2).sum(axis=0))
        order = np.argsort(-lengths)[: self.k]
        axes = (A[:, order] / lengths[order]).T if wide else V[:, order].T
        for axis in axes:
            if axis[np.abs(axis).argmax()] < 0:
                axis *= -1
        self.components_ = axes
        self.explained_variance_ = lengths[order] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = lengths[order] ** 2 / (lengths**2).sum()
        return self

    def transform(self, X):
        if not hasattr(self, "components_"):
            raise RuntimeError("not fitted")
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1:] != self.mean_.shape:
            raise ValueError("X")
        return np.array([self.components_ @ (row - self.mean_) for row in X])

    def inverse_transform(self, Z):
        if not hasattr(self, "components_"):
            raise RuntimeError("not fitted")
        Z = np.array(Z, dtype=float)
        if Z.ndim != 2 or Z.shape[1] != self.k:
            raise ValueError("Z")
        return np.array([self.mean_ + row @ self.components_ for row in Z])
