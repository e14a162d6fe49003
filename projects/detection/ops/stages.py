"""From the photos to the gate. Each stage reads what earlier ones wrote, and depends on its settings alone."""

import csv
import hashlib
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from projects.detection.dataset import FrameSet, frame_sets, frames_of
from projects.detection.detector import FOR_SCORING
from projects.detection.engines import EngineSpec, Way, make_ready
from projects.detection.evaluate import Graded, Interval
from projects.detection.frame import SEEN
from projects.detection.kept_files import MODELS
from projects.detection.kinds import NAMES
from projects.detection.operating import FILE as POINT
from projects.detection.operating import read_point
from projects.detection.ops.cards import write_cards
from projects.detection.ops.contract import check_frames, check_photos
from projects.detection.ops.params import Params
from projects.detection.photos import FOLDER, Image, list_photos
from projects.detection.plan import FULL, Plan
from projects.detection.scene import SHIFTED, Scene
from projects.detection.score import NOTHING, count, score
from projects.detection.slices import slice_labels
from projects.detection.study import grade_all, train_all
from projects.ops.files import digest, read_json, write_json
from projects.ops.gate import check_gate, hold
from projects.ops.manifest import write_manifest
from projects.ops.params import load_params
from projects.ops.places import Places

DATA, CHECKS, FEATURES, GATE = "data.json", "checks.json", "features.json", "gate.json"
MODEL_FILE = "base-int8.onnx"

_LOOKED_AT = 300
"""Training frames whose labels are checked: they are drawn one like the other."""

_KEPT = tuple(f"{name}{end}" for name in MODELS for end in (".pt", "-int8.onnx", ".json", "-curve.csv"))


def make_data(places: Places) -> None:
    """The photos with their splits, and where the labels of each set's first frames stand. The frames themselves are
    drawn where they are needed: other versions of OpenCV round pixels differently, which makes no other data.
    """
    photos = [asdict(photo) | {"sha256": digest(FOLDER / f"{photo.name}.jpg")} for photo in list_photos()]
    frames = {
        name: {
            "count": frames.count,
            "seed": frames.seed,
            "photos": frames.split.value,
            "first_labels_sha256": _digest_labels(frames_of(replace(frames, count=min(frames.count, 12)))),
        }
        for name, frames in _sets(places).items()
    }
    write_json(places.work / DATA, {"photos": photos, "frames": frames})


def check_data(places: Places) -> None:
    """The contract of photos and frames. Raises ProjectError."""
    limits = _params(places).checks
    photos = list_photos()
    most_alike = check_photos(photos, limits)
    found = check_frames(_some(places, "usual-wide-train"), limits)
    write_json(places.work / CHECKS, {"photos": len(photos), "most_alike": most_alike, **asdict(found)})


def make_features(places: Places) -> None:
    """What frames look like: how bright they are, and how sharp."""
    looks = {}
    for name in ("usual-wide-train", "usual-test", "shifted-test"):
        images = [scene.image for scene in _some(places, name, 100)]
        looks[name] = {"brightness": _spread([image.mean() for image in images]), "edges": _spread(map(_edges, images))}
    write_json(places.work / FEATURES, looks)


def train_models(places: Places) -> None:
    """Both trainings, and the files that are kept. A stopped one goes on."""
    params = _params(places)
    train_all(_plan(params), _sets(places), places.work, _say)
    places.model.mkdir(parents=True, exist_ok=True)
    for name in (*_KEPT, POINT):
        shutil.copy(places.work / "weights" / name, places.model / name)
    describe_weights(places)


def describe_weights(places: Places) -> None:
    """Writes `model.json`: which weights these are."""
    write_manifest(
        places.model,
        MODEL_FILE,
        name="detection",
        version_=_params(places).version,
        data_sha256=digest(places.work / DATA),
        packages=("numpy", "onnxruntime", "opencv-python-headless", "torch", "ultralytics-opencv-headless"),
        facts={"kinds": list(NAMES), "thresholds": f"{POINT}, beside this file"},
    )


