"""The operating point: chosen on validation frames, kept beside the weights, and read by all that run them."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from projects.detection.boxes import Detections
from projects.detection.detector import Detector, Settings, settings_for
from projects.detection.errors import DetectionError
from projects.detection.kinds import NAMES, Box, Kind
from projects.detection.operating import FILE, MOST_FALSE, choose_point, read_point, write_point


def _frame(kind: Kind, hits: Sequence[float], others: Sequence[float]) -> tuple[Detections, list[Box]]:
    """As many labels as `hits`, each found with its confidence; `others` lie where no label is."""
    lefts = [20.0 * k for k in range(len(hits) + len(others))]
    boxes = np.array([[left, 0, left + 10, 10] for left in lefts], np.float32).reshape(-1, 4)
    sure = np.array([*hits, *others], np.float32)
    order = np.argsort(-sure)
    found = Detections(boxes=boxes[order], confidences=sure[order], kinds=np.full(len(sure), kind, np.int64))
    labels = [Box(kind=kind, left=left, top=0, right=left + 10, bottom=10) for left in lefts[: len(hits)]]
    return found, labels


def test_each_kind_gets_the_threshold_that_parts_its_labels_from_its_mistakes() -> None:
    frames = [
        _frame(Kind.BARCODE, [0.9, 0.8], [0.5]),
        _frame(Kind.QR_CODE, [0.4, 0.35], [0.2]),
        _frame(Kind.FIDUCIAL, [0.9], []),
        _frame(Kind.PRICE_TAG, [0.9], []),
    ]
    chosen = choose_point([found for found, _ in frames], [labels for _, labels in frames])
    assert 0.5 < chosen[Kind.BARCODE] <= 0.8
    assert 0.2 < chosen[Kind.QR_CODE] <= 0.35


def test_the_threshold_lies_in_the_middle_of_those_that_are_as_good() -> None:
    found, labels = _frame(Kind.BARCODE, [0.9], [0.3])
    assert choose_point([found], [labels])[Kind.BARCODE] == pytest.approx(0.6, abs=0.02)


def test_a_frame_without_labels_raises_the_threshold() -> None:
    found, labels = _frame(Kind.BARCODE, [0.9, 0.4], [])
    wrong, none = _frame(Kind.BARCODE, [], [0.6, 0.6, 0.6])
    assert choose_point([found], [labels])[Kind.BARCODE] <= 0.4
    assert choose_point([found, wrong], [labels, none])[Kind.BARCODE] > 0.6


def test_all_thresholds_rise_together_until_empty_frames_have_hardly_a_false_box() -> None:
    frames = [_frame(Kind.BARCODE, [0.9] * 90 + [0.5] * 10, []), _frame(Kind.QR_CODE, [0.9], [])]
    empty = [_frame(Kind.BARCODE, [], [0.55] if number < 5 else []) for number in range(50)]
    found, labels = zip(*frames, *empty, strict=True)
    chosen = choose_point(found, labels)
    wrong = sum(one.confidences >= chosen[Kind.BARCODE] for one, _ in empty if len(one))
    assert wrong <= MOST_FALSE * 50
    assert 0.55 < chosen[Kind.BARCODE] < chosen[Kind.QR_CODE] <= 0.9


def test_what_was_chosen_is_read_for_the_weights_and_for_their_rounded_form(tmp_path: Path) -> None:
    chosen = (0.5, 0.4, 0.3, 0.2)
    write_point(tmp_path / "base-int8.onnx", chosen)
    write_point(tmp_path / "tuned.pt", (0.6,) * 4)
    assert read_point(tmp_path / "base.onnx") == chosen
    assert settings_for(tmp_path / "base-int8.onnx").confidences == chosen
    assert settings_for(tmp_path / "tuned-int8.onnx").confidences == (0.6,) * 4
    assert settings_for(tmp_path / "other.onnx") == Settings()


@pytest.mark.parametrize("written", ["no JSON", "[]", '{"base": {}}', '{"base": {"barcode": "high"}}', '{"base": 1}'])
def test_thresholds_that_cannot_be_read_are_told_in_one_line(tmp_path: Path, written: str) -> None:
    (tmp_path / FILE).write_text(written, encoding="utf-8")
    with pytest.raises(DetectionError, match="cannot read the thresholds"):
        read_point(tmp_path / "base.onnx")


def test_a_threshold_out_of_range_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"base": dict.fromkeys(NAMES, 1.0)}), encoding="utf-8")
    with pytest.raises(DetectionError, match="not between 0 and 1"):
        read_point(tmp_path / "base.onnx")


def test_a_box_is_told_from_its_own_kinds_threshold_on() -> None:
    def half_sure_of_two_kinds(_: np.ndarray) -> np.ndarray:
        told = np.full((4 * 12 + 4, 1500), -20.0, np.float32)
        told[[2, 14, 26, 38], 100] = told[[2, 14, 26, 38], 700] = 20.0
        told[48 + Kind.BARCODE, 100] = told[48 + Kind.PRICE_TAG, 700] = 0.0
        return told

    detector = Detector(half_sure_of_two_kinds, 240, 320, Settings(confidences=(0.4, 0.4, 0.4, 0.6)))
    assert detector.detect(np.zeros((480, 640, 3), np.uint8)).kinds.tolist() == [Kind.BARCODE]
