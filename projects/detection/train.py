"""Trains the base model and fine-tunes it to a shifted domain. A stopped run goes on where it stood."""

import csv
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path

from projects.detection.dataset import Progress
from projects.detection.errors import DetectionError
from projects.detection.frame import SEEN
from projects.detection.yolo import MODEL, Untyped, load_yolo

SIDE = max(SEEN)
"""The longer side, pixels, of what the network sees."""

_FIXED: Mapping[str, object] = {
    "imgsz": SIDE,
    "rect": True,
    "batch": 16,
    "nbs": 16,
    "optimizer": "AdamW",
    "cos_lr": True,
    "weight_decay": 0.01,
    "warmup_bias_lr": 0.0,
    "mosaic": 0.0,
    "scale": 0.2,
    "translate": 0.1,
    "fliplr": 0.5,
    "hsv_h": 0.03,
    "hsv_s": 0.4,
    "hsv_v": 0.3,
    "workers": 0,
    "amp": False,
    "plots": False,
    "device": "cpu",
    "channels_last": True,
    "verbose": False,
    "patience": 0,
}
"""`nbs` as large as the batch: its default gathers four batches to a step, which starves short runs."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """One training: on what, for how long, from where."""

    name: str
    epochs: int
    lr0: float
    lrf: float
    warmup_epochs: float
    seed: int = 0
    start: Path | None = None
    """Weights to go on from; None begins with random ones."""


BASE = Course(name="base", epochs=10, lr0=0.003, lrf=0.02, warmup_epochs=1.0)
TUNED = Course(name="tuned", epochs=6, lr0=0.0015, lrf=0.02, warmup_epochs=0.5)


@dataclass(frozen=True, kw_only=True)
class Trained:
    """What a training left behind."""

    weights: Path
    curve: tuple[Mapping[str, float], ...]
    time_s: float


def train(course: Course, description: Path, folder: Path, progress: Progress) -> Trained:
    """Under `folder/NAME`: weights, the curve of every epoch, and the settings that were used.

    Raises:
        DetectionError: ultralytics is not installed, or nothing can be written.
    """
    yolo = load_yolo(folder / "ultralytics")
    run = folder / course.name
    last, best = run / "weights" / "last.pt", run / "weights" / "best.pt"
    _forget_another(course, run)
    if not (run / "done.json").exists():
        resumed = last.exists()
        if resumed and len(read_curve(run / "results.csv")) >= course.epochs:
            return _finish(course, run, best)
        model = yolo(str(last if resumed else course.start or MODEL))
        model.add_callback("on_train_start", lambda _: _use_cores())
        model.add_callback("on_fit_epoch_end", lambda trainer: _tell(course, trainer, progress))
        progress(f"training {course.name}: {'going on' if resumed else f'{course.epochs} epochs'}")
        # Its bars and tables go to a file; what a person wants to know is told epoch by epoch.
        with (run / "training.log").open("a", encoding="utf-8") as log, redirect_stdout(log):
            model.train(**({"resume": True} if resumed else _arguments(course, description, folder)))
    return _finish(course, run, best)


def _finish(course: Course, run: Path, best: Path) -> Trained:
    curve = read_curve(run / "results.csv")
    done = {"course": asdict(course), "fixed": dict(_FIXED), "time_s": curve[-1]["time"]}
    (run / "done.json").write_text(json.dumps(done, indent=2, default=str), encoding="utf-8")
    return Trained(weights=best, curve=curve, time_s=curve[-1]["time"])


def _forget_another(course: Course, run: Path) -> None:
    """What another course left under the same name is not gone on with."""
    wanted = json.dumps({"course": asdict(course), "fixed": dict(_FIXED)}, default=str)
    mark = run / "course.json"
    try:
        if run.exists() and (not mark.exists() or mark.read_text(encoding="utf-8") != wanted):
            shutil.rmtree(run)
        run.mkdir(parents=True, exist_ok=True)
        mark.write_text(wanted, encoding="utf-8")
    except OSError as error:
        raise DetectionError(f"cannot write to {run}: {error.strerror}; name another folder with --out") from error


def _arguments(course: Course, description: Path, folder: Path) -> dict[str, object]:
    return {
        **_FIXED,
        "data": str(description.resolve()),
        "project": str(folder.resolve()),
        "name": course.name,
        "exist_ok": True,
        "epochs": course.epochs,
        "lr0": course.lr0,
        "lrf": course.lrf,
        "warmup_epochs": course.warmup_epochs,
        "seed": course.seed,
        "pretrained": course.start is not None,
    }


def _tell(course: Course, trainer: Untyped, progress: Progress) -> None:
    if trainer.epoch >= trainer.epochs:  # the best weights are validated once more at the end
        return
    score = trainer.metrics.get("metrics/mAP50(B)", 0.0)
    progress(f"training {course.name}: epoch {trainer.epoch + 1} of {trainer.epochs}, mAP50 {score:.3f} on validation")


def _use_cores() -> None:
    """All that this process may use, fewer under `taskset`: left alone it leaves one out, of two that is half."""
    import torch

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    torch.set_num_threads(allowed or 1)


def read_curve(path: Path) -> tuple[Mapping[str, float], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple({name.strip(): float(value) for name, value in row.items()} for row in csv.DictReader(file))
