"""What a test may expect of a value that a submission returned.

A test must not compute with what came back before it knows what it is: each function here first makes sure of type,
shape and finiteness, with a message that helps, and only then compares. All raise `WrongAnswer`, which is an assertion.

What a message says of values is for public checks. In a hidden one a person is told `because`: a sentence that says
what kind of case it is, and that must be written out in the test, so that it holds no value of it.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from prep.grading.server.candidate import RemoteObject
from prep.grading.server.outcomes import NO_SUCH_TYPE, WrongAnswer

Array = np.ndarray[Any, Any]


class _Malformed(WrongAnswer):
    """What came back is not even of the type; a wrong shape, or NaN, is what a check's own advice is about."""

    def __init__(self, text: str) -> None:
        super().__init__(text, form=NO_SUCH_TYPE)


def number(value: object, *, what: str = "the result") -> float:
    """A finite number; a zero-dimensional array or an array of one element will do."""
    if isinstance(value, np.ndarray) and value.size == 1 and value.dtype.kind in "biuf":
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Malformed(f"{what} is {describe(value)}; return a number")
    try:
        plain = float(value)
    except OverflowError:
        raise WrongAnswer(f"{what} is a whole number too large for a float") from None
    if not math.isfinite(plain):
        raise WrongAnswer(f"{what} is {plain}; return a finite number")
    return plain


def array(
    value: object,
    shape: Sequence[int] | None = None,
    *,
    what: str = "the result",
    kinds: str = "biuf",
    finite: bool = True,
) -> Array:
    """An array of numbers; lists of numbers, series and data frames of numbers will do.

    Args:
        shape: the shape it must have; -1 stands for any length.
        kinds: the dtype kinds that are allowed, as in `numpy.dtype.kind`.
    """
    found = _as_array(value, what, kinds)
    if found.dtype.kind not in kinds:
        raise WrongAnswer(f"{what} is an array of {found.dtype}; return numbers" + _of_kinds(kinds))
    if shape is not None and not _fits(found.shape, shape):
        wanted = "(" + ", ".join("any" if length < 0 else str(length) for length in shape) + ")"
        raise WrongAnswer(f"{what} has shape {found.shape}; {wanted} is asked for")
    if finite and found.dtype.kind in "fc" and not np.isfinite(found).all():
        raise WrongAnswer(f"{what} holds NaN or infinity")
    return found


def close(
    value: object,
    expected: object,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    what: str = "the result",
    because: str = "",
) -> None:
    """Numbers within a tolerance of the expected ones, in the same shape; `because` says what kind of case it is."""
    wanted = np.asarray(expected, dtype=float)
    if wanted.ndim == 0:
        found: Array = np.asarray(number(value, what=what))
    else:
        found = array(value, wanted.shape, what=what, finite=bool(np.isfinite(wanted).all()))
    wrong = ~np.isclose(found.astype(float), wanted, rtol=rtol, atol=atol, equal_nan=True)
    if wrong.any():
        raise WrongAnswer(_difference(found, wanted, wrong, what), because=because)


def equal(value: object, expected: object, *, what: str = "the result", because: str = "") -> None:
    """Exactly the expected value, of the same types all the way down; lists and tuples count as the same, and so do
    arrays and lists of numbers, and whole numbers and floats; `because` says what kind of case it is.
    """
    if isinstance(expected, np.ndarray):
        found = array(value, expected.shape, what=what, kinds="biufUO", finite=False)
        wrong = np.asarray(found != expected)
        if wrong.any():
            raise WrongAnswer(_difference(found, expected, wrong, what), because=because)
        return
    plain, wanted = _plain(value), _plain(expected)
    if wanted is None and plain is not None:  # something where there is nothing is an answer, and a wrong one
        raise WrongAnswer(f"{what} is {_short(plain)}, expected None", because=because)
    if _kind(plain) is not _kind(wanted):
        raise _Malformed(f"{what} is {describe(value)}; {describe(expected)} is asked for")
    if not _same(plain, wanted):
        raise WrongAnswer(f"{what} is {_short(plain)}, expected {_short(wanted)}", because=because)


def text(value: object, *, what: str = "the result") -> str:
    if not isinstance(value, str):
        raise _Malformed(f"{what} is {describe(value)}; return text")
    return value


def sequence(value: object, length: int | None = None, *, what: str = "the result") -> list[Any]:
    """A list or tuple, or an array, as a list; of a given length."""
    if isinstance(value, np.ndarray) and value.ndim > 0:
        value = list(value)
    if not isinstance(value, list | tuple):
        raise _Malformed(f"{what} is {describe(value)}; return a list or tuple")
    if length is not None and len(value) != length:
        raise WrongAnswer(f"{what} has {len(value)} elements; {length} are asked for")
    return list(value)


def mapping(value: object, keys: Sequence[Any] | None = None, *, what: str = "the result") -> dict[Any, Any]:
    """A dict that has at least the given keys."""
    if not isinstance(value, dict):
        raise _Malformed(f"{what} is {describe(value)}; return a dict")
    missing = [key for key in keys or () if key not in value]
    if missing:
        raise WrongAnswer(f"{what} lacks the keys {missing}")
    return value


