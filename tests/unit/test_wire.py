"""Plain data crosses unchanged and as base types; everything else is refused."""

import contextlib
import datetime as dt
import socket
import struct
import time
from typing import Any

import msgpack
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

from prep.grading.jail import wire


def cross(value: Any) -> Any:
    """Send a value through a socket and read it back."""
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
    with ours, theirs:
        wire.send(ours, wire.encode(value), time.monotonic() + 5)
        return wire.receive(theirs, time.monotonic() + 5)


def receive_bytes(data: bytes) -> Any:
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
    with theirs:
        with ours:
            ours.sendall(data)
        return wire.receive(theirs, time.monotonic() + 5)


def frame(header: bytes, *blocks: bytes) -> bytes:
    lengths = struct.pack(f"!{len(blocks)}Q", *map(len, blocks))
    return struct.pack("!II", len(header), len(blocks)) + lengths + header + b"".join(blocks)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(1 << 200), 1 << 200)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.datetimes()
    | st.dates()
    | st.timedeltas()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_containers_and_scalars_arrive_as_they_were_sent(value: Any) -> None:
    back = cross(value)
    assert back == value
    assert type(back) is type(value)


DTYPES = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes()
    | hnp.floating_dtypes(sizes=(16, 32, 64))
    | hnp.complex_number_dtypes(sizes=(64, 128))
)


@settings(max_examples=60)
@given(hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5)))
def test_arrays_arrive_with_dtype_and_shape(array: np.ndarray[Any, Any]) -> None:
    back = cross(array)
    assert type(back) is np.ndarray
    assert back.dtype == array.dtype
    np.testing.assert_array_equal(back, array)


@pytest.mark.parametrize(
    "array", [np.arange(12).reshape(3, 4)[:, ::2], np.asfortranarray(np.ones((2, 3))), np.array(["a", "bcd"])]
)
def test_views_and_text_arrive_too(array: np.ndarray[Any, Any]) -> None:
    np.testing.assert_array_equal(cross(array), array)


def test_a_data_frame_arrives_with_the_dtypes_that_a_csv_gives() -> None:
    frame_sent = pd.DataFrame(
        {
            "whole": [1, 2, 3],
            "real": [1.5, np.nan, 2.0],
            "word": ["a", None, "c"],
            "level": pd.Categorical(["low", "high", "low"], categories=["low", "high"], ordered=True),
            "day": pd.Series(["2020-01-01", None, "2021-06-30"], dtype="datetime64[ns]").to_numpy(),
            "count": pd.array([1, None, 3], dtype="Int64"),
            "mixed": np.array([1, "x", None], dtype=object),
        },
        index=pd.Index([10, 20, 30], name="id"),
    )
    pd.testing.assert_frame_equal(cross(frame_sent), frame_sent)
    pd.testing.assert_series_equal(cross(frame_sent["word"]), frame_sent["word"])


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
def test_a_data_frame_is_the_same_whatever_options_a_submission_has_set() -> None:
    frame = pd.DataFrame({"a": ["x", None], "b": [1, 2]}, index=["p", "q"])
    with pd.option_context("future.infer_string", False):
        arrived = cross(frame)
        assert [*arrived.dtypes, arrived.columns.dtype, arrived.index.dtype] == [
            *frame.dtypes,
            frame.columns.dtype,
            frame.index.dtype,
        ]
    pd.testing.assert_frame_equal(arrived, frame)


def test_repeated_column_names_survive() -> None:
    twice = pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"])
    pd.testing.assert_frame_equal(cross(twice), twice)


def test_a_sparse_matrix_arrives_as_csr() -> None:
    matrix = sparse.random(5, 7, density=0.3, random_state=1, format="coo")
    back = cross(matrix)
    assert back.format == "csr"
    np.testing.assert_array_equal(back.toarray(), matrix.toarray())


