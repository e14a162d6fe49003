"""The service under a steady stream and under three times what it can take."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import cv2
import numpy as np

from projects.detection.errors import DetectionError
from projects.detection.photos import Image
from projects.detection.serve.background import in_background
from projects.detection.serve.fates import Account, Fate
from projects.detection.serve.service import Service, ServiceSettings

RATE = 30
"""Frames a second of the camera."""


@dataclass(frozen=True, kw_only=True)
class StreamFindings:
    """What became of the frames that a client sent."""

    name: str
    sent: int
    rate: float
    fates: Counter[str]
    """What the client was told about each of its frames."""

    account: Account
    time_s: float

    @property
    def silent(self) -> int:
        """Frames of which the client heard nothing."""
        return self.sent - sum(self.fates.values())


def stream(model: Path, images: Sequence[Image], *, name: str, sent: int, rate: float) -> StreamFindings:
    """Sends frames over a WebSocket at a steady rate and reads what is told about them."""
    try:
        from websockets.sync.client import connect
    except ImportError as error:
        raise DetectionError("the service needs more libraries: the extra `serve` of prep brings them") from error
    packed = [cv2.imencode(".jpg", image)[1].tobytes() for image in images]
    fates: Counter[str] = Counter()
    service = Service(ServiceSettings(model=model))
    before = time.monotonic()
    with in_background(service) as address, connect(f"ws://{address}/stream", max_queue=None) as socket:
        reader = Thread(target=_read, args=(socket, fates, sent), daemon=True)
        reader.start()
        start = time.monotonic()
        for number in range(sent):
            time.sleep(max(0.0, start + number / rate - time.monotonic()))
            socket.send(packed[number % len(packed)])
        reader.join(timeout=30)
    return StreamFindings(
        name=name,
        sent=sent,
        rate=rate,
        fates=fates,
        account=service.ledger.account(),
        time_s=time.monotonic() - before,
    )


@dataclass(frozen=True, kw_only=True)
class HonestFindings:
    """What became of the frames of one client beside others that flood the service."""

    flood: str
    sent: int
    answered: int
    silent: int
    p95_ms: float
    flooded: int
    """Frames that the floods got in or had refused meanwhile."""


def beside_floods(
    model: Path, frame: bytes, *, seconds: float, rate: float = 10.0, flood: str = "both"
) -> HonestFindings:
    """An honest client at a steady rate, beside one connection that sends frames and one that sends what is no picture,
    both as fast as they are read; `flood` is "frames", "bad" or "both".
    """
    from websockets.sync.client import connect

    floods = {"frames": [frame], "bad": [bytes(50_000)], "both": [frame, bytes(50_000)]}[flood]
    service = Service(ServiceSettings(model=model))
    messages: list[dict[str, Any]] = []
    ending = Event()
    sent = round(seconds * rate)
    with in_background(service) as address, connect(f"ws://{address}/stream?stream=honest", max_queue=None) as socket:
        flooding = [Thread(target=_flood, args=(f"ws://{address}/stream", packed, ending)) for packed in floods]
        for thread in flooding:
            thread.start()
        reader = Thread(target=_read_all, args=(socket, messages, sent), daemon=True)
        reader.start()
        start = time.monotonic()
        for number in range(sent):
            time.sleep(max(0.0, start + number / rate - time.monotonic()))
            socket.send(frame)
        reader.join(timeout=30)
        account = service.ledger.account()
        ending.set()
        for thread in flooding:
            thread.join()
    answered = [answer["latency_ms"] for answer in messages if answer["fate"] == Fate.ANSWERED]
    return HonestFindings(
        flood=flood,
        sent=sent,
        answered=len(answered),
        silent=sent - len(messages),
        p95_ms=float(np.percentile(answered or [0.0], 95)),
        flooded=account.received + account.refused - len(messages),
    )


def _flood(address: str, packed: bytes, ending: Event) -> None:
    from websockets.exceptions import ConnectionClosed
    from websockets.sync.client import connect

    with connect(address, max_queue=None, close_timeout=0.1) as socket:
        try:
            while not ending.is_set():
                socket.send(packed)
        except ConnectionClosed:
            return


def _read_all(socket: "object", messages: list[dict[str, Any]], sent: int) -> None:
    from websockets.exceptions import ConnectionClosed

    try:
        while len(messages) < sent:
            messages.append(json.loads(socket.recv()))  # type: ignore[attr-defined]
    except ConnectionClosed:
        return


def measure_capacity(model: Path, images: Sequence[Image], *, frames: int = 120) -> float:
    """Frames a second that one client gets answered when it always has a few in flight."""
    from websockets.sync.client import connect

    packed = [cv2.imencode(".jpg", image)[1].tobytes() for image in images]
    service = Service(ServiceSettings(model=model))
    with in_background(service) as address, connect(f"ws://{address}/stream", max_queue=None) as socket:
        for number in range(4):
            socket.send(packed[number % len(packed)])
        start = time.monotonic()
        for number in range(frames):
            socket.recv(timeout=30)
            socket.send(packed[number % len(packed)])
        time_s = time.monotonic() - start
        for _ in range(4):
            socket.recv(timeout=30)
    return frames / time_s


def _read(socket: "object", fates: Counter[str], sent: int) -> None:
    from websockets.exceptions import ConnectionClosed

    try:
        for _ in range(sent):
            fates[json.loads(socket.recv())["fate"]] += 1  # type: ignore[attr-defined]
    except ConnectionClosed:
        return
