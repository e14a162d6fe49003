"""One probe for each fault of the word training, and one for the whole program."""

import numpy as np

import reference
from prep.grading import expect

WORDS = ["film", "story", "actors", "plot", "boring", "dull", "moving", "great", "awful", "slow", "fine", "weak"]


def documents(seed, count):
    """Reviews of three to nine words, some words far more often than others."""
    rng = np.random.default_rng(seed)
    share = np.arange(len(WORDS), 0, -1) ** 2.0
    return [rng.choice(WORDS, rng.integers(3, 10), p=share / share.sum()).tolist() for _ in range(count)]


def table(seed, rows, columns=5, classes=3):
    """Counts, and a class for each row that they tell for the most part."""
    rng = np.random.default_rng(seed)
    X = rng.poisson(1.5, (rows, columns)).astype(float)
    labels = (X[:, :classes] + rng.normal(0.0, 0.5, (rows, classes))).argmax(axis=1)
    return X, labels


def losses_of(candidate, W, X, labels):
    """The loss and the gradient, shape of W."""
    found = expect.sequence(candidate.loss_and_gradient(W, X, labels), 2, what="the result")
    return expect.number(found[0], what="the loss"), expect.array(found[1], W.shape, what="the gradient")


def moved(candidate, *arguments):
    """Weights and velocity after a step."""
    found = expect.sequence(candidate.step(*arguments), 2, what="the result")
    return [expect.array(part, arguments[0].shape, what="what a step returns") for part in found]


def generator(candidate, seed):
    """A generator of random numbers beside the submission, which it moves on."""
    return candidate.library("numpy.random", "default_rng")(seed)


def probe_codes_from_zero(candidate, seed):
    codes = expect.mapping(candidate.vocabulary(documents(seed, 30), 5), what="the vocabulary")
    expect.equal(sorted(codes.values()), [1, 2, 3, 4, 5], because="Words have the numbers 1 to `most`.")


def probe_repeats_count_once(candidate, seed):
    codes = {"film": 1, "dull": 2, "great": 3}
    texts = [["dull", "film", "dull", "dull"], ["great"] * (seed + 1), ["so", "so", "film"]]
    wanted = [[0, 1, 3, 0], [0, 0, 0, seed + 1], [2, 1, 0, 0]]
    expect.close(candidate.bags(texts, codes), wanted, because="A word that stands there twice counts twice.")


def probe_labels_shuffled_apart(candidate, seed):
    labels = np.random.default_rng(seed).integers(0, 50, 40)
    X = np.column_stack([labels * 2.0, labels + 0.5])
    found = expect.sequence(candidate.shuffled(X, labels, generator(candidate, seed)), 2, what="the result")
    rows = expect.array(found[0], X.shape, what="the rows")
    marks = expect.array(found[1], labels.shape, what="the labels")
    expect.equal(sorted(marks.tolist()), sorted(labels.tolist()), because="No label is lost.")
    expect.that(marks.tolist() != labels.tolist(), "The order is another one.")
    expect.close(rows, np.column_stack([marks * 2.0, marks + 0.5]), because="Each row keeps its label.")


def probe_softmax_twice(candidate, seed):
    W = np.random.default_rng(seed).normal(size=(4, 3)) * 0.1
    W[0] = [30.0, 0.0, -5.0]
    X = np.array([[1.0, 0.0, 1.0, 0.0], [1.0, 1.0, 0.0, 2.0]])
    sure, _ = losses_of(candidate, W, X, np.array([0, 0]))
    expect.that(0 <= sure < 1e-6, "Where the right class is far ahead there is next to no loss.")
    surely_wrong, _ = losses_of(candidate, W, X, np.array([1, 1]))
    expect.that(surely_wrong > 25, "Where another class is far ahead the loss is large.")


def probe_over_the_documents(candidate, seed):
    X, labels = table(seed, 12)
    W = np.random.default_rng(seed).normal(size=(5, 3))
    apart = [losses_of(candidate, W, X[k : k + 1], labels[k : k + 1])[0] for k in range(12)]
    expect.that(max(apart) > 0.1, "Untrained weights have a loss.")
    found, _ = losses_of(candidate, W, X, labels)
    expect.close(found, np.mean(apart), because="What a document loses does not depend on the others.")


