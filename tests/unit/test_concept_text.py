"""Words, clauses, negations, relations and gates: what is decided without any model."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prep.concepts.answer import passage
from prep.concepts.clash import clash
from prep.concepts.clauses import clauses, sentences
from prep.concepts.encoder import LexicalEncoder
from prep.concepts.gates import Flag, most_words, stop_at_the_door, usable_units
from prep.concepts.marked import MarkedStore, mark, pulled
from prep.concepts.polarity import negated_words, retracted
from prep.concepts.relations import Joined, joined
from prep.concepts.words import stem, words_of
from prep.model.errors import StorageError

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@given(st.text(max_size=300))
def test_every_span_is_a_slice_without_white_space_at_its_ends(text: str) -> None:
    for sentence in sentences(text):
        for span in (sentence, *clauses(text, sentence)):
            quote = span.of(text)
            assert quote
            assert quote == quote.strip()
            assert sentence.start <= span.start < span.end <= sentence.end


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end].lower().replace("\u2019", "'") == word.text


@pytest.mark.parametrize(
    ("one", "other"), [("underfits", "underfitting"), ("regularise", "regularization"), ("predicts", "predicted")]
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def negated(text: str) -> set[str]:
    words = words_of(text)
    flags = negated_words(text, words, sentences(text))
    return {word.text for word, flag in zip(words, flags, strict=True) if flag}


def test_a_negation_reaches_no_further_than_its_clause() -> None:
    reached = negated("The simple model does not overfit the data, but the deep tree memorises the noise.")
    assert "overfit" in reached
    assert "memorises" not in reached


def test_a_negation_does_not_reach_the_end_of_a_clause_without_end() -> None:
    reached = negated(
        "trees do not need it " + "as they split one column at a time " * 4 + "so leave the columns alone"
    )
    assert "need" in reached
    assert "alone" not in reached


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Use robust ones, e.g. the median, i.e. no squares. Compare A vs. B."
    assert len(sentences(text)) == 2


def test_two_negations_in_a_clause_are_none() -> None:
    assert not negated("It is not true that it never overfits.")


def test_rather_than_denies_what_follows() -> None:
    reached = negated("We look at lift rather than accuracy.")
    assert "accuracy" in reached
    assert "lift" not in reached


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Bias underfits. Variance overfits. This is wrong, the opposite is true.", {0, 1, 2}),
        ("Bias overfits. That is false. It underfits when the model is too simple.", {0, 1}),
        ("Bias underfits. It is not wrong to say so.", set()),
        ("I disagree with all of the following. Bias underfits.", {0, 1}),
        ("Bias underfits. Variance overfits. Everything I said above is false.", {0, 1, 2}),
        ("The opposite of this is true: bias underfits.", {0}),
        ("Check a sample of the labels. If these are wrong, label anew.", set()),
    ],
)
def test_what_is_taken_back_does_not_count(text: str, gone: set[int]) -> None:
    assert retracted(text, sentences(text)) == gone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("high bias leads to underfitting", Joined.AS_STATED),
        ("underfitting comes from too much bias", Joined.AS_STATED),
        ("underfitting causes bias", Joined.REVERSED),
        ("variance leads to overfitting", Joined.NOT_FOUND),
    ],
)
def test_relations_tell_who_does_what(text: str, expected: Joined) -> None:
    assert joined(text, ("bias", "underfitting")) is expected


def test_terms_of_two_sentences_or_two_statements_are_not_joined() -> None:
    assert joined("Bias means it underfits. Variance means it overfits.", ("bias", "overfits")) is Joined.NOT_FOUND
    one = "bias means underfitting and variance means overfitting"
    assert joined(one, ("bias", "overfitting"), ("underfitting", "variance")) is Joined.NOT_FOUND
    assert joined(one, ("bias", "underfitting"), ("overfitting",)) is Joined.AS_STATED


def clash_of(answer: str, phrasing: str) -> tuple[float, float, float]:
    encoders = (LexicalEncoder(),)
    said, known = (passage(text, encoders, frozenset(), whole=True) for text in (answer, phrasing))
    return clash(said, 0, known)


def test_a_denial_an_opposite_and_a_swap_clash_and_a_copy_does_not() -> None:
    phrasing = "high variance makes the fitted model depend on the sample"
    assert clash_of(phrasing, phrasing) == (0, 0, 0)
    assert clash_of("high variance does not make the fitted model depend on the sample", phrasing)[0] == 1
    assert clash_of("low variance makes the fitted model depend on the sample", phrasing)[1] == 1
    assert clash_of("the sample depends on the fitted model with high variance", phrasing)[2] > 0.5


@pytest.mark.parametrize(
    ("answer", "phrasing"),
    [
        ("units are switched off at random in training", "it randomly switches off units during training"),
        ("the labels of the next day are predicted by the network", "the network predicts the labels of the next day"),
        ("for every batch the mean and the variance get subtracted", "subtract the mean and variance for every batch"),
    ],
)
def test_moved_adverbials_and_the_passive_are_no_other_order(answer: str, phrasing: str) -> None:
    assert clash_of(answer, phrasing) == (0, 0, 0)


def test_a_phrasing_that_denies_is_not_held_against_an_answer_in_other_words() -> None:
    assert clash_of("look at the accuracy", "drift is no damage")[0] == 0
    assert clash_of("this is not so at all", "drift is a damage")[0] > 0.5


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("We plot the p99 and the median, not the mean.", {"not", "the", "mean"}),
        ("Only on train, never on val.", {"never", "on", "val"}),
        ("Don't forget to put the columns on one scale.", set()),
        ("Some neurons are randomly ignored while it trains.", set()),
        ("No, high bias leads to underfitting.", set()),
        ("Out of all the numbers that there are we keep the median of them, not\nthe mean.", {"not", "the", "mean"}),
    ],
)
def test_a_contrast_denies_what_follows_it_and_a_reminder_denies_nothing(text: str, reached: set[str]) -> None:
    assert {word for word in negated(text) if word.isalnum()} == reached


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", Flag.EMPTY),
        (" \n?! ", Flag.EMPTY),
        ("I don't know", Flag.DONT_KNOW),
        ("Sorry, no idea.", Flag.DONT_KNOW),
        ("word " * 601, Flag.TOO_LONG),
        ("word " * 600, None),
        ("I don't know the exact formula, but variance is sensitivity to the sample.", None),
    ],
)
def test_what_is_no_answer_is_stopped_at_the_door(text: str, flag: Flag | None) -> None:
    assert stop_at_the_door(text, 5) is flag


def test_a_clause_of_function_words_alone_is_evidence_of_nothing() -> None:
    said = passage("I would also say no when labels are missing", (LexicalEncoder(),), frozenset())
    usable = usable_units(said, "Would you train a model?", {})
    told = {unit.of(said.text): bool(kept) for unit, kept in zip(said.units, usable.units, strict=True)}
    assert told["I would also say no"] is False
    assert told["when labels are missing"] is True


@pytest.mark.parametrize(
    "text",
    [
        "Check whether the metric predicts long-term retention.",
        "Garbage collection or cold starts delay single requests.",
    ],
)
def test_a_terse_sentence_is_no_list_of_words(text: str) -> None:
    usable = usable_units(passage(text, (LexicalEncoder(),), frozenset()), "Why?", {})
    assert usable.units.all()
    assert not usable.flags


def test_a_sentence_that_stands_there_twice_is_evidence_once() -> None:
    said = passage(
        "Trees split one column. Forests average them. Trees split one column.", (LexicalEncoder(),), frozenset()
    )
    usable = usable_units(said, "Why?", {})
    assert [unit.start for unit, kept in zip(said.units, usable.units, strict=True) if kept] == [0, 24, 0]


def test_no_part_of_an_answer_about_something_else_is_evidence() -> None:
    said = passage(
        "Tomatoes need sun, lettuce prefers shade; water both daily in summer.", (LexicalEncoder(),), frozenset()
    )
    about = usable_units(
        said, "How do you tend a garden?", {}, subject=frozenset(map(stem, ("tomato", "sun", "water", "shade")))
    )
    elsewhere = usable_units(said, "How do trees overfit?", {}, subject=frozenset({"tree", "overfit", "data"}))
    assert about.units.all()
    assert Flag.OFF_TOPIC not in about.flags
    assert not elsewhere.units.any()
    assert Flag.OFF_TOPIC in elsewhere.flags


def test_a_longer_time_allows_more_words() -> None:
    assert most_words(30) > most_words(5)


def test_marked_answers_come_back_as_they_were_kept_and_the_last_mark_counts(tmp_path: Path) -> None:
    store = MarkedStore(tmp_path / "deep" / "marked.jsonl")
    assert store.all() == []
    first = mark(question="q", answer="a\nb ü", score=0.2, by="ann", now=NOW, points=["p"])
    again = mark(question="q", answer="a\nb ü", score=0.9, by="ann", now=NOW, points=["p"])
    other = mark(question="r", answer="a\nb ü", score=0.4, by="ann", now=NOW)
    for marked in (first, other, again):
        store.add(marked)
    assert first.id == again.id != other.id
    assert store.all() == [again, other]
    assert store.of("r") == [other]
    assert len((tmp_path / "deep" / "marked.jsonl").read_text().splitlines()) == 3


def test_a_line_cut_off_half_way_is_named_and_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "marked.jsonl"
    path.write_text('{"format_version": 1, "id"')
    MarkedStore(path).add(mark(question="q", answer="a", score=0.5, by="ann", now=NOW))
    assert len(path.read_text().splitlines()) == 2
    with pytest.raises(StorageError, match="line 1: not a marked answer"):
        MarkedStore(path).all()


@given(st.floats(0, 1), st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8))
def test_a_pulled_score_stays_a_share(base: float, marked: list[tuple[float, float, float]]) -> None:
    similarities, scores, bases = (np.array(column) for column in zip(*marked, strict=True))
    assert 0 <= pulled(base, similarities, np.eye(len(marked)), scores, bases).score <= 1


def test_the_same_answer_marked_low_pulls_the_score_down() -> None:
    among = np.array([[1.0, 0.2], [0.2, 1.0]])
    low = pulled(0.9, np.array([1.0, 0.2]), among, np.array([0.1, 0.9]), np.array([0.9, 0.9]))
    assert low.score < 0.6
    assert low.nearest == 0


def test_an_answer_unlike_the_marked_ones_is_corrected_by_the_level_only() -> None:
    marks, bases = np.array([0.2, 0.2, 0.2]), np.array([0.8, 0.8, 0.8])
    like, unlike = (pulled(0.8, np.full(3, s), np.eye(3), marks, bases).score for s in (1.0, -1.0))
    assert like < unlike < 0.8
