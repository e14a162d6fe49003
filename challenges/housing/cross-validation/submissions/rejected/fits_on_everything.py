import numpy as np


def kfold(n, folds, seed):
    if not 2 <= folds <= n:
        raise ValueError("folds")
    order = np.random.default_rng(seed).permutation(n)
    parts = [np.sort(part) for part in np.array_split(order, folds)]
    return [(np.setdiff1d(order, part), part) for part in parts]


def cross_validate(make_transformer, make_model, X, y, folds, seed):
    if len(X) != len(y):
        raise ValueError("lengths")
    predictions, scores = np.zeros(len(y)), []
    for train, test in kfold(len(y), folds, seed):
        transformer, model = make_transformer(), make_model()
        transformer.fit(X, y)
        model.fit(transformer.transform(X[train]), y[train])
        predictions[test] = model.predict(transformer.transform(X[test]))
        scores.append(np.abs(predictions[test] - y[test]).mean())
    return {"predictions": predictions, "scores": np.array(scores)}