def probe_unlabelled_count(candidate, seed):
    X, labels = table(seed, 15)
    W = np.random.default_rng(seed).normal(size=(5, 3))
    marks = labels.copy()
    marks[[2, 5, 6]] = -1
    known = marks >= 0
    loss, gradient = losses_of(candidate, W, X[known], labels[known])
    found, slope = losses_of(candidate, W, X, marks)
    expect.close(found, loss, because="Documents without a label change nothing.")
    expect.close(slope, gradient, because="Documents without a label change nothing.")
    expect.that(loss > 0.1, "Untrained weights have a loss.")


def probe_clipped_too_late(candidate, seed):
    rng = np.random.default_rng(seed)
    W, gradient = rng.normal(size=(4, 3)), 50.0 * rng.normal(size=(4, 3))
    found, velocity = moved(candidate, W, np.zeros((4, 3)), gradient, 0.1, 0.0, 2.0)
    expect.close(np.linalg.norm(found - W), 0.2, because="However large the gradient, the step is at most rate · norm.")
    expect.close(np.linalg.norm(velocity), 2.0, because="What is remembered is the gradient as it was clipped.")


def probe_velocity_forgotten(candidate, seed):
    rng = np.random.default_rng(seed)
    W, gradient, velocity = rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    found = moved(candidate, W, velocity, gradient, 0.1, 0.9, 1e6)
    again = moved(candidate, *found, gradient, 0.1, 0.9, 1e6)
    expect.close(found[1], 0.9 * velocity + gradient, because="The velocity keeps most of what it was.")
    expect.close(again[0], found[0] - 0.1 * (0.9 * found[1] + gradient), because="A second step with momentum.")


def probe_mean_of_both(candidate, seed):
    labels = (np.random.default_rng(seed).random(30) < 0.2).astype(int)
    labels[0] = 1
    precision = labels.mean()
    wanted = 2 * precision / (precision + 1)
    expect.close(candidate.f1(labels, np.ones(30, dtype=int)), wanted, because="Everything is said to be positive.")
    expect.close(candidate.f1(labels, labels), 1.0, because="All is right.")


def probe_tuned_on_the_test(candidate, seed):
    rng = np.random.default_rng(seed)
    labels, test_labels = rng.integers(0, 2, 40), rng.integers(0, 2, 40)
    scores = labels + rng.normal(0.0, 0.4, 40)
    test_scores = 3.0 + test_labels + rng.normal(0.0, 0.4, 40)
    chosen = []
    for answers in (test_labels, 1 - test_labels, np.ones(40, dtype=int)):
        found = expect.mapping(candidate.tune(scores, labels, test_scores, answers), ["threshold", "f1"])
        chosen.append(expect.number(found["threshold"], what="the threshold"))
    expect.close(chosen[1:], chosen[:1] * 2, because="The threshold does not depend on the labels of the test.")
    expect.that(chosen[0] < 2.5, "The threshold suits the scores that it is chosen by.")


def probe_patience_never_renewed(candidate, seed):
    stop = candidate.EarlyStop(2)
    told = [stop.update(loss) for loss in (3.0 + seed, 3.5 + seed, 2.0, 2.5, 1.0, 1.5, 1.2)]
    expect.equal(told, [False] * 6 + [True], because="A lower loss begins the wait anew.")


def probe_lower_than_the_last(candidate, seed):
    stop = candidate.EarlyStop(3)
    told = [stop.update(loss) for loss in (1.0, 5.0 + seed, 4.0, 3.0)]
    expect.equal(told, [False, False, False, True], because="A loss counts as better than the lowest so far.")


