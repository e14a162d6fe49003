"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

METHODS = ("predict", "predict_proba", "predict_log_proba")


def reviews(seed, rows, words=12, length=9, labels=2, skew=1.0):
    """Counts and labels; each label prefers other words, and the first label is `skew` times as frequent."""
    rng = np.random.default_rng(seed)
    share = np.array([skew] + [1.0] * (labels - 1))
    label = np.concatenate([np.arange(labels), rng.choice(labels, rows - labels, p=share / share.sum())])
    taste = np.random.default_rng(99).dirichlet(np.ones(words), labels)
    counts = np.array([rng.multinomial(rng.integers(1, 2 * length), taste[one]) for one in label])
    return counts, label


def fitted(candidate, counts, labels, **settings):
    model = candidate.MultinomialNB(**settings)
    model.fit(counts, labels)
    return model, reference.MultinomialNB(**settings).fit(counts, labels)


def expect_attribute(model, expected, name):
    expect.close(model.get(name), getattr(expected, name), what=name)


def expect_predictions(model, expected, counts, methods=METHODS):
    for name in methods:
        check = expect.equal if name == "predict" else expect.close
        check(getattr(model, name)(counts), getattr(expected, name)(counts), what=f"the result of `{name}`")


def test_likelihoods_are_smoothed(candidate):
    for alpha in (1.0, 0.5, 0.01, 3):
        counts, labels = reviews(1, 30, labels=3)
        expect_attribute(*fitted(candidate, counts, labels, alpha=alpha), "log_likelihood_")
    expect_attribute(*fitted(candidate, *reviews(2, 12, words=30)), "log_likelihood_")


def test_priors_are_shares_of_reviews(candidate):
    for skew, alpha in ((9.0, 1.0), (0.2, 5.0)):
        counts, labels = reviews(3, 70, labels=3, skew=skew)
        counts[labels == 0] *= 4
        expect_attribute(*fitted(candidate, counts, labels, alpha=alpha), "log_prior_")


def test_probabilities_of_short_reviews(candidate):
    for labels in (2, 4):
        model, expected = fitted(candidate, *reviews(4, 40, labels=labels, skew=6.0), alpha=0.7)
        expect_predictions(model, expected, reviews(5, 15, length=4)[0], METHODS[1:])


def test_words_never_seen(candidate):
    counts, labels = reviews(6, 30)
    counts[:, 3] = 0
    counts[labels == 1, 5] = 0
    model, expected = fitted(candidate, counts, labels)
    new = np.zeros((4, 12), dtype=int)
    new[1, 3], new[2, 5], new[3, [3, 5, 6]] = 4, 2, 1
    expect_predictions(model, expected, new, METHODS[1:])
    expect_attribute(model, expected, "log_likelihood_")


def test_labels_of_other_kinds(candidate):
    counts, label = reviews(7, 40, labels=3)
    for names in (np.array(["so-so", "bad", "excellent"]), np.array([10, -3, 4])):
        model, expected = fitted(candidate, counts, names[label])
        expect.equal(model.get("classes_"), expected.classes_, what="classes_")
        expect_predictions(model, expected, counts[:12], ["predict"])
        model, expected = fitted(candidate, counts, names[label].tolist())
        expect_predictions(model, expected, counts[20:], ["predict"])
    model, expected = fitted(candidate, counts, ["only"] * 40)
    expect_predictions(model, expected, counts[:3])
    model, expected = fitted(candidate, [[1, 0], [0, 1]], ["b", "a"])
    expect_predictions(model, expected, [[0, 0], [3, 0]], ["predict"])


def test_long_reviews(candidate):
    model, expected = fitted(candidate, *reviews(8, 40, labels=3, skew=3.0))
    new = np.vstack([reviews(9, 20, length=6000, labels=3)[0], reviews(10, 3, length=40_000, labels=3)[0]])
    expect_predictions(model, expected, new, METHODS[:2])
    model, expected = fitted(candidate, [[5, 3], [3, 5], [4, 4]], [0, 1, 2])
    expect_predictions(model, expected, np.full((2, 2), 2000), ["predict_proba"])


