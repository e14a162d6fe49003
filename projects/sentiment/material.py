"""What several stages need: the reviews, their split, their words, and the counts of these."""

from collections.abc import Callable
from functools import cached_property

from projects.sentiment.data import Labels, Reviews, Rows, split
from projects.sentiment.grams import Grams, Tokens, count_grams
from projects.sentiment.tokens import tokenise

Progress = Callable[[str], None]


class Material:
    """What the stages share."""

    def __init__(self, reviews: Reviews, progress: Progress) -> None:
        self.reviews = reviews
        self.split = split(reviews.labels)
        self._progress = progress

    @property
    def labels(self) -> Labels:
        return self.reviews.labels

    @cached_property
    def documents(self) -> Tokens:
        self._progress("splitting the reviews into words")
        return [tokenise(text) for text in self.reviews.texts]

    @cached_property
    def grams(self) -> Grams:
        documents = self.documents
        self._progress("counting words and pairs")
        return count_grams(documents)

    def documents_at(self, rows: Rows) -> Tokens:
        return [self.documents[row] for row in rows]

    def make_documents(self) -> None:
        _ = self.documents

    def make_grams(self) -> None:
        _ = self.grams
