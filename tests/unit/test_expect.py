"""Nothing is computed with a returned value before it is known what it is."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest

from prep.grading import expect
from prep.grading.server.outcomes import WrongAnswer

NAN, INF = float("nan"), float("inf")


class Anything:
    def __repr__(self) -> str:  # the same in every process, so that the names of tests are, too
        return "an object"


ODD: list[object] = [
    None,
    "text",
    [],
    {},
    (),
    [[]],
    [[1], [1, 2]],
    Anything(),
    NAN,
    INF,
    True,
    np.array([]),
    np.array(["a"]),
    [None],
    b"x",
    1j,
]


@pytest.mark.parametrize("odd", [*ODD, [1, 2], 10**400], ids=repr)
def test_what_is_no_finite_number_is_a_wrong_answer(odd: object) -> None:
    if isinstance(odd, int) and odd == 10**400:
        with pytest.raises(WrongAnswer, match="too large"):
            expect.number(odd)
        return
    with pytest.raises(WrongAnswer):
        expect.number(odd)


@pytest.mark.parametrize("value", [3, 3.0, np.array(3), np.array([3.0])])
def test_numbers_of_every_kind_become_a_float(value: object) -> None:
    assert expect.number(value) == 3.0


@pytest.mark.parametrize("odd", [*ODD, 3.0, [[1.0]], [1.0, 2.0, 3.0], [1.0, NAN], [1.0, "2"], [1.0, 10**400]], ids=repr)
def test_what_is_no_array_of_the_shape_is_a_wrong_answer(odd: object) -> None:
    with pytest.raises(WrongAnswer):
        expect.array(odd, (2,))


@pytest.mark.parametrize("value", [[1, 2], (1.0, 2.0), np.array([1, 2]), pd.Series([1, 2]), pd.Index([1, 2])])
def test_lists_and_series_count_as_arrays(value: object) -> None:
    assert expect.array(value, (2,)).tolist() == [1, 2]


def test_the_message_says_what_is_wrong_and_where() -> None:
    with pytest.raises(WrongAnswer, match=r"the slopes has shape \(3,\); \(2\) is asked for"):
        expect.array([1, 2, 3], (2,), what="the slopes")
    with pytest.raises(WrongAnswer, match=r"y at \[1\] is 2.5, expected 2.0; 1 of 3 differ"):
        expect.close([1.0, 2.5, 3.0], [1.0, 2.0, 3.0], what="y")
    with pytest.raises(WrongAnswer, match="the result is None; return a number"):
        expect.close(None, 1.0)


def test_close_keeps_to_its_tolerance() -> None:
    expect.close(1.0 + 1e-7, 1.0)
    with pytest.raises(WrongAnswer):
        expect.close(1.0 + 1e-5, 1.0)
    expect.close([NAN, 1.0], [NAN, 1.0])
    with pytest.raises(WrongAnswer):
        expect.close([NAN, 1.0], [1.0, 1.0])


@pytest.mark.parametrize("value", [[1, 2], (1, 2), np.array([1, 2])])
def test_equal_looks_through_the_kind_of_sequence(value: object) -> None:
    expect.equal(value, np.array([1, 2]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [([1, 3], [1, 2]), ([1], [1, 2]), ("1", 1), (True, 1), (None, 0), ({"a": 1}, {"a": 2}), ([1, 2], np.array([1, 3]))],
)
def test_equal_refuses_what_differs(value: object, expected: object) -> None:
    with pytest.raises(WrongAnswer):
        expect.equal(value, expected)


def test_equal_accepts_numbers_of_either_kind_and_nested_tuples() -> None:
    expect.equal(1.0, 1)
    expect.equal([("a", 1)], [["a", 1]])


def test_sequences_mappings_and_text_are_checked_before_use() -> None:
    assert expect.sequence(np.array([1, 2]), 2) == [1, 2]
    assert expect.mapping({"a": 1}, ["a"]) == {"a": 1}
    assert expect.text("x") == "x"
    for wrong in (lambda: expect.sequence("ab", 2), lambda: expect.mapping({"b": 1}, ["a"]), lambda: expect.text(1)):
        with pytest.raises(WrongAnswer):
            wrong()


@pytest.mark.parametrize("kinds", ["biuf", "U"])
@pytest.mark.parametrize("flat", [True, False])
def test_text_that_one_long_element_would_make_wide_is_refused_before_it_is_built(kinds: str, flat: bool) -> None:
    value = ["x" * 1_000_000] + [""] * 100_000
    tracemalloc.start()
    with pytest.raises(WrongAnswer, match="text"):
        expect.array(value if flat else [value], kinds=kinds)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50 << 20
