"""The kept model as something to ask: for or against, how sure, and which words said so."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from projects.ops.files import read_json
from projects.ops.manifest import Manifest, read_manifest
from projects.ops.reference import drift
from projects.ops.skops_file import load_skops
from projects.sentiment.ops.asked import check_reviews, read_reviews
from projects.sentiment.scores import Scores
from projects.sentiment.stopwords import STOCK
from projects.sentiment.tokens import tokenise

MODEL_FILE, REFERENCE = "model.skops", "reference.json"

TRUSTED = ("projects.sentiment.tokens.tokenise",)
"""What the file names besides scikit-learn's own classes."""

_REASONS = 6


class ReviewReader:
    """Any thread may ask: nothing changes after it was made."""

    def __init__(self, model: Pipeline, manifest: Manifest, reference: Mapping[str, Any]) -> None:
        self._model, self._manifest, self._reference = model, manifest, reference

    @property
    def label(self) -> str:
        return self._manifest.label

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        return read_reviews(path)

    def predict(self, rows: Sequence[Mapping[str, Any]], *, why: bool = False) -> list[dict[str, object]]:
        """Raises RefusedError for a text that the model makes no promise for."""
        texts = check_reviews(rows, self.known)
        threshold, sure = (float(self._manifest.facts[name]) for name in ("threshold", "sure_threshold"))
        answers: list[dict[str, object]] = [
            {
                "opinion": "for" if score >= threshold else "against",
                "chance_for": round(float(1 / (1 + np.exp(-score))), 4),
                "sure": bool(score >= sure),
            }
            for score in self.scores(texts).tolist()
        ]
        if why:
            for answer, text in zip(answers, texts, strict=True):
                answer["why"] = [f"{name} {weight:+.2f}" for name, weight in self.contributions(text)[:_REASONS]]
        return answers

    def scores(self, texts: Sequence[str]) -> Scores:
        """Log-odds that each review is for its film."""
        found: Scores = self._model.decision_function(texts)
        return found

    @property
    def known(self) -> Mapping[str, int]:
        vocabulary: Mapping[str, int] = self._model["weigh"].vocabulary_
        return vocabulary

    def contributions(self, text: str) -> list[tuple[str, float]]:
        """What each word or pair adds to the score, the strongest first; with the intercept they add up to it."""
        row = self._model["weigh"].transform([text])
        names = self._model["weigh"].get_feature_names_out()
        parts = row.data * self._model["verdict"].coef_[0, row.indices]
        order = np.argsort(-np.abs(parts), kind="stable")
        return [(str(names[row.indices[k]]), float(parts[k])) for k in order]

    def drift(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
        return drift(self._reference, describe_texts([row["text"] for row in rows]))

    def notes(self) -> tuple[str, ...]:
        return self._manifest.differences()


def describe_texts(texts: Sequence[str]) -> pd.DataFrame:
    """What of a review drift is measured on."""
    words = [tokenise(text) for text in texts]
    return pd.DataFrame(
        {
            "words": [float(len(one)) for one in words],
            "letters a word": [sum(map(len, one)) / max(len(one), 1) for one in words],
            "share of stock words": [sum(word in STOCK for word in one) / max(len(one), 1) for one in words],
            "share of capitals": [sum(sign.isupper() for sign in text) / max(len(text), 1) for text in texts],
        }
    )


def load_reader(folder: Path) -> ReviewReader:
    """Raises ProjectError."""
    manifest = read_manifest(folder)
    model = load_skops(folder / manifest.file, TRUSTED)
    return ReviewReader(model, manifest, read_json(folder / REFERENCE)["columns"])
