"""The checks that a candidate can read and run."""

import math

import numpy as np

from prep.grading import expect

REVIEWS = [["a", "good", "film"], ["a", "bad", "bad", "film"], ["a", "film"]]
RARE = math.log(4 / 2) + 1


def test_vocabulary_of_three_reviews(candidate):
    vectorizer = candidate.TfidfVectorizer()
    fitted = vectorizer.fit(REVIEWS)
    expect.that(fitted == vectorizer, "`fit` must return the vectorizer itself")
    expect.equal(vectorizer.get("vocabulary_"), ["a", "bad", "film", "good"], what="vocabulary_")
    expect.close(vectorizer.get("idf_"), [1.0, RARE, 1.0, RARE], what="idf_")


def test_weights_of_three_reviews(candidate):
    vectorizer = candidate.TfidfVectorizer()
    vectorizer.fit(REVIEWS)
    weights = np.array([[1, 0, 1, RARE], [1, 2 * RARE, 1, 0], [1, 0, 1, 0]])
    lengths = [math.sqrt(2 + RARE**2), math.sqrt(2 + 4 * RARE**2), math.sqrt(2)]
    expect.close(vectorizer.transform(REVIEWS), weights / np.array(lengths)[:, None], what="the weights")
