"""The checks that decide."""

from itertools import pairwise

import numpy as np

import reference
from prep.grading import expect, probes

WORDS = [
    "the",
    "film",
    "not",
    "a",
    "plot",
    "Film",
    "dull",
    "moving",
    "!",
    "superb",
    "zest",
    "actors",
    "Aha",
    "gem",
    "é",
]
PARTS = ("data", "indices", "indptr")


def written(seed, count, words=WORDS):
    """Reviews of 0 to 12 words, the first words frequent and the last rare; some are empty."""
    rng = np.random.default_rng(seed)
    share = 0.8 ** np.arange(len(words))
    return [rng.choice(words, rng.integers(0, 13), p=share / share.sum()).tolist() for _ in range(count)]


def fitted(candidate, reviews, **settings):
    bag = candidate.BagOfWords(**settings)
    bag.fit(reviews)
    return bag


def expect_vocabulary(candidate, reviews, **settings):
    expected = reference.BagOfWords(**settings).fit(reviews).vocabulary_
    bag = fitted(candidate, reviews, **settings)
    expect.equal(expect.mapping(bag.get("vocabulary_"), what="vocabulary_"), expected, what="vocabulary_")
    return bag


def expect_counts(found, expected):
    for part, wanted, name in zip(expect.sequence(found, 3, what="the result"), expected, PARTS, strict=True):
        kinds = "iu" if len(wanted) else "iuf"
        expect.equal(expect.array(part, wanted.shape, kinds=kinds, what=name), wanted, what=name)