def whole(candidate):
    texts = [*documents(31, 40), ["zebra", "apple", "apple"], []]
    for most in (4, 9, 99):
        wanted = reference.vocabulary(texts, most)
        expect.equal(candidate.vocabulary(texts, most), wanted, because="Words by how frequent they are.")
        expect.close(candidate.bags(texts, wanted), reference.bags(texts, wanted), because="Counts of all words.")
    probe_labels_shuffled_apart(candidate, 32)
    X, labels = table(33, 20)
    orders = [np.asarray(candidate.shuffled(X, labels, generator(candidate, s))[0]).tolist() for s in (1, 1, 2)]
    expect.that(orders[0] == orders[1] != orders[2], "The generator alone decides about the order.")
    rng = generator(candidate, 3)
    again = [np.asarray(candidate.shuffled(X, labels, rng)[0]).tolist() for _ in range(2)]
    expect.that(again[0] != again[1], "The next epoch comes in another order.")
    W = np.random.default_rng(34).normal(size=(5, 3))
    marks = np.where(np.arange(20) % 6 == 1, -1, labels)
    for scale in (1.0, 20.0):
        found = losses_of(candidate, scale * W, X, marks)
        wanted = reference.loss_and_gradient(scale * W, X, marks)
        expect.close(found[0], wanted[0], because="The loss.")
        expect.close(found[1], wanted[1], because="The gradient.")
    for arguments in ((W, 0.1 * W, 2 * W, 0.3, 0.5, 1.0), (W, W, 0.01 * W, 0.2, 0.9, 1.0)):
        found, wanted = moved(candidate, *arguments), reference.step(*arguments)
        expect.close(found[0], wanted[0], because="The weights after a step.")
        expect.close(found[1], wanted[1], because="The velocity after a step.")
    rng = np.random.default_rng(35)
    for share in (0.0, 0.3, 0.9):
        said = (rng.random(20) < share).astype(int)
        truth = (rng.random(20) < 0.4).astype(int)
        expect.close(candidate.f1(truth, said), reference.f1(truth, said), because="F1 of two arrays.")
        scores, other = np.round(rng.random(20), 1), np.round(rng.random(20), 1)
        found = expect.mapping(candidate.tune(scores, truth, other, said), ["threshold", "f1"])
        wanted = reference.tune(scores, truth, other, said)
        expect.close(found["threshold"], wanted["threshold"], because="The lowest of the best thresholds.")
        expect.close(found["f1"], wanted["f1"], because="F1 on the test rows.")
    for patience in (1, 3):
        stop, twin = candidate.EarlyStop(patience), reference.EarlyStop(patience)
        for loss in (4.0, 3.0, 3.0, 5.0, 2.0, 2.5, 2.2, 2.1, 2.05):
            expect.equal(stop.update(loss), twin.update(loss), because="Whether to stop, loss by loss.")
    held_out = table(36, 12)
    settings = {"epochs": 9, "size": 20, "rate": 0.5, "momentum": 0.8, "max_norm": 0.4, "patience": 2, "seed": 3}
    for changed in ({}, {"rate": 4.0, "max_norm": 9.0}, {"epochs": 2}):
        arguments = (X, marks, held_out[0], 2 - held_out[1] if changed else held_out[1], 3)
        found = expect.mapping(candidate.train(*arguments, **(settings | changed)), ["weights", "losses"])
        wanted = reference.train(*arguments, **(settings | changed))
        expect.close(found["losses"], wanted["losses"], because="A training with all rows in each batch.")
        expect.close(found["weights"], wanted["weights"], because="A training with all rows in each batch.")
    rng, rows, answers, W = generator(candidate, 4), X, labels, np.zeros((5, 3))
    for _ in range(2):
        rows, answers = map(np.asarray, candidate.shuffled(rows, answers, rng))
        for start in (0, 8, 16):
            part = slice(start, start + 8)
            W = W - 0.2 * reference.loss_and_gradient(W, rows[part], answers[part])[1]
    plain = settings | {"epochs": 2, "size": 8, "rate": 0.2, "momentum": 0.0, "max_norm": 99.0, "seed": 4}
    found = expect.mapping(candidate.train(X, labels, *held_out, 3, **plain), ["weights", "losses"])
    expect.close(found["weights"], W, because="A training with several batches an epoch.")
    awkward_words(candidate)


