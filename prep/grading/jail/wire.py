"""Carries plain data between the trusted side and the jail, and nothing but plain data.

A frame is a short header in msgpack and the raw bytes of its arrays:

    header length, number of blocks (two uint32) | block lengths (uint64 each) | header | blocks

Numbers, strings, containers, arrays, data frames, series, sparse matrices, tensors and dates have a form of their own;
nothing is ever pickled. Whoever reads rebuilds base types from the bytes, so a subclass with an overridden `__eq__` has
no power on the other side. Lengths are checked before memory is taken, dtypes against a list, sizes exactly.
"""

import gc
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, Final

import msgpack

from prep.grading.jail.decode import Decoder
from prep.grading.jail.encode import Encoder
from prep.grading.jail.plain import (
    MAX_BLOCK_BYTES,
    MAX_BLOCKS,
    MAX_HEADER_BYTES,
    ClosedError,
    DeadlineError,
    Handle,
    ProtocolViolationError,
    Tensor,
    UnsendableError,
)

__all__ = [
    "TICK_S",
    "ClosedError",
    "DeadlineError",
    "Handle",
    "ProtocolViolationError",
    "Tensor",
    "UnsendableError",
    "encode",
    "read_frame",
    "receive",
    "send",
]

_SMALL_BYTES: Final = 1 << 15
"""Up to this size, joining the pieces of a frame costs less than sending each."""

_PREFIX = struct.Struct("!II")
_AT_ONCE: Final = int(getattr(socket, "MSG_DONTWAIT", 0) | getattr(socket, "MSG_NOSIGNAL", 0))


def encode(message: Any, keep: Callable[[Any], Handle] | None = None) -> list[bytes | memoryview]:  # noqa: ANN401
    """The pieces of one frame, ready to be sent.

    `keep` may hold on to an object that has no plain form and give the handle that crosses in its place.

    Raises:
        UnsendableError: some value in the message has no plain form.
    """
    encoder = Encoder(keep)
    try:
        header = encoder.pack(message)
    except UnicodeEncodeError:
        raise UnsendableError("text with half of a surrogate pair") from None
    except (RecursionError, ValueError, OverflowError) as error:
        raise UnsendableError(f"a value nested too deeply or in itself ({error})") from None
    if len(header) > MAX_HEADER_BYTES:
        raise UnsendableError(f"{len(header) >> 20} MB outside arrays; return an array")
    if sum(block.nbytes for block in encoder.blocks) > MAX_BLOCK_BYTES or len(encoder.blocks) > MAX_BLOCKS:
        raise UnsendableError("more data than fits")
    lengths = struct.pack(f"!{len(encoder.blocks)}Q", *(block.nbytes for block in encoder.blocks))
    start = _PREFIX.pack(len(header), len(encoder.blocks)) + lengths + header
    if sum(block.nbytes for block in encoder.blocks) <= _SMALL_BYTES:
        return [b"".join([start, *encoder.blocks])]
    return [start, *encoder.blocks]


def send(
    sock: socket.socket,
    pieces: list[bytes | memoryview],
    deadline: float,
    *,
    tick: Callable[[], None] | None = None,
) -> None:
    """Write one frame, waiting no longer than `deadline` on the monotonic clock.

    `tick` is called before each wait, and every few hundredths of a second during a long one.
    """
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            try:
                rest = rest[sock.send(rest, _AT_ONCE) :]
            except BlockingIOError:
                _wait(sock, select.POLLOUT, deadline, tick)
            except OSError:
                raise ClosedError from None


def receive(
    sock: socket.socket,
    deadline: float,
    *,
    tensors: bool = False,
    adopt: Callable[[Handle], Any] | None = None,
    tick: Callable[[], None] | None = None,
) -> Any:  # noqa: ANN401
    """Read one frame, waiting no longer than `deadline` on the monotonic clock for the whole of it.

    `adopt` gives what stands in the place of each handle.
    `tick` is called before each wait, and every few hundredths of a second during a long one.

    Raises:
        DeadlineError: the frame was not complete in time.
        ClosedError: the other side hung up.
        ProtocolViolationError: what came is not a frame of plain data.
    """
    return read_frame(lambda count: _read(sock, count, deadline, tick), tensors=tensors, adopt=adopt)


def read_frame(
    read: Callable[[int], bytearray], *, tensors: bool = False, adopt: Callable[[Handle], Any] | None = None
) -> Any:  # noqa: ANN401
    """Read one frame from wherever `read` takes that many bytes.

    Raises:
        ProtocolViolationError: what came is not a frame of plain data.
    """
    header_bytes, block_count = _PREFIX.unpack(read(_PREFIX.size))
    if header_bytes > MAX_HEADER_BYTES or block_count > MAX_BLOCKS:
        raise ProtocolViolationError("a frame larger than allowed")
    start = read(8 * block_count + header_bytes)
    lengths = struct.unpack_from(f"!{block_count}Q", start)
    if sum(lengths) > MAX_BLOCK_BYTES:
        raise ProtocolViolationError("a frame larger than allowed")
    blocks = [read(length) for length in lengths]
    return _rebuild(bytes(start[8 * block_count :]), Decoder(blocks, tensors=tensors, adopt=adopt))


def _rebuild(header: bytes, decoder: Decoder) -> Any:  # noqa: ANN401
    """The value; whatever else comes of bytes that a stranger chose is a violation."""
    collecting = gc.isenabled()
    gc.disable()  # millions of new containers, none of them garbage, would be searched again and again
    try:
        return decoder.unpack(header)
    except ProtocolViolationError:
        raise
    except _UNREADABLE as error:
        raise ProtocolViolationError(f"a frame that cannot be read ({type(error).__name__})") from None
    finally:
        if collecting:
            gc.enable()


_UNREADABLE: Final = (
    *(ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError),
    *(RuntimeError, MemoryError, msgpack.UnpackException),
)
"""What msgpack, numpy, pandas and scipy raise over data that make no sense."""


TICK_S: Final = 0.02
_LONG_S: Final = 60.0
"""`poll` takes no infinite time, and a deadline may be one."""


def _read(sock: socket.socket, count: int, deadline: float, tick: Callable[[], None] | None) -> bytearray:
    data = bytearray(count)
    rest = memoryview(data)
    while rest:
        try:
            received = sock.recv_into(rest, len(rest), socket.MSG_DONTWAIT)
        except BlockingIOError:
            _wait(sock, select.POLLIN, deadline, tick)
            continue
        except OSError:
            raise ClosedError from None
        if received == 0:
            raise ClosedError
        rest = rest[received:]
    return data


def _wait(sock: socket.socket, event: int, deadline: float, tick: Callable[[], None] | None = None) -> None:
    """Wait until the socket is ready, ticking meanwhile."""
    poll = select.poll()
    poll.register(sock, event)
    while True:
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            raise DeadlineError
        if tick is not None:
            tick()
        if poll.poll(1000 * min(left_s, TICK_S if tick else _LONG_S) + 1):
            return
