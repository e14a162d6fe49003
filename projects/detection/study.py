"""The project from the first frame to the last alarm, in the order in which one would do it."""

import json
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
from projects.detection.detector import FOR_SCORING, WEIGHTS, load_detector
from projects.detection.drift_study import measure_references, study_drift
from projects.detection.engines import EngineSpec, Way
from projects.detection.evaluate import recall_on, score_on
from projects.detection.export import CALIBRATION, export_float, export_whole_numbers
from projects.detection.findings import Findings, Graded, Sample, Training
from projects.detection.keep import keep_weights
from projects.detection.latency import measure
from projects.detection.photos import Image
from projects.detection.plan import Plan
from projects.detection.scene import HEIGHT, WIDTH, Scene
from projects.detection.stream_study import RATE, measure_capacity, stream
from projects.detection.table import Row, choose, write_table
from projects.detection.train import Trained, train
from projects.detection.watch.drift import Reference
from projects.detection.watch.monitor import read_references, write_references


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
    weights = _weights(plan, sets, out, progress)
    usual, shifted = frames_of(sets["usual-test"]), frames_of(sets["shifted-test"])
    progress("scoring on photos that nothing was chosen by")
    graded = tuple(
        _grade(weights.file(f"{model}-int8.onnx"), model, domain, scenes)
        for model in ("base", "tuned")
        for domain, scenes in (("usual", usual), ("shifted", shifted))
    )
    specs = _specs(weights)
    rows = measure(specs, usual, calls=plan.calls, settings=out / "ultralytics", progress=progress)
    write_table(rows, out / "table.json")
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
        samples=tuple(Sample(scene=scene, found=detector.detect(scene.image)) for scene in usual[:12]),
        shifted_samples=_samples(weights.file("tuned-int8.onnx"), shifted[:12]),
    )


def measure_kept(plan: Plan, out: Path, progress: Progress) -> tuple[Row, ...]:
    """The table of engines, for the weights kept in the project."""
    scenes = frames_of(next(frames for frames in frame_sets(plan.sizes) if frames.name == "usual-test"))
    specs = _specs(Weights(folder=WEIGHTS, made_here=False))
    rows = measure(specs, scenes, calls=plan.calls, settings=out / "ultralytics", progress=progress)
    write_table(rows, out / "table.json")
    return rows


def train_all(plan: Plan, sets: dict[str, FrameSet], out: Path, progress: Progress) -> tuple[Training, ...]:
    """The base model, then its fine-tuning to the shifted domain with usual frames replayed; quickly, only a taste of
    the second, from the kept weights.
    """
    data, runs = out / "data", out / "runs"
    folders = {name: write_set(frames, data, progress) for name, frames in sets.items() if "test" not in name}
    if plan.quick:
        return (_told(plan.tuned.name, tune(plan, WEIGHTS / "base.pt", folders, out, progress)),)
    usual = first_images(folders["usual-train"], plan.sizes.train)
    description = write_description(out / "usual.yaml", usual, folders["usual-validation"])
    base = train(plan.base, description, runs, progress)
    tuned = tune(plan, base.weights, folders, out, progress)
    return _told(plan.base.name, base), _told(plan.tuned.name, tuned)


def tune(plan: Plan, start: Path, folders: dict[str, Path], out: Path, progress: Progress) -> Trained:
    """Validated on shifted frames alone: what it forgets of the usual is measured by the test, not chosen by it."""
    shown = first_images(folders["shifted-train"], plan.sizes.shifted_train)
    shown += first_images(folders["usual-train"], plan.sizes.replayed)
    description = write_description(out / "shifted.yaml", shown, folders["shifted-validation"])
    return train(replace(plan.tuned, start=start), description, out / "runs", progress)


def _told(name: str, trained: Trained) -> Training:
    return Training(name=name, time_s=trained.time_s, curve=trained.curve)


def _weights(plan: Plan, sets: dict[str, FrameSet], out: Path, progress: Progress) -> Weights:
    """In three forms: to train further, in float, in whole numbers."""
    if plan.quick:
        return Weights(folder=WEIGHTS, made_here=False)
    folder = out / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("base", "tuned"):
        progress(f"exporting {name}")
        run = out / "runs" / name
        keep_weights(run / "weights" / "best.pt", folder / f"{name}.pt", out / "ultralytics")
        export_float(folder / f"{name}.pt", folder / f"{name}.onnx", out / "ultralytics")
        export_whole_numbers(folder / f"{name}.onnx", folder / f"{name}-int8.onnx", calibration_frames(name, sets))
        shutil.copy(run / "results.csv", folder / f"{name}-curve.csv")
        settings = json.loads((run / "done.json").read_text(encoding="utf-8"))
        settings["course"]["start"] = "base.pt" if name == "tuned" else None
        (folder / f"{name}.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return Weights(folder=folder, made_here=True)


def calibration_frames(name: str, sets: Mapping[str, FrameSet]) -> list[Image]:
    """Training frames of every domain that the model is for: the ranges of dark frames alone would cut off bright ones
    (which cost the tuned model .09 of mAP50 on them).
    """
    domains = ("usual",) if name == "base" else ("usual", "shifted")
    parts = (replace(sets[f"{domain}-train"], count=CALIBRATION // len(domains)) for domain in domains)
    return [scene.image for part in parts for scene in frames_of(part)]


def _grade(path: Path, model: str, domain: str, scenes: Sequence[Scene]) -> Graded:
    return Graded(
        model=model,
        domain=domain,
        score=score_on(load_detector(path, settings=FOR_SCORING), scenes),
        recall=recall_on(load_detector(path), scenes),
    )


def _specs(weights: Weights) -> list[EngineSpec]:
    rows = [
        ("ultralytics predict", Way.ULTRALYTICS, "base.pt"),
        ("onnxruntime, float", Way.ONNXRUNTIME, "base.onnx"),
        ("onnxruntime, 8 bits", Way.ONNXRUNTIME, "base-int8.onnx"),
        ("OpenVINO, float", Way.OPENVINO, "base.onnx"),
        ("OpenVINO, 8 bits", Way.OPENVINO, "base-int8.onnx"),
    ]
    return [
        EngineSpec(name=name, way=way, file=weights.file(file), kept=way is not Way.OPENVINO)
        for name, way, file in rows
        if way.installed
    ]


def _references(weights: Weights, model: Path, out: Path, progress: Progress) -> dict[str, Reference]:
    """How the features are spread on a video of training photos; kept ones belong to kept weights."""
    if not weights.made_here:
        return read_references()
    references = measure_references(load_detector(model), progress)
    write_references(references, out / "weights" / "reference.json")
    return references


def _samples(path: Path, scenes: Sequence[Scene]) -> tuple[Sample, ...]:
    detector = load_detector(path)
    return tuple(Sample(scene=scene, found=detector.detect(scene.image)) for scene in scenes)