class Liar(float):
    """Equal to everything, as a submission might wish its result to be."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class LyingArray(np.ndarray[Any, Any]):
    def __eq__(self, other: object) -> Any:
        return True


class LyingList(list[int]):
    def __eq__(self, other: object) -> bool:
        return True


def test_a_subclass_arrives_as_its_base_without_its_tricks() -> None:
    assert type(cross(Liar(2.5))) is float
    assert cross(Liar(2.5)) != 3.0
    assert type(cross(np.arange(3).view(LyingArray))) is np.ndarray
    assert type(cross(LyingList([1]))) is list
    assert cross(LyingList([1])) != [2]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (object(), "an object of type object"),
        ((n for n in [1]), "an object of type generator"),
        (len, "an object of type builtin_function_or_method"),
        (np.ma.masked_array([1, 2], [True, False]), "a masked array"),
        (np.zeros(2, dtype=[("a", "i4")]), "an array of"),
        (1 << 5000, "a whole number of 5001 bits"),
    ],
)
def test_what_is_no_plain_data_is_refused_with_a_helpful_word(value: Any, said: str) -> None:
    with pytest.raises(wire.UnsendableError, match=said):
        wire.encode(value)


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(wire.UnsendableError, match="nested too deeply"):
        wire.encode(endless)


def test_an_object_can_be_kept_behind_a_handle() -> None:
    kept = []

    def keep(thing: Any) -> wire.Handle:
        kept.append(thing)
        return wire.Handle(7, type(thing).__name__)

    thing = object()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(ours, wire.encode([thing], keep), time.monotonic() + 5)
        assert wire.receive(theirs, time.monotonic() + 5) == [wire.Handle(7, "object")]
    assert kept == [thing]


def ext(code: int, *parts: Any) -> bytes:
    packed: bytes = msgpack.packb(msgpack.ExtType(code, msgpack.packb(list(parts))))
    return packed


def nested(depth: int, inside: bytes) -> bytes:
    """Tuples of one, each in the one before it."""
    for _ in range(depth):
        inside = msgpack.packb(msgpack.ExtType(1, b"\x91" + inside))
    return inside


HOSTILE = {
    "a header larger than allowed": struct.pack("!II", 1 << 31, 0),
    "more blocks than allowed": struct.pack("!II", 1, 1 << 20),
    "blocks larger than allowed": struct.pack("!II", 1, 1) + struct.pack("!Q", 1 << 40) + b"\xc0",
    "no msgpack": frame(b"\xc1"),
    "trailing bytes": frame(b"\xc0\xc0"),
    "an unknown kind": frame(ext(99)),
    "an object dtype": frame(ext(2, "|O", [1], 0), b"12345678"),
    "a structured dtype": frame(ext(2, "i4,i4", [1], 0), b"12345678"),
    "a size that does not fit": frame(ext(2, "<i4", [3], 0), b"1234"),
    "a negative length": frame(ext(2, "<i4", [-1, -1], 0), b"1234"),
    "an overflowing shape": frame(ext(2, "<i4", [1 << 62, 1 << 62, 0], 0), b"1234"),
    "a block that is not there": frame(ext(2, "<i4", [1], 5), b"1234"),
    "too many dimensions": frame(ext(2, "<i4", [1] * 40, 0), b"1234"),
    "a huge whole number": frame(msgpack.packb(msgpack.ExtType(3, b"\x7f" * 4096))),
    "a list as a key": frame(b"\x81\x91\x01\x02"),
    "objects that are too few": frame(ext(10 + 4, [5], [1])),
    "text as wide as memory": frame(ext(15, [100_000], ["x" * 10_000] + [""] * 99_999)),
    "nesting without end": frame(b"\x91" * 5000 + b"\xc0"),
    "a handle of the wrong kind": frame(ext(9, "x", 3)),
    "a frame whose columns differ in length": frame(
        msgpack.packb(msgpack.ExtType(10, msgpack.packb([[0], ["a", "b"], [[1], [1, 2]]])))
    ),
    "a column of a single value": frame(
        msgpack.packb(
            msgpack.ExtType(10, msgpack.packb([msgpack.ExtType(18, b"\x92\xc0\x93\x00\x03\x01"), ["a"], [1]]))
        )
    ),
    "a series of a single value": frame(
        msgpack.packb(msgpack.ExtType(11, msgpack.packb([msgpack.ExtType(18, b"\x92\xc0\x93\x00\x03\x01"), "a", 1])))
    ),
    "two arrays of one block": frame(msgpack.packb([msgpack.ExtType(2, msgpack.packb(["<i4", [1], 0]))] * 2), b"1234"),
    "more dicts than allowed": frame(b"\xdd" + struct.pack("!I", 600_000) + b"\x80" * 600_000),
    "a range without end": frame(ext(18, None, [0, 1 << 60, 1])),
    "more lists than allowed": frame(b"\xdd" + struct.pack("!I", 600_000) + b"\x90" * 600_000),
    "ranges that are allowed, but not together": frame(b"\x94" + 4 * ext(18, None, [0, 5_000_000, 1])),
    "texts that are allowed, but not together": frame(b"\x94" + 4 * ext(15, [1000], ["x" * 10_000] + [""] * 999)),
    "more values of libraries than anybody waits for": frame(
        b"\xdc" + struct.pack("!H", 6000) + 6000 * ext(18, None, [0, 1, 1])
    ),
    "headers in headers": frame(nested(40, msgpack.packb(b"x" * 2_000_000))),
}


@pytest.mark.parametrize("data", list(HOSTILE.values()), ids=list(HOSTILE))
def test_a_hostile_frame_is_a_violation_and_nothing_else(data: bytes) -> None:
    with pytest.raises(wire.ProtocolViolationError):
        receive_bytes(data)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_random_bytes_never_do_anything_but_fail_cleanly(data: bytes) -> None:
    prefix = struct.pack("!II", len(data), 0)
    with contextlib.suppress(wire.ProtocolViolationError, wire.ClosedError):
        receive_bytes(prefix + data)


def packed(code: int, parts: list[Any]) -> msgpack.ExtType:
    return msgpack.ExtType(code, msgpack.packb(parts))


ODD = st.none() | st.integers(-5, 1 << 62) | st.sampled_from(["", "a", "str", "Int64", "<i4", "|b1", "<M8[D]", "<f8"])
NONSENSE = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=4) | st.builds(packed, st.integers(0, 19), st.lists(inner, max_size=5)),
    max_leaves=25,
)


@pytest.mark.slow
@settings(max_examples=400)
@given(NONSENSE, st.binary(max_size=16))
def test_nonsense_of_the_right_form_never_does_anything_but_fail_cleanly(value: Any, block: bytes) -> None:
    with contextlib.suppress(wire.ProtocolViolationError):
        receive_bytes(frame(msgpack.packb(value), block, block))


@pytest.mark.parametrize("moment", [b"\xd6\xff\0\0\0\7", b"\xd7\xff" + bytes(8), b"\xc7\x0c\xff" + b"\xff" * 12])
def test_a_moment_of_msgpack_itself_never_arrives_as_an_object(moment: bytes) -> None:
    with contextlib.suppress(wire.ProtocolViolationError):
        assert type(receive_bytes(frame(moment))) is float


def test_truth_values_are_normalised() -> None:
    array = receive_bytes(frame(ext(2, "|b1", [3], 0), b"\x00\x02\xff"))
    assert array.view(np.uint8).tolist() == [0, 1, 1]


def test_a_hung_up_peer_and_a_silent_one_are_told_apart() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with pytest.raises(wire.DeadlineError):
            wire.receive(theirs, time.monotonic() + 0.01)
        ours.close()
        with pytest.raises(wire.ClosedError):
            wire.receive(theirs, time.monotonic() + 1)


def test_one_deadline_covers_a_frame_that_drips() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(struct.pack("!II", 1 << 20, 0) + b"\xa9")
        with pytest.raises(wire.DeadlineError):
            wire.receive(theirs, time.monotonic() + 0.05, tick=lambda: ours.sendall(b"x"))


def test_dates_of_pandas_and_missing_values_become_plain() -> None:
    assert cross([pd.NA, pd.NaT, pd.Timestamp("2020-02-03")]) == [None, None, dt.datetime(2020, 2, 3)]  # noqa: DTZ001