def test_log_probabilities_of_long_reviews(candidate):
    model, expected = fitted(candidate, *reviews(11, 40, labels=3, skew=0.5))
    expect_predictions(model, expected, reviews(12, 20, length=900, labels=3)[0], ["predict_log_proba"])
    expect_predictions(model, expected, reviews(13, 5, length=20_000, labels=3)[0], ["predict_log_proba"])


def test_counts_of_small_dtypes(candidate):
    counts, labels = reviews(14, 60, length=60)
    for train in (counts.astype(np.uint8), counts.tolist(), counts / 8):
        model, expected = fitted(candidate, train, labels)
        expect_attribute(model, expected, "log_likelihood_")
        expect_predictions(model, expected, train[:7])


def test_a_review_is_predicted_alone_as_among_others(candidate):
    model, _ = fitted(candidate, *reviews(15, 40, labels=3))
    new = reviews(16, 10)[0]
    new[4] *= 700
    probes.row_by_row_equals_batch(model.predict_log_proba, new, what="the log probabilities of a review")
    probes.row_by_row_equals_batch(model.predict_proba, new, what="the probabilities of a review")


def test_second_fit_forgets_the_first(candidate):
    model = candidate.MultinomialNB()
    model.fit(*reviews(17, 30, labels=3))
    counts, labels = reviews(18, 25, words=8)
    counts, before = counts.astype(float), counts.astype(float)
    after = model.fit.with_arguments(counts, labels).arguments
    expect.equal(after[0], before, what="the counts after fit")
    expect.equal(after[1], labels, what="the labels after fit")
    afresh = candidate.MultinomialNB()
    afresh.fit(counts, labels)
    wanted = expect.array(afresh.predict_log_proba(counts), (25, 2), what="the log probabilities")
    called = model.predict_log_proba.with_arguments(counts)
    expect.equal(called.arguments[0], before, what="the counts after predict_log_proba")
    expect.close(called.value, wanted, what="the log probabilities after the second fit")
    for name in ("classes_", "log_prior_", "log_likelihood_"):
        found = expect.array(afresh.get(name), what=name, kinds="biufUO")
        expect.equal(model.get(name), found, because="A second fit leaves something of the first behind.")


def test_refuses_impossible_input(candidate):
    counts, labels = reviews(19, 10)
    for bad_counts, bad_labels, why in [
        (counts, labels[:9], "counts and labels differ in length"),
        (counts, labels[:1], "counts and labels differ in length, though NumPy would broadcast them"),
        (counts[0], labels[:1], "counts is not two-dimensional"),
        (counts, labels[:, None], "labels is not one-dimensional"),
        (counts[:0], labels[:0], "there are no reviews"),
        (counts - 1, labels, "a count is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.MultinomialNB().fit(bad_counts, bad_labels)
    for alpha in (0.0, -0.5):
        with candidate.raises(ValueError, because="alpha is not above 0"):
            candidate.MultinomialNB(alpha=alpha).fit(counts, labels)
    model, _ = fitted(candidate, counts, labels)
    for name in METHODS:
        with candidate.raises(RuntimeError, because="predicting comes before fit"):
            getattr(candidate.MultinomialNB(), name)(counts)
        for bad_counts, why in [
            (counts[:, :11], "a column is missing"),
            (np.hstack([counts, counts[:, :1]]), "there is a column more than in fit"),
            (counts[:, :1], "there is one column only, though NumPy would broadcast it"),
            (counts[0], "counts is not two-dimensional"),
        ]:
            with candidate.raises(ValueError, because=why):
                getattr(model, name)(bad_counts)
    expect.array(model.predict_proba(counts), (10, 2), what="the probabilities")
