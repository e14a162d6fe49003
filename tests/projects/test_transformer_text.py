"""The language model's text, its reader, the tokeniser and the baselines: all that needs no torch."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.transformer.baselines import KneserNey, compressed_bits, gzip_best, unigram_bits
from projects.transformer.bpe import END, load_tokeniser, merge_pair, split_words, train_tokeniser
from projects.transformer.errors import TransformerError
from projects.transformer.reading import Verdict, read
from projects.transformer.sampling import GREEDY, Sampling, chances, draw
from projects.transformer.tales import write_tales

TALES = tuple(write_tales(200, seed=7))
TOKENISER = train_tokeniser((tale.text for tale in TALES), 400)

TALE = (
    "At noon Mara is at the mill and Otto is at the mill. Mara has a red lamp. Mara gives the red lamp to Otto. "
    "Otto walks to the bridge. He leaves the red lamp there. In the end the red lamp is at the bridge."
)


def test_a_longer_set_of_tales_begins_with_the_shorter_one() -> None:
    assert tuple(write_tales(20, seed=7)) == TALES[:20]


def test_every_tale_reads_as_true_and_no_two_are_alike() -> None:
    assert {read(tale.text) for tale in TALES} == {Verdict.TRUE}
    assert len({tale.text for tale in TALES}) == len(TALES)


def test_a_tales_bits_are_those_of_its_draws() -> None:
    # Everything drawn for the shortest possible walk: opening, two people, places, one thing, four events.
    least = sum(map(math.log2, (6, 2, 20, 19, 10, 10, 2, 8, 12, 2, 5))) + 4 * math.log2(2)
    assert min(tale.bits for tale in TALES) > least
    assert np.mean([tale.bits for tale in TALES]) == pytest.approx(70, abs=5)


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("", "", Verdict.TRUE),
        ("In the end the red lamp is at the bridge", "In the end the red lamp is at the mill", Verdict.FALSE_ENDING),
        ("In the end the red lamp is at the bridge", "In the end Otto has the red lamp", Verdict.FALSE_ENDING),
        ("Mara gives the red lamp to Otto", "Otto gives the red lamp to Mara", Verdict.IMPOSSIBLE),
        ("Mara gives the red lamp to Otto", "Mara gives the blue lamp to Otto", Verdict.IMPOSSIBLE),
        ("Mara gives the red lamp to Otto", "Mara gives the red lamp to Karl", Verdict.IMPOSSIBLE),
        ("Otto walks to the bridge", "Otto walks to the mill", Verdict.IMPOSSIBLE),
        ("Otto walks to the bridge", "Otto takes the red lamp", Verdict.IMPOSSIBLE),
        ("He leaves", "She leaves", Verdict.IMPOSSIBLE),
        ("Mara gives", "She gives", Verdict.IMPOSSIBLE),
        ("walks", "wolks", Verdict.UNREADABLE),
        ("At noon", "At moon", Verdict.UNREADABLE),
        (" In the end the red lamp is at the bridge.", "", Verdict.UNREADABLE),
        ("at the bridge.", "at the bridge", Verdict.UNREADABLE),
    ],
)
def test_the_reader_tells_true_false_impossible_and_unreadable_apart(old: str, new: str, verdict: Verdict) -> None:
    assert old in TALE
    assert read(TALE.replace(old, new)) is verdict


@given(st.text())
def test_any_text_is_encoded_and_decoded_to_itself(text: str) -> None:
    assert b"".join(split_words(text)) == text.encode()
    assert TOKENISER.decode(TOKENISER.encode(text)) == text
    assert END not in TOKENISER.encode(text)


def test_merges_are_learnt_by_frequency_and_ties_go_to_lower_tokens() -> None:
    assert train_tokeniser(["abab abab cdcd"], 259).merges == ((97, 98), (99, 100))
    assert train_tokeniser(["cd ab cd ab"], 258).merges == ((32, 97),)
    assert train_tokeniser(["abc"], 300).merges == ()


def test_a_pair_is_merged_from_the_left() -> None:
    assert merge_pair([1, 1, 1, 2, 1, 1], (1, 1), 9) == (9, 1, 2, 9)


def test_a_kept_tokeniser_is_the_same_and_a_broken_file_is_one_line(tmp_path: Path) -> None:
    TOKENISER.save(tmp_path / "tokeniser.json")
    assert load_tokeniser(tmp_path / "tokeniser.json") == TOKENISER
    (tmp_path / "tokeniser.json").write_text('{"merges": [[1]]}')
    with pytest.raises(TransformerError, match="train again"):
        load_tokeniser(tmp_path / "tokeniser.json")


@pytest.mark.parametrize("order", [1, 2, 3])
def test_chances_of_kneser_ney_add_up_to_one_after_seen_and_unseen_contexts(order: int) -> None:
    model = KneserNey([[0, 1, 2, 1], [1, 2, 0]], order, size=300)
    for context in ([END, END], [0, 1], [1, 2], [2, 2], [5, 1]):
        total = sum(model.chance(tuple(context[len(context) - order + 1 :]), token) for token in range(300))
        assert total == pytest.approx(1)


def test_counts_make_known_texts_cheaper_than_others() -> None:
    known, other = [[0, 1, 2, 1]], [[2, 2, 0, 0]]
    model = KneserNey(known, 3, size=300)
    assert model.bits(known) < model.bits(other)
    assert unigram_bits(known, known, 300) < unigram_bits(known, other, 300)
    assert compressed_bits("abcd" * 50, "abcd", gzip_best) < compressed_bits("abcd" * 50, "wxyz", gzip_best)


def test_chances_are_cut_and_drawn() -> None:
    logits = np.log([0.5, 0.2, 0.3])
    np.testing.assert_allclose(chances(logits, Sampling()), [0.5, 0.2, 0.3])
    np.testing.assert_allclose(chances(logits, Sampling(top_k=2)), [0.625, 0, 0.375])
    np.testing.assert_allclose(chances(logits, Sampling(top_p=0.5)), [1, 0, 0])
    np.testing.assert_allclose(chances(logits, GREEDY), [1, 0, 0])
    drawn = [draw(np.array([0.0, 0.25, 0.75]), np.random.default_rng(seed)) for seed in range(400)]
    assert np.bincount(drawn, minlength=3) == pytest.approx([0, 100, 300], abs=40)


@pytest.mark.parametrize("how", [{"temperature": -1}, {"temperature": math.nan}, {"top_k": 0}, {"top_p": 0}])
def test_impossible_ways_of_drawing_are_refused(how: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        Sampling(**how)  # type: ignore[arg-type]
