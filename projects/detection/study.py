"""The project from the first frame to the last alarm, in the order in which one would do it."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from projects.detection.dataset import (
    FrameSet,
    Progress,
    first_images,
    frame_sets,
    frames_of,
    write_description,
    write_set,
)
from projects.detection.detector import WEIGHTS, load_detector
from projects.detection.drift_study import measure_references, study_drift
from projects.detection.engines import EngineSpec, Way
from projects.detection.evaluate import Graded, grade
from projects.detection.export import export_as_the_framework, export_float
from projects.detection.findings import Findings, Sample, Training
from projects.detection.kept_files import make_kept_files
from projects.detection.latency import measure
from projects.detection.operating import FILE as POINT
from projects.detection.plan import Plan
from projects.detection.scene import HEIGHT, WIDTH, Scene
from projects.detection.stream_study import RATE, measure_capacity, stream
from projects.detection.table import Row, choose, write_table
from projects.detection.train import Trained, train
from projects.detection.watch.drift import Reference
from projects.detection.watch.monitor import read_references, write_references

GRADED = (
    ("base", "usual"),
    ("base", "small"),
    ("base", "close"),
    ("base", "empty"),
    ("base", "shifted"),
    ("tuned", "usual"),
    ("tuned", "shifted"),
    ("tuned", "empty"),
)
"""Which model is held against the test frames of which domain."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Where the models of this run lie."""

    folder: Path
    made_here: bool
    """False: they are the project's own, trained earlier by the same steps."""

    def file(self, name: str) -> Path:
        return self.folder / name


def run(plan: Plan, out: Path, progress: Progress) -> Findings:
    """Everything. Finished parts are kept under `out`, and a stopped run goes on from there."""
    sets = {frames.name: frames for frames in frame_sets(plan.sizes)}
    trainings = train_all(plan, sets, out, progress)
    weights = Weights(folder=WEIGHTS if plan.quick else out / "weights", made_here=not plan.quick)
    graded = grade_all(weights.folder, sets, progress)
    usual, shifted = frames_of(sets["usual-test"]), frames_of(sets["shifted-test"])
    rows = measure_engines(weights.folder, usual, plan.calls, out, progress)
    chosen = choose(rows)
    model = weights.file(chosen.file)
    detector = load_detector(model)
    images = [scene.image for scene in usual[:60]]
    progress("service: how much it can take")
    capacity = measure_capacity(model, images)
    progress(f"service: {plan.streamed} frames at {RATE} a second")
    steady = stream(model, images, name="a camera", sent=plan.streamed, rate=RATE)
    progress(f"service: {plan.flood} frames at {3 * capacity:.0f} a second, three times what it can take")
    flood = stream(model, images, name="three times too much", sent=plan.flood, rate=3 * capacity)
    references = _references(weights, model, out, progress)
    drift = study_drift(detector, references, plan.cameras, plan.watched_s, progress)
    return Findings(
        plan=plan,
        trainings=trainings,
        graded=graded,
        smallest_share=min(box.area for scene in usual for box in scene.boxes) / (WIDTH * HEIGHT),
        rows=rows,
        chosen=chosen,
        capacity=capacity,
        streams=(steady, flood),
        drift=drift,
        samples=_samples(model, usual[:12]),
        shifted_samples=_samples(weights.file("tuned-int8.onnx"), shifted[:12]),
    )


def grade_all(weights: Path, sets: Mapping[str, FrameSet], progress: Progress) -> tuple[Graded, ...]:
    """Each model on photos that neither trained nor chose anything."""
    graded = []
    scenes = {domain: frames_of(sets[f"{domain}-test"]) for domain in dict.fromkeys(domain for _, domain in GRADED)}
    for model, domain in GRADED:
        progress(f"scoring {model} on {len(scenes[domain])} {domain} frames")
        graded.append(grade(weights / f"{model}-int8.onnx", model, domain, scenes[domain]))
    return tuple(graded)


def measure_kept(plan: Plan, out: Path, progress: Progress) -> tuple[Row, ...]:
    """The table of engines, for the weights kept in the project."""
    scenes = frames_of(next(frames for frames in frame_sets(plan.sizes) if frames.name == "usual-test"))
    return measure_engines(WEIGHTS, scenes, plan.calls, out, progress)


