"""The service under a steady stream and under three times what it can take."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import cv2

from projects.detection.errors import DetectionError
from projects.detection.photos import Image
from projects.detection.serve.background import in_background
from projects.detection.serve.fates import Account
from projects.detection.serve.service import Service, ServiceSettings

RATE = 30
"""Frames a second of the camera."""


@dataclass(frozen=True, kw_only=True)
class StreamFindings:
    """What became of the frames that a client sent."""

    name: str
    sent: int
    rate: float
    told: Counter[str]
    """What the client was told about each of its frames."""

    account: Account
    time_s: float

    @property
    def silent(self) -> int:
        """Frames of which the client heard nothing."""
        return self.sent - sum(self.told.values())


def stream(model: Path, images: Sequence[Image], *, name: str, sent: int, rate: float) -> StreamFindings:
    """Sends frames over a WebSocket at a steady rate and reads what is told about them."""
    try:
        from websockets.sync.client import connect
    except ImportError as error:
        raise DetectionError("the service needs more libraries: the extra `serve` of prep brings them") from error
    packed = [cv2.imencode(".jpg", image)[1].tobytes() for image in images]
    told: Counter[str] = Counter()
    service = Service(ServiceSettings(model=model))
    before = time.monotonic()
    with in_background(service) as address, connect(f"ws://{address}/stream", max_queue=None) as socket:
        reader = Thread(target=_read, args=(socket, told, sent), daemon=True)
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
        told=told,
        account=service.ledger.account(),
        time_s=time.monotonic() - before,
    )


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


def _read(socket: "object", told: Counter[str], sent: int) -> None:
    from websockets.exceptions import ConnectionClosed

    try:
        for _ in range(sent):
            told[json.loads(socket.recv())["fate"]] += 1  # type: ignore[attr-defined]
    except ConnectionClosed:
        return