def table(seed, rows, columns, share=0.3):
    """A sparse table of floats in canonical CSR form, and in full."""
    rng = np.random.default_rng(seed)
    full = np.where(rng.random((rows, columns)) < share, rng.normal(size=(rows, columns)), 0.0)
    full[[0, rows // 2, rows // 2 + 1, -1]] = 0.0
    row, column = np.nonzero(full)
    return full[row, column], column, np.append(0, np.cumsum((full != 0).sum(axis=1))), full


def test_vocabulary_of_many_reviews(candidate):
    for reviews in (written(1, 60), written(2, 6), [["b", "a", "b"], [], ["B"]]):
        expect_vocabulary(candidate, reviews)


def test_frequency_counts_reviews(candidate):
    reviews = [["so", "so", "so", "good"], ["good"], ["so", "bad"], ["bad", "bad", "meh", "meh"], []]
    for least in (1, 2, 3):
        expect_vocabulary(candidate, reviews, min_reviews=least)
    for least in (2, 5, 9):
        expect_vocabulary(candidate, written(3, 30), min_reviews=least)


def test_most_frequent_words_stay(candidate):
    reviews = written(4, 50)
    for most in (1, 3, 7, 14, 99):
        expect_vocabulary(candidate, reviews, max_words=most)
    expect_vocabulary(candidate, reviews, min_reviews=6, max_words=6)
    tied = [["pear", "fig", "date"], ["fig", "apple", "pear"], ["plum", "plum", "plum"]]
    for most in (1, 2, 3, 4):
        expect_vocabulary(candidate, tied, max_words=most)


def test_counts_of_many_reviews(candidate):
    train = written(5, 40)
    expected = reference.BagOfWords(min_reviews=2).fit(train)
    bag = fitted(candidate, train, min_reviews=2)
    for reviews in (written(6, 30), train):
        expect_counts(bag.transform(reviews), expected.transform(reviews))


def test_rows_without_words(candidate):
    train = [["good", "film"], ["bad", "film"]]
    bag = fitted(candidate, train)
    reviews = [[], ["unheard"], ["film", "film"], [], ["of"], ["bad", "unheard", "good"], [], [""]]
    expect_counts(bag.transform(reviews), reference.BagOfWords().fit(train).transform(reviews))
    expect_counts(bag.transform([]), (np.array([]), np.array([]), np.array([0])))
    nothing = fitted(candidate, train, min_reviews=3)
    expect.equal(nothing.get("vocabulary_"), {}, what="vocabulary_ without words")
    expect_counts(nothing.transform(train), (np.array([]), np.array([]), np.array([0, 0, 0])))


def test_training_reviews_decide(candidate):
    fixed = [*written(7, 6), ["the", "film"]]

    def fit(train, test):
        bag = fitted(candidate, train, min_reviews=2, max_words=9)
        bag.transform(test)
        learnt = expect.mapping(bag.get("vocabulary_"), what="vocabulary_")
        parts = expect.sequence(bag.transform(fixed), 3, what="the result")
        counts = [expect.array(part, (-1,), what=name) for part, name in zip(parts, PARTS, strict=True)]
        return [learnt, *counts]

    def other(reviews, rng):
        return [[*review, f"unheard{rng.integers(3)}", "gem"] for review in reviews[::2]]

    probes.rows_do_not_leak(fit, written(8, 30), written(9, 15), np.random.default_rng(10), disturb=other)


def test_products_of_tables(candidate):
    rng = np.random.default_rng(11)
    for seed, rows, columns in [(12, 20, 9), (13, 50, 3), (14, 6, 40)]:
        data, indices, indptr, full = table(seed, rows, columns)
        weights = rng.normal(size=columns)
        found = candidate.csr_dot(data, indices, indptr, weights)
        expect.close(found, full @ weights, rtol=1e-9, atol=1e-12, what="the product")


def test_products_of_rows_without_entries(candidate):
    weights = np.array([1.5, -2.0, 4.0])
    for indptr in ([0, 0, 0, 2, 3], [0, 2, 3, 3, 3], [0, 0, 1, 1, 1, 3, 3]):
        wanted = [sum(weights[[2, 0, 1][k]] * [3, 1, 2][k] for k in range(a, b)) for a, b in pairwise(indptr)]
        found = candidate.csr_dot(np.array([3, 1, 2]), np.array([2, 0, 1]), np.array(indptr), weights)
        expect.close(found, wanted, rtol=1e-9, what="the product")
    none = np.array([], dtype=np.int64)
    expect.close(candidate.csr_dot(none, none, np.array([0, 0, 0]), weights), [0.0, 0.0], what="the product")
    expect.array(candidate.csr_dot(none, none, np.array([0]), weights), (0,), what="the product of no rows")
    expect.close(candidate.csr_dot([], [], [0, 0], [1.0]), [0.0], what="the product")
    expect.close(candidate.csr_dot([4, 5], [1, 1], [0, 1, 2], weights), [-8.0, -10.0], rtol=1e-9, what="the product")


def test_products_of_tables_that_are_not_canonical(candidate):
    data, indices, indptr, full = table(15, 12, 5, 0.6)
    order = np.concatenate([np.arange(a, b)[::-1] for a, b in pairwise(indptr)]).astype(int)
    weights = np.array([2.0, -0.5, 0.25, 3.0, -4.0])
    twice = (np.repeat(data[order] / 2, 2), np.repeat(indices[order], 2), 2 * indptr)
    for parts in ((data[order], indices[order], indptr), twice):
        expect.close(candidate.csr_dot(*parts, weights), full @ weights, rtol=1e-9, atol=1e-12, what="the product")
    for data in ([1e16, 1.0], [1.0, 1e16, 1.0], [1e16, -1e16, 3.0], [1e300, 1e-300]):
        found = candidate.csr_dot(data, [0] * len(data), list(range(len(data) + 1)), [1.0])
        expect.close(found, data, rtol=1e-9, because="Small rows behind large ones.")
    found = candidate.csr_dot([0, 2, -3], [0, 1, 1], [0, 1, 3], [7, 10])
    expect.close(found, [0.0, -10.0], rtol=1e-9, what="the product")


def test_thousands_of_reviews(candidate):
    rng = np.random.default_rng(16)
    words = np.array([f"w{number:05d}" for number in range(20_000)])
    chosen = np.minimum(rng.exponential(5_000.0, (4_000, 15)), 19_999).astype(int)
    reviews = words[chosen].tolist()
    expected = reference.BagOfWords(max_words=10_000).fit(reviews)
    counts = expected.transform(reviews)
    bag = fitted(candidate, reviews, max_words=10_000)
    expect_counts(bag.transform(reviews), counts)
    weights = rng.normal(size=10_000)
    found = candidate.csr_dot(*counts, weights)
    expect.close(found, reference.csr_dot(*counts, weights), rtol=1e-9, atol=1e-9, what="the product")


def test_second_fit_forgets_the_first_and_inputs_stay(candidate):
    bag, train = fitted(candidate, written(17, 30), max_words=4), [["gem", "dull"], ["dull", "Aha", "gem"]]
    called = bag.fit.with_arguments(train)
    expect.equal(called.arguments[0], train, what="the reviews after fit")
    afresh = expect.mapping(fitted(candidate, train, max_words=4).get("vocabulary_"), what="vocabulary_")
    expect.equal(bag.get("vocabulary_"), afresh, what="vocabulary_ after the second fit")
    transformed = bag.transform.with_arguments(train)
    expect.equal(transformed.arguments[0], train, what="the reviews after transform")
    expect.sequence(transformed.value, what="the counts")
    given = [*table(18, 8, 4)[:3], np.array([1.0, -2.0, 0.5, 3.0])]
    for before, after in zip(given, candidate.csr_dot.with_arguments(*given).arguments, strict=True):
        expect.equal(after, before, what="an argument after csr_dot")


def test_small_dtypes_do_not_wrap_around(candidate):
    data = np.array([200, 100, 100, 3], dtype=np.uint8)
    indices = np.array([0, 1, 2, 1], dtype=np.uint8)
    indptr = np.array([0, 3, 4], dtype=np.int32)
    found = candidate.csr_dot(data, indices, indptr, np.array([3, 2, 1], dtype=np.uint8))
    expect.close(found, [900.0, 6.0], rtol=1e-9, what="the product")


def test_refuses_impossible_input(candidate):
    for settings, why in [
        ({"min_reviews": 0}, "min_reviews is 0"),
        ({"max_words": 0}, "max_words is 0"),
        ({"max_words": -1}, "max_words is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            fitted(candidate, written(19, 5), **settings)
    with candidate.raises(ValueError, because="there are no reviews"):
        fitted(candidate, [])
    with candidate.raises(RuntimeError, because="transform comes before fit"):
        candidate.BagOfWords().transform(written(20, 3))
    ones = [1.0, 1.0]
    for data, indices, indptr, why in [
        ([1, 1], [0, 1], [1, 2], "indptr does not begin with 0"),
        ([1, 1, 1], [0, 1, 1], [0, 2], "indptr ends before the entries do"),
        ([1, 1], [0, 1], [0, 3], "indptr ends behind the entries"),
        ([1, 1], [0], [0, 2], "indices are too few"),
        ([1, 1], [0, 1, 0], [0, 2], "indices are too many"),
        ([1, 1], [0, 2], [0, 2], "a column has no weight"),
        ([1, 1], [-1, 0], [0, 2], "a column is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.csr_dot(np.array(data), np.array(indices), np.array(indptr), np.array(ones))
    expect.close(candidate.csr_dot([2, 3], [1, 0], [0, 2], ones), [5.0], what="the product")
    expect.equal(fitted(candidate, [["b"], ["a"]]).get("vocabulary_"), {"a": 0, "b": 1}, what="vocabulary_")
