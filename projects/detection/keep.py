"""Trained weights made fit to be kept: half precision, and nothing about the machine that they were trained on."""

from pathlib import Path

from projects.detection.yolo import Untyped, load_yolo


def keep_weights(best: Path, path: Path, settings: Path) -> None:
    """Writes what `ultralytics.YOLO` needs to load and train them further, without paths, dates and commits."""
    load_yolo(settings)
    import torch

    saved: Untyped = torch.load(best, map_location="cpu", weights_only=False)
    model = (saved.get("ema") or saved["model"]).half()
    model.args = {"task": "detect", "model": path.name, "imgsz": model.args["imgsz"]}
    model.yaml = {name: value for name, value in model.yaml.items() if name != "yaml_file"}
    model.pt_path = None
    kept = {
        "model": model,
        "ema": None,
        "epoch": -1,
        "optimizer": None,
        "updates": None,
        "best_fitness": None,
        "train_args": model.args,
        "train_metrics": {},
        "train_results": {},
        "date": "",
        "version": saved["version"],
    }
    torch.save(kept, path)
