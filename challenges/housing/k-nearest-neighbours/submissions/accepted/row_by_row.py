"""One test row at a time against all training rows."""
import numpy as np


def _rows(X_train, X_test, k):
    X_train = np.asarray(X_train, dtype=np.float64)
    X_test = np.asarray(X_test, dtype=np.float64)
    if X_train.ndim != 2 or X_test.ndim != 2 or X_train.shape[1] != X_test.shape[1]:
        raise ValueError("shapes")
    if not 0 < k <= len(X_train):
        raise ValueError("k")
    for row in X_test:
        difference = X_train - row
        squared = np.einsum("ij,ij->i", difference, difference)
        order = np.lexsort((np.arange(len(squared)), squared))[:k]
        yield order, np.sqrt(squared[order])


def nearest(X_train, X_test, k):
    found = [order for order, _ in _rows(X_train, X_test, k)]
    return np.array(found, dtype=int).reshape(-1, k)


def knn_predict(X_train, y_train, X_test, k, weights="uniform"):
    y = np.asarray(y_train, dtype=np.float64)
    if len(y) != len(X_train):
        raise ValueError("y_train")
    predictions = []
    for order, distances in _rows(X_train, X_test, k):
        if weights == "uniform":
            predictions.append(y[order].mean())
        elif weights != "distance":
            raise ValueError("weights")
        elif distances[0] == 0:
            predictions.append(y[order[distances == 0]].mean())
        else:
            w = 1 / distances
            predictions.append(w @ y[order] / w.sum())
    return np.array(predictions, dtype=float)