def sparse(value: object, shape: Sequence[int], *, what: str = "the result") -> Any:  # noqa: ANN401 - scipy has no types
    """A scipy sparse matrix of numbers, in CSR form."""
    if type(value).__name__ not in ("csr_matrix", "csr_array"):
        raise _Malformed(f"{what} is {describe(value)}; return a scipy sparse matrix")
    matrix: Any = value
    if tuple(matrix.shape) != tuple(shape):
        raise WrongAnswer(f"{what} has shape {tuple(matrix.shape)}; {tuple(shape)} is asked for")
    array(matrix.data, what=f"the data of {what}")
    return matrix


def remote(value: object, *, what: str = "the result") -> RemoteObject:
    """An object that stays in the jail, for example an estimator."""
    if not isinstance(value, RemoteObject):
        raise _Malformed(f"{what} is {describe(value)}; return an object with the methods that are asked for")
    return value


def that(condition: object, message: str, *, because: str = "") -> None:
    """Anything else that must hold; the message is for the candidate, in hidden checks if it is written out."""
    if not condition:
        raise WrongAnswer(message, because=because or message)


@contextmanager
def case(because: str) -> Iterator[None]:
    """What kind of case the assertions in a block are about: the sentence of those that have none of their own."""
    try:
        yield
    except WrongAnswer as wrong:
        if not wrong.form and (not wrong.because or wrong.because == str(wrong)):
            wrong.because = because
        raise


def describe(value: object) -> str:
    """A value's type in the words of its author."""
    if value is None:
        return "None"
    if isinstance(value, RemoteObject):
        return f"an object of type {value.handle.type_name[:60]}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


_MAX_TEXT_BYTES: Final = 64 << 20
"""Of an array of text: each of its elements is as wide as the widest."""


def _as_array(value: object, what: str, kinds: str) -> Array:
    if type(value).__name__ in ("DataFrame", "Series", "Index", "RangeIndex"):
        value = value.to_numpy()  # type: ignore[attr-defined]
    if not isinstance(value, np.ndarray | list | tuple):
        raise _Malformed(f"{what} is {describe(value)}; return an array")
    if widest := _widest_text(value):
        if not set(kinds) & set("UO"):
            raise _Malformed(f"there is text in {what}; return numbers" + _of_kinds(kinds))
        if 4 * widest * _count(value) > _MAX_TEXT_BYTES:
            raise _Malformed(f"there is text of {widest:,} characters in {what}; return shorter text")
    try:
        found = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        raise WrongAnswer(f"{what} is not a regular array: its rows differ in length or type") from None
    if found.dtype.kind == "O" and found.size:
        found = _numbers_of(found)
    return found


def _widest_text(value: object) -> int:
    """How long the longest text in nested lists is; 0 where there is none."""
    if isinstance(value, str | bytes):
        return max(len(value), 1)
    if not isinstance(value, list | tuple):
        return 0
    return max((_widest_text(entry) for entry in value if not isinstance(entry, int | float)), default=0)


def _count(value: object) -> int:
    return sum(map(_count, value)) if isinstance(value, list | tuple) else 1


def _numbers_of(found: Array) -> Array:
    """An array of objects that are all numbers, as an array of numbers."""
    if all(_is_number(entry) for entry in found.ravel()):
        try:
            return found.astype(float)
        except OverflowError:
            return found
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fits(shape: tuple[int, ...], wanted: Sequence[int]) -> bool:
    return len(shape) == len(wanted) and all(w in (-1, s) for s, w in zip(shape, wanted, strict=True))


def _of_kinds(kinds: str) -> str:
    return {
        "iu": " of an integer dtype",
        "i": " of an integer dtype",
        "f": " of a float dtype",
        "b": " that are bools",
    }.get(kinds, "")


def _difference(found: Array, wanted: Array, wrong: Array, what: str) -> str:
    where = np.argwhere(np.atleast_1d(wrong))[0]
    place = "" if found.ndim == 0 else f" at {[int(i) for i in where]}"
    at = tuple(where) if found.ndim else ()
    share = f"; {int(wrong.sum())} of {wrong.size} differ" if wrong.size > 1 else ""
    return f"{what}{place} is {_short(found[at])}, expected {_short(wanted[at])}{share}"


def _short(value: object) -> str:
    shown = repr(value.item() if isinstance(value, np.generic) else value)
    return shown if len(shown) <= 120 else shown[:117] + "..."


def _plain(value: object) -> object:
    """Tuples and arrays as lists, all the way down."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return value


def _kind(value: object) -> type:
    return float if _is_number(value) else type(value)


def _same(found: object, wanted: object) -> bool:
    """Whether plain values are equal with no truth value for a number anywhere."""
    if _kind(found) is not _kind(wanted):
        return False
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_same, found, wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(_same(entry, wanted[key]) for key, entry in found.items())
    return bool(found == wanted)
