"""One probe for each fault of the price training, and one for the whole program."""

import numpy as np

import reference
from prep.grading import expect


def houses(seed, rows, columns=3):
    """Columns of different size, and prices in dollars."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns)) * [1.0, 20.0, 300.0][:columns] + [5.0, -30.0, 900.0][:columns]
    return X, np.exp(rng.normal(12.0, 0.4, rows))


def plain(seed, rows):
    """Standardised columns, and prices that they explain for the most part."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, 2))
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    return X, np.exp(12.0 + X @ [0.3, -0.2] + rng.normal(0.0, 0.05, rows))


def trained(candidate, X, prices, X_held_out, prices_held_out, **changed):
    """What `fit` makes of it: the weights, and the errors."""
    settings = {"epochs": 1, "size": len(X), "peak": 0.1, "warm_up": 1, "penalty": 0.0, "seed": 5} | changed
    found = expect.mapping(candidate.fit(X, prices, X_held_out, prices_held_out, **settings), ["weights", "errors"])
    weights = expect.array(found["weights"], (X.shape[1] + 1,), what="the weights", finite=False)
    return weights, expect.array(found["errors"], (settings["epochs"],), what="the errors", finite=False)


def generator(candidate, seed):
    """A generator of random numbers beside the submission, which it moves on."""
    return candidate.library("numpy.random", "default_rng")(seed)


def sides(candidate, owners, share, seed):
    """Rows to learn from and held-out rows, each row once."""
    found = expect.sequence(candidate.split(owners, share, generator(candidate, seed)), 2, what="the two parts")
    learn, held_out = (expect.array(part, (-1,), what="the rows of a part", kinds="iu") for part in found)
    expect.equal(sorted([*learn.tolist(), *held_out.tolist()]), list(range(len(owners))), what="the rows of both parts")
    return learn, held_out


def epoch(candidate, count, size, rng):
    """The rows of an epoch, one batch after the other."""
    found = expect.sequence(candidate.batches(count, size, rng), what="the batches")
    parts = [expect.array(rows, (-1,), what="a batch", kinds="iu").tolist() for rows in found]
    return np.array([row for part in parts for row in part], dtype=int)


def probe_rows_split(candidate, seed):
    owners = np.random.default_rng(seed).integers(0, 15, 90) * 7
    learn, held_out = sides(candidate, owners, 0.3, seed)
    expect.that(len(held_out) > 0 and len(learn) > 0, "Both parts have houses.")
    shared = set(owners[learn].tolist()) & set(owners[held_out].tolist())
    expect.that(not shared, "No owner has houses on both sides.")


def probe_scaled_together(candidate, seed):
    train, other = houses(seed, 30)[0], houses(seed + 100, 8)[0] + 50.0
    because = "What the training houses become does not depend on the other ones."
    found = expect.sequence(candidate.standardise(train, other), 2, what="the two tables")
    expect.close(found[0], (train - train.mean(axis=0)) / train.std(axis=0), because=because)
    expect.close(found[1], (other - train.mean(axis=0)) / train.std(axis=0), because="Both get the same scale.")


def probe_one_spread(candidate, seed):
    train, other = houses(seed, 25)[0], houses(seed + 100, 6)[0]
    found = expect.sequence(candidate.standardise(train, other), 2, what="the two tables")
    scaled = expect.array(found[0], train.shape, what="the training table")
    because = "Each column of the training table has mean 0 and spread 1."
    expect.close(scaled.std(axis=0), [1.0, 1.0, 1.0], because=because)
    expect.close(scaled.mean(axis=0), [0.0, 0.0, 0.0], because=because)
    expect.close(found[1], (other - train.mean(axis=0)) / train.std(axis=0), because="Both get the same scale.")


def probe_same_order(candidate, seed):
    rng = generator(candidate, seed)
    orders = [epoch(candidate, 40, 8, rng) for _ in range(3)]
    for order in orders:
        expect.equal(sorted(order.tolist()), list(range(40)), because="An epoch has every row once.")
    changed = not (np.array_equal(orders[0], orders[1]) or np.array_equal(orders[1], orders[2]))
    expect.that(changed, "The next epoch comes in another order.")


def probe_lost_rows(candidate, seed):
    rng = generator(candidate, seed)
    for count, size in ((23 + seed % 20, 8), (5, 9 + seed % 20)):
        order = epoch(candidate, count, size, rng)
        expect.equal(sorted(order.tolist()), list(range(count)), because="An epoch has every row once.")


