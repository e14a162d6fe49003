import numpy as np

RNG = np.random.default_rng(1)


def kfold(n, folds, seed):
    if not 2 <= folds <= n:
        raise ValueError("folds")
    order = RNG.permutation(n)
    parts = [np.sort(part) for part in np.array_split(order, folds)]
    return [(np.setdiff1d(order, part), part) for part in parts]


def cross_validate(make_transformer, make_model, X, y, folds, seed):
    if len(X) != len(y):
        raise ValueError("lengths")
    predictions, scores = np.zeros(len(y)), []
    for train, test in kfold(len(y), folds, seed):
        transformer, model = make_transformer(), make_model()
        transformer.fit(X[train], y[train])
        model.fit(transformer.transform(X[train]), y[train])
        predictions[test] = model.predict(transformer.transform(X[test]))
        scores.append(np.abs(predictions[test] - y[test]).mean())
    return {"predictions": predictions, "scores": np.array(scores)}