def evaluate(places: Places) -> None:
    """All figures, on photos that neither trained nor chose anything."""
    sets = _sets(places)
    graded = grade_all(places.model, sets, _say)
    by_model: dict[str, dict[str, Any]] = {}
    for one in graded:
        by_model.setdefault(one.model, {})[one.domain] = _figures(one, sets[f"{one.domain}-test"].count)
    sought = [s for one in graded if one.model == "base" and one.domain != SHIFTED.name for s in one.sought]
    base = by_model["base"]
    write_json(
        places.metrics,
        {
            "main": {
                "map50": base["usual"]["map50"],
                "precision": base["usual"]["precision"]["mean"],
                "recall": base["usual"]["recall"]["mean"],
                "recall_small": base["small"]["recall"]["mean"],
                "recall_close": base["close"]["recall"]["mean"],
                "false_boxes_empty": base["empty"]["false_boxes"]["mean"],
                "map50_shifted": by_model["tuned"]["shifted"]["map50"],
            },
            "graded": by_model,
            "thresholds": {name: _thresholds(places.model / f"{name}-int8.onnx") for name in MODELS},
            "slices": {
                name: {part: asdict(f) for part, f in parts.items()} for name, parts in slice_labels(sought).items()
            },
            "baselines": {"OpenCV's code detectors": _classical(frames_of(sets["usual-test"]))},
            "training": {name: _training(places.model / f"{name}-curve.csv") for name in MODELS},
            "checks": read_json(places.work / CHECKS),
            "features": read_json(places.work / FEATURES),
        },
    )


def pass_gate(places: Places) -> None:
    """Raises GateError where a figure fell behind its limit."""
    held = hold(read_json(places.metrics), _params(places).gate)
    write_json(places.work / GATE, {"held": [asdict(one) for one in held]})
    check_gate(held)


def make_cards(places: Places) -> None:
    """The model card and the data sheet."""
    write_cards(places, hold(read_json(places.metrics), _params(places).gate), read_json(places.work / DATA))


def _figures(one: Graded, frames: int) -> dict[str, Any]:
    measured: dict[str, Any] = {"frames": frames}
    if one.score is not None:
        measured |= {"map50": one.score.map50, "map50_95": one.score.map50_95}
        measured["of_kind"] = dict(zip(NAMES, one.score.of_kind, strict=True))
    figures: Mapping[str, Interval | None] = {
        "precision": one.precision,
        "recall": one.recall,
        "false_boxes": one.false_boxes,
    }
    return measured | {name: asdict(figure) for name, figure in figures.items() if figure is not None}


def _classical(scenes: list[Scene]) -> dict[str, Any]:
    """What finds codes without having learnt them."""
    spec = EngineSpec(name="", way=Way.CLASSICAL, file=Path())
    find = make_ready(spec, 1, Path())(FOR_SCORING)
    found, truth = [find(scene.packed) for scene in scenes], [scene.boxes for scene in scenes]
    counts = sum((count(one, boxes) for one, boxes in zip(found, truth, strict=True)), NOTHING)
    of_kind = dict(zip(NAMES, score(found, truth).of_kind, strict=True))
    return {"precision": counts.precision, "recall": counts.recall, "of_kind": of_kind}


def _training(curve: Path) -> dict[str, float]:
    with curve.open(encoding="utf-8", newline="") as file:
        scores = [float(row["metrics/mAP50(B)"]) for row in csv.DictReader(file)]
    return {"epochs": len(scores), "best_epoch": int(np.argmax(scores)) + 1, "map50_on_validation": max(scores)}


def _thresholds(weights: Path) -> dict[str, float]:
    return dict(zip(NAMES, read_point(weights) or (), strict=True))


def _spread(values: Iterable[float]) -> dict[str, float]:
    quantiles = np.percentile(list(values), (5, 50, 95)).tolist()
    return dict(zip(("p5", "p50", "p95"), quantiles, strict=True))


def _edges(image: Image) -> float:
    """The spread of the second derivative at the size that the network sees: low when it is blurred."""
    height, width = SEEN
    grey = cv2.cvtColor(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_32F).std())


def _digest_labels(scenes: Iterable[Scene]) -> str:
    boxes = [(int(b.kind), *(round(x) for x in (b.left, b.top, b.right, b.bottom))) for s in scenes for b in s.boxes]
    return hashlib.sha256(repr(boxes).encode()).hexdigest()


def _some(places: Places, name: str, most: int = _LOOKED_AT) -> list[Scene]:
    frames = _sets(places)[name]
    return frames_of(replace(frames, count=min(frames.count, most)))


def _sets(places: Places) -> dict[str, FrameSet]:
    return {frames.name: frames for frames in frame_sets(_params(places).sizes)}


def _plan(params: Params) -> Plan:
    return replace(FULL, sizes=params.sizes, base=params.courses.base, tuned=params.courses.tuned)


def _params(places: Places) -> Params:
    return load_params(places.params, Params)


def _say(step: str) -> None:
    print(f"... {step}", file=sys.stderr, flush=True)
