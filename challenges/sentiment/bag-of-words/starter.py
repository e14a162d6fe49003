"""Vocabulary and bag of words, sparse. See the prompt for the contract."""

import numpy as np


class BagOfWords:
    """Counts the words of reviews, for words that enough training reviews hold."""

    def __init__(self, min_reviews=1, max_words=None):
        self.min_reviews = min_reviews
        self.max_words = max_words

    def fit(self, reviews):
        """Learn the vocabulary from reviews, each a list of words; return self."""
        raise NotImplementedError

    def transform(self, reviews):
        """The counts of the reviews in CSR form: data, indices, indptr."""
        raise NotImplementedError


def csr_dot(data, indices, indptr, weights):
    """A table in CSR form times a vector of weights."""
    raise NotImplementedError
