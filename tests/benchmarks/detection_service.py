"""The detection service under a camera's stream, and under three times what it can take.

    python -m tests.benchmarks.detection_service --minutes 5

Prints what became of the frames, and the latency. The client runs on the same machine.
"""

import argparse
import sys

from projects.detection.dataset import FrameSet, frames_of
from projects.detection.photos import Split
from projects.detection.report import table
from projects.detection.scene import USUAL
from projects.detection.serve.fates import Fate
from projects.detection.stream_study import RATE, StreamFindings, measure_capacity, stream
from projects.detection.table import default_model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5.0)
    asked = parser.parse_args()
    frames = FrameSet(domain=USUAL, split=Split.TEST, count=30, seed=1)
    images = [scene.image for scene in frames_of(frames)]
    model = default_model()
    capacity = measure_capacity(model, images)
    print(f"one client gets {capacity:.0f} frames a second answered", file=sys.stderr)
    sent = int(asked.minutes * 60 * RATE)
    findings = [
        stream(model, images, name=f"{RATE} a second", sent=sent, rate=RATE),
        stream(model, images, name="three times too much", sent=int(30 * capacity), rate=3 * capacity),
    ]
    head = ["", "sent", *(fate.value for fate in Fate), "told nothing", "p50 ms", "p95 ms", "balanced"]
    print("\n".join(table([head, *map(_row, findings)], left=1)))


def _row(found: StreamFindings) -> list[str]:
    account = found.account
    fates = [str(account.fates[fate]) for fate in Fate]
    times = [f"{account.p50_ms:.1f}", f"{account.p95_ms:.1f}"]
    return [found.name, str(found.sent), *fates, str(found.silent), *times, str(account.balanced)]


if __name__ == "__main__":
    main()
