"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

REVIEWS = [["a", "good", "film"], ["a", "bad", "bad", "film"], ["good", "fun"]]


def test_counts_three_reviews(candidate):
    bag = candidate.BagOfWords(min_reviews=2)
    fitted = bag.fit(REVIEWS)
    expect.that(fitted == bag, "`fit` must return the object itself")
    expect.equal(bag.get("vocabulary_"), {"a": 0, "film": 1, "good": 2}, what="vocabulary_")
    parts = expect.sequence(bag.transform([["good", "a", "good"], ["bad"], ["film"]]), 3, what="the result")
    for part, wanted, name in zip(
        parts, ([1, 2, 1], [0, 2, 1], [0, 2, 2, 3]), ("data", "indices", "indptr"), strict=True
    ):
        expect.equal(expect.array(part, (len(wanted),), kinds="iu", what=name), np.array(wanted), what=name)


def test_multiplies_three_rows(candidate):
    product = candidate.csr_dot(np.array([1, 2, 1]), np.array([0, 2, 1]), np.array([0, 2, 2, 3]), [0.5, -1.0, 2.0])
    expect.close(product, [4.5, 0.0, -1.0], what="the product")
