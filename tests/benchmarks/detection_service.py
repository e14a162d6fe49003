"""The detection service under a camera's stream, under three times what it can take, and beside floods.

    python -m tests.benchmarks.detection_service --minutes 5
    python -m tests.benchmarks.detection_service --beside-floods 20

Prints what became of the frames, and the latency. The client runs on the same machine.
"""

import argparse
import sys
from pathlib import Path

import cv2

from projects.detection.dataset import FrameSet, frames_of
from projects.detection.photos import Image, Split
from projects.detection.report import table
from projects.detection.scene import USUAL
from projects.detection.serve.fates import Fate
from projects.detection.stream_study import RATE, StreamFindings, beside_floods, measure_capacity, stream
from projects.detection.table import default_model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--beside-floods", type=float, metavar="SECONDS", help="one honest client beside floods")
    asked = parser.parse_args()
    frames = FrameSet(domain=USUAL, split=Split.TEST, count=30, seed=1)
    images = [scene.image for scene in frames_of(frames)]
    model = default_model()
    if asked.beside_floods:
        print("\n".join(table(_beside_floods(model, images[0], asked.beside_floods), left=1)))
        return
    capacity = measure_capacity(model, images)
    print(f"one client gets {capacity:.0f} frames a second answered", file=sys.stderr)
    sent = int(asked.minutes * 60 * RATE)
    findings = [
        stream(model, images, name=f"{RATE} a second", sent=sent, rate=RATE),
        stream(model, images, name="three times too much", sent=int(30 * capacity), rate=3 * capacity),
    ]
    head = ["", "sent", *(fate.value for fate in Fate), "no answer", "p50 ms", "p95 ms", "balanced"]
    print("\n".join(table([head, *map(_row, findings)], left=1)))


def _beside_floods(model: Path, image: Image, seconds: float) -> list[list[str]]:
    frame = cv2.imencode(".jpg", image)[1].tobytes()
    rows = [["ten frames a second beside", "sent", "answered", "no answer", "p95 ms", "of the flood"]]
    for flood, name in (("frames", "many frames"), ("bad", "bad frames"), ("both", "both")):
        found = beside_floods(model, frame, seconds=seconds, flood=flood)
        counts = (found.sent, found.answered, found.silent)
        rows.append([name, *map(str, counts), f"{found.p95_ms:.1f}", str(found.flooded)])
    return rows


def _row(found: StreamFindings) -> list[str]:
    account = found.account
    fates = [str(account.fates[fate]) for fate in Fate]
    times = [f"{account.p50_ms:.1f}", f"{account.p95_ms:.1f}"]
    return [found.name, str(found.sent), *fates, str(found.silent), *times, str(account.balanced)]


if __name__ == "__main__":
    main()
