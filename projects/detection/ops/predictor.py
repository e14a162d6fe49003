"""The kept weights as something to ask: the labels in a picture, held to the limits that the service has."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from projects.detection.detector import Detector, load_detector
from projects.detection.errors import DetectionError
from projects.detection.kinds import Kind
from projects.detection.serve.frames import MAX_BYTES, RefusedFrameError, check_frame
from projects.ops.errors import ProjectError, RefusedError
from projects.ops.manifest import Manifest, read_manifest

PICTURE = "picture"


class LabelFinder:
    """For one thread at a time."""

    def __init__(self, detector: Detector, manifest: Manifest) -> None:
        self._detector, self._manifest = detector, manifest

    @property
    def label(self) -> str:
        return self._manifest.label

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        """One picture. Raises ProjectError."""
        try:
            with path.open("rb") as file:
                packed = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise ProjectError(f"cannot read {path}: {error.strerror}") from error
        return [{PICTURE: packed}]

    def predict(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
        """A row for each label found, with its place in pixels. Raises RefusedError for what the service refuses."""
        return [found for row in rows for found in self._find(row[PICTURE])]

    def _find(self, packed: bytes) -> list[dict[str, object]]:
        try:
            check_frame(packed)
            found = self._detector.detect_packed(packed)
        except (RefusedFrameError, DetectionError) as error:
            raise RefusedError(f"the picture is refused: {error}") from error
        rows = zip(found.boxes.tolist(), found.confidences.tolist(), found.kinds.tolist(), strict=True)
        return [
            {
                "kind": Kind(kind).label,
                "confidence": round(confidence, 3),
                **{name: round(value, 1) for name, value in zip(("left", "top", "right", "bottom"), box, strict=True)},
            }
            for box, confidence, kind in rows
        ]


def load_finder(folder: Path) -> LabelFinder:
    """Raises ProjectError: the weights are missing, or not the ones that their manifest names."""
    manifest = read_manifest(folder)
    try:
        return LabelFinder(load_detector(folder / manifest.file), manifest)
    except DetectionError as error:
        raise ProjectError(str(error)) from error