def probe_rate_rises_again(candidate, seed):
    steps, warm_up = 20 + seed % 20, 4
    rates = np.array([expect.number(candidate.learning_rate(k, steps, 0.2, warm_up)) for k in range(steps)])
    expect.close(rates[warm_up], 0.2, because="The fall begins at the peak.")
    fall = rates[warm_up:]
    expect.that(bool((np.diff(fall) < 0).all()), "After the warm-up the rate falls from step to step.")
    expect.that(bool((fall > 0).all() and fall[-1] < 0.01), "The rate ends near 0, and is never below.")
    wanted = 0.1 * (1 + np.cos(np.pi * np.arange(steps - warm_up) / (steps - warm_up)))
    expect.close(fall, wanted, because="The fall is half a cosine.")


def probe_penalised_intercept(candidate, seed):
    X, prices = plain(seed, 12)
    y, weights = np.log(prices), np.array([0.0, 0.0, 9.0 + seed % 20])
    without = expect.sequence(candidate.loss_and_gradient(weights, X, y, 0.0), 2, what="the result")
    found = expect.sequence(candidate.loss_and_gradient(weights, X, y, 0.7), 2, what="the result")
    expect.close(found[0], np.mean((weights[-1] - y) ** 2), because="With slopes of 0 the penalty costs nothing.")
    expect.close(found[0], without[0], because="With slopes of 0 the penalty costs nothing.")
    wanted = np.append(2 * X.T @ (weights[-1] - y) / len(y), 2 * np.mean(weights[-1] - y))
    expect.close(found[1], wanted, because="With slopes of 0 the penalty has no gradient.")


def probe_summed_gradient(candidate, seed):
    X, prices = plain(seed, 9)
    y, weights = np.log(prices), np.array([0.3, -0.1, 11.0])
    once = expect.sequence(candidate.loss_and_gradient(weights, X, y, 0.0), 2, what="the result")
    gradient = expect.array(once[1], (3,), what="the gradient")
    expect.that(bool((np.abs(gradient) > 1e-6).all()), "Far from the best weights there is a gradient.")
    rows = np.tile(X, (4, 1)), np.tile(y, 4)
    again = expect.sequence(candidate.loss_and_gradient(weights, *rows, 0.0), 2, what="the result")
    expect.close(again[1], gradient, because="Each house four times over has the same mean gradient.")


def probe_every_pair(candidate, seed):
    X, prices = plain(seed, 14)
    weights = np.array([0.3, -0.2, 12.0])
    predicted = np.exp(X @ weights[:-1] + weights[-1])
    found = candidate.mean_absolute_error(weights, X, prices)
    expect.close(found, np.mean(np.abs(predicted - prices)), because="Each house's error is that of its own price.")
    expect.close(candidate.mean_absolute_error(weights, X, predicted), 0.0, atol=1e-3, because="All prices are right.")


def probe_last_weights(candidate, seed):
    X, prices = plain(seed, 20)
    weights, errors = trained(candidate, X, prices, X, prices, epochs=3, peak=3.0, warm_up=3)
    expect.that(bool(errors.argmin() < 2 and errors[-1] > 1.01 * errors.min()), "This training ends badly.")
    found = candidate.mean_absolute_error(weights, X, prices)
    expect.close(found, errors.min(), because="The weights that come back are those of the best epoch.")


def probe_error_on_training_rows(candidate, seed):
    X, prices = plain(seed, 20)
    X_held_out, prices_held_out = plain(seed + 50, 11)
    weights, errors = trained(candidate, X, prices, X_held_out, 3.0 * prices_held_out)
    found = candidate.mean_absolute_error(weights, X_held_out, 3.0 * prices_held_out)
    expect.close(found, errors[0], because="The error after an epoch is that on the houses held out.")


