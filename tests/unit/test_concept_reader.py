"""The network: what a verdict depends on, and what it does not."""

from functools import cache

import numpy as np
import pytest

from prep.concepts.reader.network import Network
from prep.concepts.reader.tokens import tokens_of
from prep.concepts.reader.weights import load_network

TEXT = "High bias means that the model is too simple, so it underfits. I would compare the errors by cross-validation."
STATEMENTS = (
    "high bias leads to underfitting",
    "high variance leads to overfitting",
    "compare training and validation error",
)


@cache
def network() -> Network:
    return load_network()


def ids(text: str) -> "np.typing.NDArray[np.int64]":
    return tokens_of(text, 60).ids


@pytest.mark.slow
def test_a_verdict_is_three_probabilities() -> None:
    verdicts = network().judge(network().prepare([ids(one) for one in STATEMENTS]), network().read(ids(TEXT)))
    assert verdicts.shape == (3, 3)
    assert np.exp(verdicts).sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_a_verdict_on_a_statement_does_not_depend_on_the_others() -> None:
    reading = network().read(ids(TEXT))
    together = network().judge(network().prepare([ids(one) for one in STATEMENTS]), reading)
    for number, statement in enumerate(STATEMENTS):
        alone = network().judge(network().prepare([ids(statement)]), reading)
        assert alone[0] == pytest.approx(together[number], abs=1e-4)


@pytest.mark.slow
def test_some_of_the_prepared_statements_are_judged_as_all_are() -> None:
    reading, prepared = network().read(ids(TEXT)), network().prepare([ids(one) for one in STATEMENTS])
    every = network().judge(prepared, reading)
    some = network().judge(prepared.subset(np.array([2, 0])), reading)
    assert some == pytest.approx(every[[2, 0]], abs=1e-4)


@pytest.mark.slow
def test_statements_that_are_judged_in_several_blocks_get_the_verdicts_they_get_alone() -> None:
    many = [ids(f"{one}, as in case {number}") for number in range(9) for one in STATEMENTS]
    reading = network().read(ids(TEXT))
    together = network().judge(network().prepare(many), reading)
    alone = [network().judge(network().prepare([one]), reading)[0] for one in many]
    assert together == pytest.approx(np.stack(alone), abs=1e-4)


@pytest.mark.slow
def test_what_is_said_is_held_for_asserted_far_sooner_than_what_is_not() -> None:
    prepared = network().prepare([ids(STATEMENTS[0]), ids("dropout switches units off at random")])
    verdicts = network().judge(prepared, network().read(ids(TEXT)))
    assert verdicts[0, 0] > verdicts[1, 0] + 1
    assert verdicts[1].argmax() != 0


def test_a_token_knows_where_it_stands() -> None:
    tokens = tokens_of("Overfitting, roughly.", 60)
    quotes = ["Overfitting, roughly."[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert "".join(quotes) == "Overfitting,roughly."


def test_a_text_is_cut_at_the_longest_that_is_read() -> None:
    assert len(tokens_of("word " * 100, 20).ids) == 20