def expect_untouched(call, *arguments):
    """What it was given is as it was; the result is the caller's to look at."""
    called = call.with_arguments(*arguments)
    for after, before in zip(called.arguments, arguments, strict=True):
        expect.equal(after, before, because="An argument after the call.")
    return called.value


def awkward_words(candidate):
    """Large logits, long documents, thresholds as good as each other, rows without a label, arguments."""
    for W, X, labels, wanted in (
        ([[800.0, 0.0]], [[1.0]], [0], 0.0),
        ([[16.0, 0.0]], [[1.0]], [0], np.log1p(np.exp(-16.0))),
        ([[1.0, 0.0], [0.0, 1.0]], [[1000.0, 0.0], [0.0, 1.0]], [0, 1], np.log1p(np.exp(-1.0)) / 2),
        ([[1.0, 0.0], [0.0, 1.0]], [[-1000.0, -1001.0], [0.0, 1.0]], [0, 0], (2 * np.log1p(np.exp(-1.0)) + 1) / 2),
    ):
        loss, _ = losses_of(candidate, np.array(W), np.array(X), np.array(labels))
        expect.close(loss, wanted, atol=1e-12, because="The loss of very large logits.")
    texts = [["film"] * 300 + ["dull"] * 257, ["great"] * 70_000, ["dull", "film", "dull"]]
    codes = {"film": 1, "dull": 2}
    wanted = [[0.0, 300.0, 257.0], [70_000.0, 0.0, 0.0], [0.0, 1.0, 2.0]]
    expect.close(candidate.bags(texts, codes), wanted, because="A word stands there hundreds of times.")
    expect_untouched(candidate.bags, texts[::2], codes)
    expect_untouched(candidate.vocabulary, [["dull", "film", "dull"], ["a", "film"]], 2)
    found = candidate.vocabulary([["d", "b", "c", "a"], ["c"]], 3)
    expect.equal(found, {"c": 1, "a": 2, "b": 3}, because="Equally frequent words go by the alphabet.")
    truth = np.array([1, 0, 0, 1])
    for scores in (np.array([1.0, 2.0, 3.0, 4.0]), np.array([4.0, 3.0, 2.0, 1.0])):
        found = expect.mapping(expect_untouched(candidate.tune, scores, truth, scores, truth), ["threshold", "f1"])
        expect.close(found["threshold"], 1.0, because="The lowest of the thresholds with the best F1.")
    X, labels = table(51, 12)
    W = np.random.default_rng(52).normal(size=(5, 3))
    marks = np.where(np.arange(12) % 3 == 1, -1, labels)
    expect_untouched(candidate.loss_and_gradient, W, X, marks)
    expect_untouched(candidate.step, W, 0.1 * W, 5.0 * W, 0.3, 0.5, 1.0)
    expect_untouched(candidate.step, W, 0.1 * W, 0.01 * W, 0.3, 0.5, 1.0)
    expect_untouched(candidate.f1, truth, truth)
    held_out = table(53, 9)
    settings = {"epochs": 2, "rate": 0.2, "momentum": 0.0, "max_norm": 99.0, "patience": 5, "seed": 4}
    called = candidate.train.with_arguments(X, marks, *held_out, 3, size=4, **settings)
    for after, before in zip(called.arguments, (X, marks, *held_out, 3), strict=True):
        expect.equal(after, before, because="An argument after a training.")
    rng, rows, answers, W = generator(candidate, 4), X, marks, np.zeros((5, 3))
    for _ in range(2):
        rows, answers = map(np.asarray, candidate.shuffled(rows, answers, rng))
        for start in (0, 4, 8):
            part = slice(start, start + 4)
            W = W - 0.2 * reference.loss_and_gradient(W, rows[part], answers[part])[1]
    found = expect.mapping(called.value, ["weights", "losses"])
    expect.close(found["weights"], W, because="Rows without a label have their place in the batches.")
