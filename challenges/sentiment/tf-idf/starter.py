"""TF-IDF from scratch. See the prompt for the contract."""

import numpy as np


class TfidfVectorizer:
    """Weighs the words of a review by how often they occur in it and how few training reviews they occur in."""

    def fit(self, reviews):
        """Learn vocabulary and IDF from reviews, each a list of words; return self."""
        raise NotImplementedError

    def transform(self, reviews):
        """The weights of the reviews, shape (m, size of the vocabulary)."""
        raise NotImplementedError
