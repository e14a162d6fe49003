"""Writes frames and boxes as YOLO reads them. What is there already is kept, so a stopped run goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from projects.detection.errors import DetectionError
from projects.detection.frame import SEEN, letterbox
from projects.detection.jpeg import unpack
from projects.detection.kinds import NAMES, Box
from projects.detection.photos import Split, photos_of, read_photo
from projects.detection.scene import (
    CLOSE,
    EMPTY,
    HEIGHT,
    SHIFTED,
    SMALL,
    USUAL,
    WIDTH,
    Domain,
    Scene,
    scenes,
    widened,
)

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class FrameSet:
    """Frames of one domain, on the photos of one split."""

    domain: Domain
    split: Split
    count: int
    seed: int

    @property
    def name(self) -> str:
        return f"{self.domain.name}-{self.split}"


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many frames each part of the project gets."""

    train: int = 4000
    validation: int = 300
    """Frames that the best epoch is chosen by."""

    choosing: int = 300
    """Frames of each domain that thresholds are chosen by."""

    test: int = 400
    slice_test: int = 300
    """Frames of each of the harder kinds: far, near, none."""

    shifted_train: int = 1000
    replayed: int = 500
    """Usual training frames that fine-tuning sees again, lest it forget them."""

    shifted_validation: int = 150
    shifted_test: int = 300


def frame_sets(sizes: Sizes) -> tuple[FrameSet, ...]:
    """Seeds are the sets' own: a longer training set changes no test frame."""
    rows = (
        (widened(USUAL), Split.TRAIN, sizes.train, 1000),
        (widened(USUAL), Split.VALIDATION, sizes.validation, 1001),
        (USUAL, Split.TEST, sizes.test, 1002),
        (widened(SHIFTED), Split.TRAIN, sizes.shifted_train, 1003),
        (widened(SHIFTED), Split.VALIDATION, sizes.shifted_validation, 1004),
        (SHIFTED, Split.TEST, sizes.shifted_test, 1005),
        (SMALL, Split.TEST, sizes.slice_test, 1006),
        (CLOSE, Split.TEST, sizes.slice_test, 1007),
        (EMPTY, Split.TEST, sizes.slice_test, 1008),
        (USUAL, Split.VALIDATION, sizes.choosing, 1009),
        (SMALL, Split.VALIDATION, sizes.choosing, 1010),
        (CLOSE, Split.VALIDATION, sizes.choosing, 1011),
        (EMPTY, Split.VALIDATION, sizes.choosing, 1012),
        (SHIFTED, Split.VALIDATION, sizes.choosing, 1013),
    )
    return tuple(FrameSet(domain=domain, split=split, count=count, seed=seed) for domain, split, count, seed in rows)


def frames_of(frames: FrameSet) -> list[Scene]:
    """The frames in memory, the same that `write_set` writes."""
    photos = [read_photo(photo.name) for photo in photos_of(frames.split)]
    return list(scenes(photos, frames.domain, seed=frames.seed, start=0, count=frames.count))


def write_set(frames: FrameSet, folder: Path, progress: Progress) -> Path:
    """Into `folder/images/NAME` and `folder/labels/NAME`; gives the folder of the images."""
    images, labels = folder / "images" / frames.name, folder / "labels" / frames.name
    try:
        images.mkdir(parents=True, exist_ok=True)
        labels.mkdir(parents=True, exist_ok=True)
        start = _first_missing(images, frames.count)
        photos = [read_photo(photo.name) for photo in photos_of(frames.split)]
        rest = scenes(photos, frames.domain, seed=frames.seed, start=start, count=frames.count - start)
        for number, scene in enumerate(rest, start):
            if number % 200 == 0:
                progress(f"frames {frames.name}: {number} of {frames.count}")
            _write(scene, images / f"{number:05d}.jpg", labels / f"{number:05d}.txt")
    except OSError as error:
        raise DetectionError(f"cannot write frames to {folder}: {error.strerror}; name another with --out") from error
    return images


def yolo_line(box: Box) -> str:
    """Class, middle and size as shares of the frame: the YOLO format."""
    x, y = (box.left + box.right) / 2 / WIDTH, (box.top + box.bottom) / 2 / HEIGHT
    width, height = (box.right - box.left) / WIDTH, (box.bottom - box.top) / HEIGHT
    return f"{int(box.kind)} {x:.6f} {y:.6f} {width:.6f} {height:.6f}"


def write_description(path: Path, train: Sequence[Path], validation: Path) -> Path:
    """The YAML file that names a data set's images for ultralytics; the training images are listed beside it."""
    listed = path.with_suffix(".txt")
    listed.write_text("".join(f"{image.resolve()}\n" for image in train), encoding="utf-8")
    names = [f"  {k}: {name}" for k, name in enumerate(NAMES)]
    lines = [f"train: {listed.resolve()}", f"val: {validation.resolve()}", "names:", *names]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def first_images(folder: Path, count: int) -> list[Path]:
    return [folder / f"{number:05d}.jpg" for number in range(count)]


def _first_missing(images: Path, count: int) -> int:
    return next((k for k in range(count) if not (images / f"{k:05d}.jpg").exists()), count)


def _write(scene: Scene, image: Path, label: Path) -> None:
    """As the detector sees it, to the pixel. The image last and under another name first: where there is an image, all
    is there.
    """
    label.write_text("".join(yolo_line(box) + "\n" for box in scene.boxes), encoding="utf-8")
    seen = letterbox(unpack(scene.packed, *SEEN).image, *SEEN)[0]
    packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 95])[1]
    unfinished = image.with_suffix(".part")
    unfinished.write_bytes(packed.tobytes())
    unfinished.replace(image)
