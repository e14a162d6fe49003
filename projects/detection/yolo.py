"""Everything that is particular about ultralytics: it wants the network, a font and much to say; here it gets none."""

import importlib
import logging
import os
from pathlib import Path
from typing import Any

from projects.detection.errors import DetectionError

Untyped = Any
"""An object of a library that tells no types."""

MODEL = Path(__file__).parent / "model.yaml"
_TALKERS = ("clearml", "comet", "dvc", "mlflow", "raytune", "sync", "tensorboard", "wandb")
MISSING = "training needs torch and ultralytics: the extra `deep` of prep brings them"


def load_yolo(settings: Path) -> Untyped:
    """The class `ultralytics.YOLO`, offline and quiet; `settings` is a folder for what it writes down about itself.

    Raises:
        DetectionError: it is not installed, or the folder cannot be written to.
    """
    _prepare(settings)
    try:
        pictures: Any = importlib.import_module("PIL.Image")
        own_open = pictures.open
        ultralytics: Any = importlib.import_module("ultralytics")
    except ImportError as error:
        raise DetectionError(MISSING) from error
    # It puts a function of its own there, which for a file that is no picture looks for a package to install.
    pictures.open = own_open
    # Where it finds a tracker of experiments, it starts a database in the current folder.
    ultralytics.settings.update({name: False for name in _TALKERS if name in ultralytics.settings})
    logging.getLogger("ultralytics").setLevel(logging.ERROR)
    return ultralytics.YOLO


def _prepare(settings: Path) -> None:
    """Before the import, which reads all this."""
    os.environ |= {
        "YOLO_OFFLINE": "1",
        "YOLO_AUTOINSTALL": "0",
        "YOLO_VERBOSE": "false",
        "YOLO_CONFIG_DIR": str(settings.resolve()),
    }
    # Threads that spin while they wait cost a busy machine four times the work of a training.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        matplotlib: Any = importlib.import_module("matplotlib")
    except ImportError as error:
        raise DetectionError(MISSING) from error
    font = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    target = settings / "Ultralytics" / "Arial.ttf"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_bytes(font.read_bytes())
    except OSError as error:
        raise DetectionError(f"cannot write to {settings}: {error.strerror}; name another with --out") from error
