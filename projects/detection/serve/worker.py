"""A worker process: packed frames in, answers out. It may die at any frame; nobody else does then."""

import signal
from multiprocessing.connection import Connection
from pathlib import Path

from projects.detection.boxes import Detections
from projects.detection.detector import load_detector
from projects.detection.kinds import Kind
from projects.detection.serve.fates import Answer, Found
from projects.detection.serve.frames import RefusedFrameError, unpack_small
from projects.detection.watch.features import features_of

READY = "ready"


def work(line: Connection, model: Path) -> None:
    """Until the line is closed."""
    # Ctrl-C goes to the whole group; the service decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    detector = load_detector(model)
    line.send(READY)
    while True:
        try:
            packed = line.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            picture = unpack_small(packed, *detector.sees)
        except RefusedFrameError as error:
            line.send(str(error))
            continue
        found = detector.detect_unpacked(picture)
        line.send(Answer(found=told(found), features=features_of(picture.image, found)))


def told(found: Detections) -> tuple[Found, ...]:
    rows = zip(found.boxes.tolist(), found.confidences.tolist(), found.kinds.tolist(), strict=True)
    return tuple(
        Found(
            kind=Kind(kind).label,
            confidence=round(confidence, 4),
            left=round(box[0], 1),
            top=round(box[1], 1),
            right=round(box[2], 1),
            bottom=round(box[3], 1),
        )
        for box, confidence, kind in rows
    )
