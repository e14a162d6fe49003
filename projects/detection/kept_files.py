"""From finished trainings to the files that are kept: each model in two forms, and the thresholds chosen for it."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from projects.detection.dataset import FrameSet, Progress, frames_of
from projects.detection.detector import FOR_SCORING, load_detector
from projects.detection.evaluate import find
from projects.detection.export import CALIBRATION, export_float, export_whole_numbers
from projects.detection.keep import keep_weights
from projects.detection.operating import choose_point, write_point
from projects.detection.photos import Image

MODELS: Mapping[str, tuple[str, ...]] = {"base": ("usual",), "tuned": ("usual", "shifted")}
"""Each model, with the domains that it is for."""

_CHOOSING: Mapping[str, tuple[str, ...]] = {
    "base": ("usual", "small", "close", "empty"),
    "tuned": ("usual", "shifted", "small", "close", "empty"),
}
"""Validation frames that thresholds are chosen by."""


def make_kept_files(
    runs: Path, folder: Path, sets: Mapping[str, FrameSet], replayed: int, config: Path, progress: Progress
) -> None:
    """Writes NAME.pt to train further, NAME-int8.onnx to run, NAME.json and NAME-curve.csv about the training, and
    `operating.json`. The float form is made where it is needed: it is the largest, and nothing deploys it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        run, weights = runs / name, folder / f"{name}.pt"
        progress(f"keeping {name}: 8 bits")
        keep_weights(run / "weights" / "best.pt", weights, config)
        whole = folder / f"{name}-int8.onnx"
        float_form = folder / f"{name}.onnx"
        export_float(weights, float_form, config)
        export_whole_numbers(float_form, whole, calibration_frames(name, sets))
        float_form.unlink()
        shutil.copy(run / "results.csv", folder / f"{name}-curve.csv")
        (folder / f"{name}.json").write_text(_describe(name, run, sets, replayed), encoding="utf-8")
        progress(f"keeping {name}: thresholds")
        write_point(whole, choose_on_validation(name, whole, sets))


def choose_on_validation(name: str, weights: Path, sets: Mapping[str, FrameSet]) -> tuple[float, ...]:
    """By photos that neither trained nor test: one frame in so many is empty, many labels are far or near."""
    scenes = [scene for domain in _CHOOSING[name] for scene in frames_of(sets[f"{domain}-validation"])]
    found = find(load_detector(weights, settings=FOR_SCORING), scenes)
    return choose_point(found, [scene.boxes for scene in scenes])


def calibration_frames(name: str, sets: Mapping[str, FrameSet]) -> list[Image]:
    """Training frames of every domain that the model is for: the ranges of dark frames alone would cut off bright ones
    (which once cost the tuned model .09 of mAP50 on them).
    """
    domains = MODELS[name]
    parts = (replace(sets[f"{domain}-wide-train"], count=CALIBRATION // len(domains)) for domain in domains)
    return [scene.image for part in parts for scene in frames_of(part)]


def _describe(name: str, run: Path, sets: Mapping[str, FrameSet], replayed: int) -> str:
    """What made the weights, without a path of this machine."""
    settings = json.loads((run / "done.json").read_text(encoding="utf-8"))
    start = settings["course"]["start"]
    settings["course"]["start"] = "base.pt" if name == "tuned" else start and Path(start).name
    settings["frames"] = {
        key: {"count": sets[key].count, "seed": sets[key].seed}
        for key in (f"{domain}-wide-{split}" for domain in MODELS[name] for split in ("train", "validation"))
    }
    if name == "tuned":
        settings["frames"]["usual-wide-train"]["count"] = replayed
    return json.dumps(settings, indent=2) + "\n"
