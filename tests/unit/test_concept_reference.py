"""How an answer compares with a reference answer alone."""

import numpy as np
import pytest

from prep.concepts.encoder import LexicalEncoder, semantic_encoder
from tests.benchmarks.reference_only.coverage import MEASURES, RISING
from tests.benchmarks.reference_only.layers import layered_encoders
from tests.benchmarks.reference_only.scorer import ReferenceScorer, rising

QUESTION = "Why is a validation set needed?"
REFERENCE = "The model is tuned on it, so that the test set is looked at once only and its error stays honest."
ANSWER = "Because tuning on the test set makes its error too small; we tune on other data."


@pytest.fixture
def scorer() -> ReferenceScorer:
    return ReferenceScorer((LexicalEncoder(),))


def test_the_reference_itself_holds_all_of_the_reference(scorer: ReferenceScorer) -> None:
    same = scorer.compare(QUESTION, [REFERENCE], REFERENCE)
    assert same.recall == pytest.approx(1, abs=1e-5)
    assert same.recall > scorer.compare(QUESTION, [REFERENCE], ANSWER).recall


def test_the_nearest_of_several_references_counts(scorer: ReferenceScorer) -> None:
    several = scorer.compare(QUESTION, [REFERENCE, ANSWER], ANSWER)
    assert several.recall == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("answer", ["", " \n", "?"])
def test_what_holds_no_word_has_features_all_the_same(scorer: ReferenceScorer, answer: str) -> None:
    compared = scorer.compare(QUESTION, [REFERENCE], answer)
    assert compared.features.shape == (len(rising(1)),)
    assert np.isfinite(compared.features).all()


def test_an_answer_said_twice_has_no_more_of_what_a_good_answer_has(scorer: ReferenceScorer) -> None:
    once, twice = (scorer.compare(QUESTION, [REFERENCE], text).features for text in (ANSWER, f"{ANSWER} {ANSWER}"))
    by_name = dict(zip(MEASURES, twice[: len(MEASURES)] - once[: len(MEASURES)], strict=True))
    assert max(by_name[name] for name in RISING if "window" not in name) < 1e-5
    assert max(by_name[name] for name in RISING) < 0.05


def test_the_last_of_the_layers_is_what_the_grader_reads() -> None:
    text = "Dropout removes units at random."
    plain = semantic_encoder()
    assert plain is not None
    last, found = plain.encode(text).vectors, layered_encoders()[-1].encode(text).vectors
    width = last.shape[1]
    assert np.allclose(found[:, -width:] * np.sqrt(2), last, atol=1e-5)
    assert not np.allclose(found[:, :width] * np.sqrt(2), last, atol=0.01)
