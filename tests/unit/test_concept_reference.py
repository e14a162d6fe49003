"""How an answer compares with a reference answer alone."""

import numpy as np
import pytest

from prep.concepts.coverage import MEASURES, RISING
from prep.concepts.encoder import LARGE, SMALL, LexicalEncoder, load
from prep.concepts.layers import layered_encoders
from prep.concepts.reference import ReferenceScorer, rising

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


def test_layers_come_end_to_end_and_the_last_is_what_the_model_gives() -> None:
    text = "Dropout removes units at random."
    alone = [load("last layer", file, (file.output,)) for file in (LARGE, SMALL)]
    for layered, plain in zip(layered_encoders(), alone, strict=True):
        assert plain is not None
        last, found = plain.encode(text).vectors, layered.encode(text).vectors
        layers = found.shape[1] // last.shape[1]
        assert np.allclose(found[:, -last.shape[1] :] * np.sqrt(layers), last, atol=1e-5)
        assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
        assert not np.allclose(found[:, : last.shape[1]], found[:, -last.shape[1] :], atol=0.01)