def measure_engines(
    weights: Path, scenes: Sequence[Scene], calls: int, out: Path, progress: Progress
) -> tuple[Row, ...]:
    """Also written to `out/table.json`."""
    rows = measure(
        _specs(weights, out / "engines", out / "ultralytics"),
        scenes,
        calls=calls,
        settings=out / "ultralytics",
        progress=progress,
    )
    write_table(rows, out / "table.json")
    return rows


def train_all(
    plan: Plan, sets: dict[str, FrameSet], out: Path, progress: Progress, pretrained: Path | None = None
) -> tuple[Training, ...]:
    """The base model from random weights, or from `pretrained` ones of the framework; then its fine-tuning to the
    shifted domain with usual frames replayed; then the files that are kept, in `out/weights`. Quickly, only a taste of
    the second, from the kept weights.
    """
    data, runs = out / "data", out / "runs"
    folders = {name: write_set(frames, data, progress) for name, frames in sets.items() if frames.domain.varied}
    if plan.quick:
        return (_training_of(plan.tuned.name, tune(plan, WEIGHTS / "base.pt", folders, out, progress)),)
    usual = first_images(folders["usual-wide-train"], plan.sizes.train)
    description = write_description(out / "usual.yaml", usual, folders["usual-wide-validation"])
    base = train(replace(plan.base, start=pretrained), description, runs, progress)
    tuned = tune(plan, base.weights, folders, out, progress)
    make_kept_files(runs, out / "weights", sets, plan.sizes.replayed, out / "ultralytics", progress)
    return _training_of(plan.base.name, base), _training_of(plan.tuned.name, tuned)


def tune(plan: Plan, start: Path, folders: dict[str, Path], out: Path, progress: Progress) -> Trained:
    """Validated on shifted frames alone: what it forgets of the usual is measured by the test, not chosen by it."""
    shown = first_images(folders["shifted-wide-train"], plan.sizes.shifted_train)
    shown += first_images(folders["usual-wide-train"], plan.sizes.replayed)
    description = write_description(out / "shifted.yaml", shown, folders["shifted-wide-validation"])
    return train(replace(plan.tuned, start=start), description, out / "runs", progress)


def _training_of(name: str, trained: Trained) -> Training:
    return Training(name=name, time_s=trained.time_s, curve=trained.curve)


def _specs(weights: Path, folder: Path, config: Path) -> list[EngineSpec]:
    """Rivals first. What is not kept is made in `folder`, where the thresholds go with it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(weights / POINT, folder / POINT)
    whole, own, theirs = weights / "base-int8.onnx", folder / "base.onnx", folder / "framework" / "base.onnx"
    export_float(weights / "base.pt", own, config)
    export_as_the_framework(weights / "base.pt", theirs, config)
    shutil.copy(weights / POINT, theirs.with_name(POINT))
    specs = [
        EngineSpec(name="ultralytics predict", way=Way.PREDICT, file=weights / "base.pt", kept=True, rival=True),
        EngineSpec(name="ultralytics' export", way=Way.EXPORT, file=theirs, rival=True),
        EngineSpec(name="OpenCV's detectors", way=Way.CLASSICAL, file=whole, rival=True),
        EngineSpec(name="ours, float", way=Way.ONNXRUNTIME, file=own, rival=True),
        EngineSpec(name="ours, 8 bits", way=Way.ONNXRUNTIME, file=whole),
        EngineSpec(name="8 bits, half JPEG", way=Way.ONNXRUNTIME, file=whole, kept=True, reduced=True),
        EngineSpec(name="ours, 8 bits, by OpenVINO", way=Way.OPENVINO, file=whole, reduced=True),
    ]
    return [spec for spec in specs if spec.way.installed]


def _references(weights: Weights, model: Path, out: Path, progress: Progress) -> dict[str, Reference]:
    """How the features are spread on a video of training photos; kept ones belong to kept weights."""
    if not weights.made_here:
        return read_references()
    references = measure_references(load_detector(model), progress)
    write_references(references, out / "weights" / "reference.json")
    return references


def _samples(path: Path, scenes: Sequence[Scene]) -> tuple[Sample, ...]:
    detector = load_detector(path)
    return tuple(Sample(scene=scene, found=detector.detect_packed(scene.packed)) for scene in scenes)
