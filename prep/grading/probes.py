"""Probes for the mistakes that comparing values does not find: leakage, and tuning on the rows to be scored on.

A probe looks at behaviour, never at source: it runs the submission again on data that differ where an honest
solution must not look, and compares. Each takes a function that the test writes around `candidate`; that function
calls the submission, checks what came back with `prep.grading.expect`, and returns plain numbers. All raise
`WrongAnswer`.

    from prep.grading import expect, probes

    def test_learns_from_training_rows_only(candidate):
        def fit(train, test):
            return expect.array(candidate.prepare(train, test), (3,), what="the means")

        probes.rows_do_not_leak(fit, train_rows, test_rows, np.random.default_rng(5))

A solution that ignores its input would pass a bare comparison, so most probes also demand a sign of life: something
learnt from the training rows, predictions that differ, a score of `at_least` so much.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import numpy as np

from prep.grading import expect
from prep.grading.server.outcomes import WrongAnswer

Array = np.ndarray[Any, Any]
Rows = TypeVar("Rows")

_TIMES: Final = 3
"""How often the data are disturbed: one time might by chance leave a median or a choice where it was."""


def rows_do_not_leak(
    fit: Callable[[Rows, Rows], object],
    train: Rows,
    test: Rows,
    rng: np.random.Generator,
    *,
    disturb: Callable[[Rows, np.random.Generator], Rows] | None = None,
    what: str = "what was learnt",
) -> None:
    """What is learnt must depend on the training rows and not on the test rows.

    Finds a scaler, an imputer, an encoder or a vocabulary that was fitted before the split, or on both parts.

    Args:
        fit: gives the submission both parts and returns what it learnt: a number, an array, or a list, tuple or
            dict of such values. Predictions for a third, fixed set of rows do where parameters cannot be read.
        train: rows in whatever form `fit` takes, for instance a tuple of X and y.
        test: the rows that were held out, in the same form.
        rng: draws the disturbances.
        disturb: returns other rows in place of those it is given; by default `disturbed`, which knows arrays of
            numbers and lists of texts.
        what: names the result in messages.
    """
    change = disturb or disturbed
    honest = _flat(fit(train, test), what)
    for _ in range(_TIMES):
        again = _flat(fit(train, change(test, rng)), what)
        with _told("What is learnt changes with rows that were held out."):
            expect.that(_same(again, honest), f"{what} changes with rows that were held out")
    moved = [_flat(fit(change(train, rng), test), what) for _ in range(_TIMES)]
    with _told("What is learnt does not depend on the training rows."):
        expect.that(any(not _same(m, honest) for m in moved), f"{what} does not depend on the training rows")


def held_out_labels_do_not_choose(
    choose: Callable[[Array], object],
    labels: Array,
    rng: np.random.Generator,
    *,
    what: str = "the choice",
) -> None:
    """A choice (a penalty, a threshold, a set of columns) must not depend on labels that it is later scored on.

    Finds tuning on the test set. That the choice does depend on the validation labels is for the test to check: a
    constant passes here.

    Args:
        choose: gives the submission these test labels beside fixed other data and returns what it chose, as `fit`
            of `rows_do_not_leak` does.
        labels: the true labels of the test rows, numbers, at least two different ones.
        rng: draws the permutations.
        what: names the choice in messages.
    """
    honest = _flat(choose(labels), what)
    for relabelled in (
        labels.min() + labels.max() - labels,
        *(rng.permutation(labels) for _ in range(_TIMES)),
    ):
        again = _flat(choose(relabelled), what)
        with _told("What is chosen changes with the labels that were held out."):
            expect.that(_same(again, honest), f"{what} changes with the labels that were held out")


def permuted_labels_collapse(
    score: Callable[[Array], object],
    labels: Array,
    rng: np.random.Generator,
    *,
    at_least: float,
    at_most: float,
    what: str = "the score",
) -> None:
    """With the labels permuted there is nothing to learn, so a score that stays high was not earned.

    Finds scores taken on training rows, and labels that reach the features.

    Args:
        score: gives the submission these labels with the fixed rows and returns its score; higher is better, so
            negate an error.
        labels: the true labels of all rows.
        rng: draws the permutations.
        at_least: what the score must reach on the true labels, or a submission that always says 0 would pass.
        at_most: what the mean score over a few permutations may reach: chance, and room for its spread.
        what: names the score in messages.
    """
    true = expect.number(score(labels), what=what)
    with _told("The score is lower than an honest solution reaches."):
        expect.that(true >= at_least, f"{what} is {true:.3g}; on these data at least {at_least:.3g} is to be had")
    permuted = [expect.number(score(rng.permutation(labels)), what=what) for _ in range(_TIMES)]
    mean = float(np.mean(permuted))
    with _told("The score stays high when the labels are permuted, where nothing can be learnt."):
        expect.that(mean <= at_most, f"{what} is still {mean:.3g} when the labels are permuted")


def row_by_row_equals_batch(
    predict: Callable[[Any], object],
    rows: Array | Sequence[Any],
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    what: str = "the prediction for a row",
) -> None:
    """What is predicted for a row must not depend on the rows that are predicted with it.

    Finds statistics that are taken afresh from the rows to predict, and orders that get lost.

    Args:
        predict: gives the submission some rows and returns one result a row (a number or an array each).
        rows: an array or a list, of which not all have the same prediction.
        rtol: how far two results for the same row may lie apart, relatively.
        atol: the same, absolutely.
        what: names the prediction in messages.
    """
    batch = _results(predict(rows), len(rows), what)
    with _told("Every row gets the same result."):
        expect.that(not (batch == batch[0]).all(), f"{what} is the same for every row")
    single = [_results(predict(rows[i : i + 1]), 1, what)[0] for i in range(len(rows))]
    with _told("A row gets another result alone than among others."):
        where = f"{what}, made row by row instead of together,"
        expect.close(np.array(single), batch, rtol=rtol, atol=atol, what=where)
    backwards = _results(predict(rows[::-1]), len(rows), what)
    with _told("A row gets another result when the rows come in another order."):
        expect.close(backwards[::-1], batch, rtol=rtol, atol=atol, what=f"{what}, with the rows in reverse order,")


def canary_column(
    score: Callable[[Array], object],
    rows: Array,
    canary: Array,
    *,
    slack: float,
    at_least: float,
    what: str = "the score",
) -> None:
    """A column that holds nothing honest must not raise the score.

    Finds columns, encodings or models chosen with rows that were held out: these sing when the canary holds the
    answer for exactly those rows. `canary_for` draws such a column.

    Args:
        score: gives the submission these rows with fixed labels and returns its score; higher is better.
        rows: shape (n, d).
        canary: shape (n,); it becomes the last column.
        slack: by how much the score may rise by chance.
        at_least: what the score must reach without the canary.
        what: names the score in messages.
    """
    without = expect.number(score(rows), what=what)
    with _told("The score is lower than an honest solution reaches."):
        expect.that(without >= at_least, f"{what} is {without:.3g}; on these data at least {at_least:.3g} is to be had")
    with_canary = expect.number(score(np.column_stack([rows, canary])), what=what)
    with _told("The score rises with a column that only helps who sees the held-out labels."):
        expect.that(
            with_canary <= without + slack,
            f"{what} rises from {without:.3g} to {with_canary:.3g} with a column "
            "that only helps who sees the held-out labels",
        )


def canary_for(labels: Array, held_out: Array, rng: np.random.Generator) -> Array:
    """A column that is the label in the held-out rows, and in the others noise: their labels, permuted.

    Args:
        labels: shape (n,), numbers.
        held_out: shape (n,), bools.
        rng: draws the permutation.
    """
    column = np.array(labels, dtype=float)
    column[~held_out] = rng.permutation(column[~held_out])
    return column


def disturbed(rows: Any, rng: np.random.Generator) -> Any:  # noqa: ANN401 - whatever form the rows have
    """Other rows in the same form: half of them, and far from where they were.

    Args:
        rows: an array of numbers, a list of texts, or a tuple of these with one entry a row each.
        rng: draws which rows are kept and how far they move.

    Raises:
        TypeError: rows of a form that this function does not know; the test must bring its own `disturb`.
    """
    parts = rows if isinstance(rows, tuple) else (rows,)
    count = len(parts[0])
    kept = rng.permutation(count)[: (count + 1) // 2]
    moved = tuple(_moved(part, kept, rng) for part in parts)
    return moved if isinstance(rows, tuple) else moved[0]


def _moved(part: Any, kept: Array, rng: np.random.Generator) -> Any:  # noqa: ANN401
    if isinstance(part, np.ndarray) and part.dtype.kind in "iuf":
        spread = float(np.nanmax(part) - np.nanmin(part)) or 1.0
        away = 2.0 * part[kept] + rng.uniform(1.0, 9.0) * spread
        return away.astype(part.dtype)
    if isinstance(part, list) and all(isinstance(text, str) for text in part):
        words = sorted({word for text in part for word in text.split()})
        return [f"{part[i]} {rng.choice(words)} unheard{rng.integers(1000)}" for i in kept]
    raise TypeError(f"cannot disturb rows of type {type(part).__name__}; pass `disturb`")


def _flat(value: object, what: str) -> list[Array]:
    """The arrays of which a value is made, in a fixed order."""
    if isinstance(value, dict):
        named = sorted(value.items(), key=lambda entry: str(entry[0]))
        return [array for key, entry in named for array in [np.array([str(key)]), *_flat(entry, what)]]
    if isinstance(value, list | tuple):
        return [array for entry in value for array in _flat(entry, what)]
    if isinstance(value, str):
        return [np.array([value])]
    if isinstance(value, np.ndarray):
        return [expect.array(value, what=what, kinds="biufU")]
    return [np.array([expect.number(value, what=what)])]


def _same(left: list[Array], right: list[Array]) -> bool:
    return len(left) == len(right) and all(map(_same_array, left, right))


def _same_array(left: Array, right: Array) -> bool:
    if left.shape != right.shape or (left.dtype.kind == "U") != (right.dtype.kind == "U"):
        return False
    if left.dtype.kind == "U":
        return bool((left == right).all())
    return bool(np.allclose(left, right, rtol=1e-9, atol=1e-12))


def _results(value: object, count: int, what: str) -> Array:
    found = expect.array(value, what=what)
    with _told("There must be one result for each row."):
        expect.that(found.shape[:1] == (count,), f"{what} is missing: {count} rows were given")
    return found


@contextmanager
def _told(sentence: str) -> Iterator[None]:
    """What a person is told where the probe is part of a hidden check: it names what was seen, and no value."""
    try:
        yield
    except WrongAnswer as wrong:
        wrong.form = sentence
        raise
