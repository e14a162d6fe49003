"""Frames of plain data over pipes, which every system has."""

from typing import IO, Any

from prep.grading.jail import wire


def send(pipe: IO[bytes], message: Any) -> None:  # noqa: ANN401
    """Write one frame.

    Raises:
        ClosedError: the other side is gone.
    """
    try:
        for piece in wire.encode(message):
            pipe.write(piece)
        pipe.flush()
    except (OSError, ValueError):
        raise wire.ClosedError from None


def receive(pipe: IO[bytes], **options: Any) -> Any:  # noqa: ANN401
    """Read one frame, however long it takes; options are those of `read_frame`.

    Raises:
        ClosedError: the other side is gone.
        ProtocolViolationError: what came is no frame of plain data.
    """

    def read(count: int) -> bytearray:
        data = bytearray(pipe.read(count))
        if len(data) < count:
            raise wire.ClosedError
        return data

    try:
        return wire.read_frame(read, **options)
    except (OSError, ValueError):
        raise wire.ClosedError from None