def whole(candidate):
    owners = np.array(list("aabbbccddddeffgghhii"))
    for seed, share, held_out in ((31, 0.4, 4), (32, 0.01, 1), (33, 0.62, 6)):
        found = sides(candidate, owners, share, seed)
        expect.equal(len(set(owners[found[1]])), held_out, because="So many owners are held out.")
        for rows in found:
            expect.equal(rows.tolist(), sorted(rows.tolist()), because="The rows of both parts are in order.")
    first = [sides(candidate, np.arange(30), 0.5, seed)[1].tolist() for seed in (34, 34, 35)]
    expect.that(first[0] == first[1] != first[2], "The generator alone decides who is held out.")

    table = np.column_stack([houses(36, 9)[0], np.full(9, 4.0)])
    found = expect.sequence(candidate.standardise(table, table[:2] + 1.0), 2, what="the two tables")
    for part, wanted in zip(found, reference.standardise(table, table[:2] + 1.0), strict=True):
        expect.close(part, wanted, because="A column is constant.")

    for count, size in ((10, 4), (12, 4), (3, 8), (1, 1)):
        found = expect.sequence(candidate.batches(count, size, generator(candidate, 37)), what="the batches")
        sizes = [len(expect.array(rows, (-1,), what="a batch", kinds="iu")) for rows in found]
        wanted = [size] * (count // size) + ([count % size] if count % size else [])
        expect.equal(sizes, wanted, because="All batches are full, but for the last.")
    orders = [epoch(candidate, 30, 7, generator(candidate, seed)).tolist() for seed in (38, 38, 39)]
    expect.that(orders[0] == orders[1] != orders[2], "The generator alone decides about the order.")

    for steps, warm_up in ((9, 3), (7, 0), (4, 4)):
        for step in range(steps):
            found = candidate.learning_rate(step, steps, 0.3, warm_up)
            expect.close(found, reference.learning_rate(step, steps, 0.3, warm_up), because="The rate of each step.")

    X, prices = plain(40, 15)
    y, weights = np.log(prices), np.array([0.5, 0.1, 10.0])
    found = expect.sequence(candidate.loss_and_gradient(weights, X, y, 0.4), 2, what="the result")
    loss, gradient = reference.loss_and_gradient(weights, X, y, 0.4)
    expect.close(found[0], loss, because="The loss with a penalty.")
    expect.close(found[1], gradient, because="The gradient with a penalty.")
    expect.close(candidate.predict(weights, X), reference.predict(weights, X), because="Predicted prices.")
    found = candidate.mean_absolute_error(weights, X, prices)
    expect.close(found, reference.mean_absolute_error(weights, X, prices), because="The error in dollars.")

    held_out = plain(41, 8)
    for changed in (
        {"epochs": 5},
        {"epochs": 4, "penalty": 0.2, "peak": 0.3},
        {"epochs": 3, "peak": 3.0, "warm_up": 3},
    ):
        settings = {"epochs": 1, "size": 15, "peak": 0.1, "warm_up": 1, "penalty": 0.0, "seed": 5} | changed
        wanted = reference.fit(X, prices, *held_out, **settings)
        found = trained(candidate, X, prices, *held_out, **settings)
        expect.close(found[0], wanted["weights"], because="A training in which each batch is all houses.")
        expect.close(found[1], wanted["errors"], because="A training in which each batch is all houses.")
    settings = {"epochs": 3, "size": 4, "peak": 0.1, "warm_up": 2, "penalty": 0.3, "seed": 6}
    rng, weights, step = generator(candidate, 6), np.append(np.zeros(2), y.mean()), 0
    for _ in range(3):
        for rows in candidate.batches(15, 4, rng):
            gradient = reference.loss_and_gradient(weights, X[rows], y[rows], 0.3)[1]
            weights = weights - reference.learning_rate(step, 12, 0.1, 2) * gradient
            step += 1
    found = trained(candidate, X, prices, X, np.exp(X @ weights[:-1] + weights[-1]), **settings)
    expect.close(found[0], weights, because="Several batches an epoch.")
    runs = [trained(candidate, X, prices, *held_out, **(settings | {"seed": seed}))[0].tolist() for seed in (7, 7, 8)]
    expect.that(runs[0] == runs[1] != runs[2], "The seed alone decides about a training.")
    choices_of_price_training(candidate)


def choices_of_price_training(candidate):
    """What is held out is a share of the owners; the epoch is the best of all on the houses held out."""
    owners = np.array([0] * 50 + list(range(1, 10)))
    for seed in (44, 45, 46, 47):
        found = sides(candidate, owners, 0.3, seed)
        expect.equal(len(set(owners[found[1]])), 3, because="A share of the owners, however many houses each has.")
    X, prices = plain(48, 12)
    y, weights, path = np.log(prices), np.append(np.zeros(2), np.log(prices).mean()), []
    for step in range(6):
        gradient = reference.loss_and_gradient(weights, X, y, 0.0)[1]
        weights = weights - reference.learning_rate(step, 6, 0.95, 0) * gradient
        path.append(weights)
    held_out, _ = plain(49, 9)
    for best in (0, 1, 2, 5):
        told = held_out, reference.predict(path[best], held_out)
        found = trained(candidate, X, prices, *told, epochs=6, size=12, peak=0.95, warm_up=0)
        expect.close(
            found[0], path[best], because="The best epoch is not always the last one, nor one that got better."
        )
