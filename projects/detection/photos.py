"""The real photos that labels are put on. A photo belongs to one split, so that no model is tested where it learnt."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from projects.detection.errors import DetectionError

Image = npt.NDArray[np.uint8]
"""Height by width by three, blue first, as OpenCV has it."""

FOLDER = Path(__file__).parent / "photos"


class Split(StrEnum):
    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Photo:
    """One photo, and whom to thank for it."""

    name: str
    split: Split
    package: str
    file: str
    author: str
    license: str


@cache
def list_photos() -> tuple[Photo, ...]:
    """All photos, in the order of their list."""
    listed = tomllib.loads((FOLDER / "photos.toml").read_text(encoding="utf-8"))
    return tuple(Photo(**row | {"split": Split(row["split"])}) for row in listed["photo"])


def photos_of(split: Split) -> tuple[Photo, ...]:
    return tuple(photo for photo in list_photos() if photo.split is split)


@cache
def read_photo(name: str) -> Image:
    """480 by 640 pixels. Shared by all who ask: copy it before you draw on it."""
    image = cv2.imread(str(FOLDER / f"{name}.jpg"), cv2.IMREAD_COLOR)
    if image is None:
        raise DetectionError(f"the photo {name}.jpg is missing or broken; install prep anew")
    image.flags.writeable = False
    return image.astype(np.uint8, copy=False)
