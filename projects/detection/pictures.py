"""The project's pictures: frames with their boxes as JPEG, figures as SVG."""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from projects.detection.findings import Findings, Sample, Training
from projects.detection.kinds import Kind
from projects.detection.photos import Image
from projects.detection.serve.page import draw_watch
from projects.detection.table import Row
from projects.pictures import Axis, Bar, Series, bars, lines

_COLOURS: Mapping[Kind, tuple[int, int, int]] = {
    Kind.BARCODE: (40, 160, 255),
    Kind.QR_CODE: (230, 130, 30),
    Kind.FIDUCIAL: (60, 200, 60),
    Kind.PRICE_TAG: (200, 60, 200),
}
_ACROSS = 3


def draw(findings: Findings) -> dict[str, bytes]:
    """Each picture by the name of its file."""
    texts = {
        "engines.svg": draw_engines(findings.rows),
        "training.svg": draw_training(findings.trainings),
        "drift.svg": draw_watch(findings.drift.state),
    }
    sheets = {
        "usual.jpg": draw_samples(findings.samples),
        "shifted.jpg": draw_samples(findings.shifted_samples),
    }
    packed = {name: cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, 85])[1] for name, sheet in sheets.items()}
    return {name: text.encode() for name, text in texts.items()} | {n: p.tobytes() for n, p in packed.items()}


def draw_samples(samples: Sequence[Sample]) -> Image:
    """A sheet of frames: found boxes in the colour of their kind, true ones thin and white."""
    cells = [cv2.resize(_drawn(sample), None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA) for sample in samples]
    rows = [np.hstack(cells[k : k + _ACROSS]) for k in range(0, len(cells) - _ACROSS + 1, _ACROSS)]
    return np.asarray(np.vstack(rows), np.uint8)


def _drawn(sample: Sample) -> Image:
    image = sample.scene.image.copy()
    # A dark frame is shown brighter than it is, so that a person can judge the boxes.
    image = np.asarray(np.clip(image * max(1.0, 90 / max(1.0, float(image.mean()))), 0, 255), np.uint8)
    for box in sample.scene.boxes:
        cv2.rectangle(image, (int(box.left), int(box.top)), (int(box.right), int(box.bottom)), (255, 255, 255), 1)
    rows = zip(sample.found.boxes, sample.found.confidences, sample.found.kinds, strict=True)
    for (left, top, right, bottom), confidence, number in rows:
        kind = Kind(int(number))
        colour = _COLOURS[kind]
        cv2.rectangle(image, (int(left), int(top)), (int(right), int(bottom)), colour, 2)
        text = f"{kind.label} {confidence:.2f}"
        width = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.55, 1)[0][0]
        x, y = max(0, min(int(left), image.shape[1] - width)), max(16, int(top))
        cv2.rectangle(image, (x, y - 16), (x + width, y), colour, -1)
        cv2.putText(image, text, (x, y - 4), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (255, 255, 255), 1, cv2.LINE_AA)
    return image


def draw_engines(rows: Sequence[Row]) -> str:
    return bars(
        [
            Bar(
                label=f"{row.engine}, {row.threads} thread{'s' * (row.threads > 1)}",
                values=(row.cpu_ms,),
                text=f"{row.cpu_ms:.2f} ms, mAP50 {row.map50:.3f}",
            )
            for row in rows
        ],
        title="What a frame costs, from JPEG to boxes",
        desc="; ".join(f"{row.engine} on {row.threads}: {row.cpu_ms:.2f} ms" for row in rows),
        axis=Axis(label="CPU milliseconds, median", reach=(0.0,)),
    )


def draw_training(trainings: Sequence[Training]) -> str:
    return lines(
        [
            Series(
                name=training.name,
                x=[row["epoch"] for row in training.curve],
                y=[row["metrics/mAP50(B)"] for row in training.curve],
            )
            for training in trainings
        ],
        title="Learning, epoch by epoch",
        desc="; ".join(f"{t.name}: {t.curve[-1]['metrics/mAP50(B)']:.3f} at the end" for t in trainings),
        x=Axis(label="epoch"),
        y=Axis(label="mAP50 on the validation photos", reach=(0.0, 1.0)),
    )
