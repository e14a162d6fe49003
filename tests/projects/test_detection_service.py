"""The parts of the service without a server: limits on frames, the queue, the account, the outbox of a slow client."""

import asyncio
import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from projects.detection.serve.fates import Answer, Fate, Ledger, Outcome
from projects.detection.serve.frames import MAX_BYTES, RefusedFrameError, check_frame, unpack
from projects.detection.serve.outbox import Outbox
from projects.detection.serve.queues import Frame, LocalQueue


def picture(width: int = 64, height: int = 48, kind: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 90)).save(buffer, kind)
    return buffer.getvalue()


def _bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that promises gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    packed = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_an_ordinary_picture_passes_and_unpacks_to_its_measures(kind: str) -> None:
    check_frame(picture(kind=kind))
    assert unpack(picture(kind=kind)).shape == (48, 64, 3)


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (b"", "neither"),
        (b"not a picture", "neither"),
        (b"\xff\xd8\xff", "neither"),
        (picture(kind="GIF"), "neither"),
        (picture(kind="TIFF"), "neither"),
        (_bomb(60_000, 60_000), "far too many|10000 x 10000"),
        (_bomb(10_000, 10_000), "far too many|10000 x 10000"),
        (_bomb(8_000, 8_000), "8000 x 8000"),
        (picture(20, 400), "at least"),
        (picture(32, 9_400, "PNG"), "8 times as long"),
        (picture(257, 32, "PNG"), "8 times as long"),
        (picture() + bytes(MAX_BYTES), "bytes"),
    ],
)
def test_what_breaks_a_limit_is_refused_by_its_header(packed: bytes, told: str) -> None:
    with pytest.raises(RefusedFrameError, match=told):
        check_frame(packed)


def test_a_header_without_pixels_is_refused_when_it_is_unpacked() -> None:
    with pytest.raises(RefusedFrameError, match="broken"):
        unpack(picture()[:40])


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_whatever_do_more_than_be_refused(noise: bytes, start: int) -> None:
    whole = picture()
    for packed in (noise, whole[:start] + noise + whole[start + len(noise) :]):
        try:
            check_frame(packed)
            unpack(packed)
        except RefusedFrameError:
            continue


def _frame(number: int) -> Frame:
    return Frame(number=number, packed=b"")


def test_a_full_queue_gives_up_its_oldest_frames_and_says_which() -> None:
    queue = LocalQueue(3, lambda *_: None)
    for number in range(1, 6):
        queue.offer(_frame(number))
    assert queue.collect_dropped() == [1, 2]
    assert queue.collect_dropped() == []
    taken = [queue.take(0) for _ in range(4)]
    assert [frame.number if frame else None for frame in taken] == [3, 4, 5, None]


def test_what_a_worker_says_goes_to_whom_it_concerns() -> None:
    heard: list[tuple[int, Answer | str]] = []
    LocalQueue(3, lambda number, answer: heard.append((number, answer))).finish(_frame(7), "a broken picture")
    assert heard == [(7, "a broken picture")]


@given(st.lists(st.sampled_from(list(Fate)), max_size=40), st.integers(0, 5))
def test_frames_let_in_are_those_that_ended_and_those_that_are_open(ends: list[Fate], still_open: int) -> None:
    ledger = Ledger()
    for _ in range(len(ends) + still_open):
        ledger.receive()
    for number, fate in enumerate(ends):
        ledger.settle(Outcome(number=number, fate=fate))
    account = ledger.account()
    assert account.balanced
    assert account.open == still_open
    assert sum(account.fates.values()) == len(ends)


def test_the_percentiles_are_those_of_answered_frames_alone() -> None:
    ledger = Ledger()
    for number in range(100):
        ledger.receive()
        ledger.settle(Outcome(number=number, fate=Fate.ANSWERED, latency_ms=float(number)))
    ledger.receive()
    ledger.settle(Outcome(number=100, fate=Fate.LOST, latency_ms=5000.0))
    assert ledger.account().p95_ms == pytest.approx(np.percentile(np.arange(100), 95))


def test_a_client_that_does_not_read_loses_the_oldest_and_is_told_how_many() -> None:
    async def run() -> None:
        ledger = Ledger()
        outbox = Outbox(ledger, capacity=2)
        for number in range(5):
            outbox.put({"frame": number})
        await asyncio.sleep(0)
        assert await outbox.next() == {"frame": 3, "skipped": 3}
        assert await outbox.next() == {"frame": 4}
        assert ledger.account().undelivered == 3

    asyncio.run(run())


def test_what_comes_for_a_client_that_is_gone_is_counted() -> None:
    async def run() -> None:
        ledger = Ledger()
        outbox = Outbox(ledger)
        outbox.put({"frame": 1})
        await asyncio.sleep(0)
        outbox.close()
        outbox.put({"frame": 2})
        await asyncio.sleep(0)
        assert ledger.account().undelivered == 2

    asyncio.run(run())


def test_a_turned_picture_keeps_the_pixels_as_they_came() -> None:
    image = Image.new("RGB", (64, 48))
    turned = Image.Exif()
    turned[0x0112] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=turned)
    assert unpack(buffer.getvalue()).shape == (48, 64, 3)
    seen = cv2.imdecode(np.frombuffer(buffer.getvalue(), np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    assert seen.shape == (64, 48, 3)
