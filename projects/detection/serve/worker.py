"""A worker process: packed frames in, answers out. It may die at any frame; nobody else does then."""

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import cv2
import numpy as np

from projects.detection.boxes import Detections
from projects.detection.detector import load_detector
from projects.detection.errors import DetectionError
from projects.detection.kinds import Kind
from projects.detection.serve.fates import Answer, Found
from projects.detection.serve.frames import MIN_SIDE, RefusedFrameError, unpack_small
from projects.detection.watch.features import features_of

READY = "ready"


@dataclass(frozen=True, kw_only=True)
class CannotStart:
    """Said instead of READY: the model is none, or another kind of model. Trying again changes nothing."""

    reason: str


def work(line: Connection, model: Path) -> None:
    """Until the line is closed."""
    # Ctrl-C goes to the whole group; the service decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        detector = load_detector(model)
        detector.detect(np.zeros((MIN_SIDE, MIN_SIDE, 3), np.uint8))
    except DetectionError as error:
        line.send(CannotStart(reason=str(error)))
        return
    except (ValueError, IndexError, TypeError, RuntimeError) as error:
        line.send(CannotStart(reason=f"{model} does not have the interface that the README describes: {error}"))
        return
    line.send(READY)
    while True:
        try:
            packed = line.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            picture = unpack_small(packed, *detector.sees)
            found = detector.detect_unpacked(picture)
            answer = Answer(found=listed(found), features=features_of(picture.image, found))
        except RefusedFrameError as error:
            line.send(str(error))
        except cv2.error:
            line.send("a picture that cannot be worked on")
        else:
            line.send(answer)


def listed(found: Detections) -> tuple[Found, ...]:
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
