"""The arithmetic of boxes and the score, against slow and plain versions of the same."""

import numpy as np
import pytest

from projects.detection.boxes import Detections, Floats, Grid, overlaps, suppress
from projects.detection.frame import letterbox
from projects.detection.kinds import Box, Kind
from projects.detection.score import Counts, count, found_of, score


def _random_boxes(rng: np.random.Generator, count: int) -> Floats:
    low = rng.uniform(0, 80, (count, 2))
    return np.concatenate([low, low + rng.uniform(2, 40, (count, 2))], axis=1).astype(np.float32)


def _overlap(one: Floats, other: Floats) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, float(width)) * max(0.0, float(height))
    areas = [float((b[2] - b[0]) * (b[3] - b[1])) for b in (one, other)]
    return shared / (sum(areas) - shared)


def test_overlaps_are_those_of_each_pair() -> None:
    rng = np.random.default_rng(0)
    one, others = _random_boxes(rng, 7), _random_boxes(rng, 9)
    expected = [[_overlap(a, b) for b in others] for a in one]
    np.testing.assert_allclose(overlaps(one, others), expected, atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_suppression_keeps_what_greedy_suppression_kind_by_kind_keeps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    boxes, kinds = _random_boxes(rng, 40), rng.integers(0, 3, 40)
    expected: list[int] = []
    for k in range(40):
        if all(kinds[k] != kinds[j] or _overlap(boxes[k], boxes[j]) <= 0.4 for j in expected):
            expected.append(k)
    assert suppress(boxes, kinds, overlap=0.4, most=100).tolist() == expected


def test_suppression_of_nothing_keeps_nothing() -> None:
    assert suppress(np.zeros((0, 4), np.float32), np.zeros(0, np.int64), overlap=0.5, most=10).tolist() == []


def test_a_sure_distance_is_that_many_strides_from_the_centre() -> None:
    grid = Grid.of(32, 48, (8, 16), bins=8)
    assert len(grid.centres) == 6 * 4 + 3 * 2
    sides = np.full((1, 4, 8), -50, np.float32)
    for side, distance in enumerate((1, 2, 3, 4)):
        sides[0, side, distance] = 50
    # The first cell of stride 16 has its centre at 8, 8.
    found = grid.boxes(sides.reshape(1, -1), np.array([24]))
    np.testing.assert_allclose(found, [[8 - 16, 8 - 32, 8 + 48, 8 + 64]], atol=1e-3)


@pytest.mark.parametrize(("height", "width"), [(480, 640), (1080, 1920), (300, 100), (50, 90), (9_400, 32), (1, 1_000)])
def test_a_box_finds_its_way_back_through_the_letterbox(height: int, width: int) -> None:
    fitted, fit = letterbox(np.zeros((height, width, 3), np.uint8), 144, 192)
    assert fitted.shape == (144, 192, 3)
    box = np.array([[0.2 * width, 0.3 * height, 0.7 * width, 0.9 * height]], np.float32)
    inside = box * np.float32(fit.scale) + np.array([fit.left, fit.top] * 2, np.float32)
    np.testing.assert_allclose(fit.back(inside.astype(np.float32), height, width), box, rtol=1e-4)


def _box(kind: Kind, left: float) -> Box:
    return Box(kind=kind, left=left, top=0, right=left + 10, bottom=10)


def _found(*rows: tuple[Kind, float, float]) -> Detections:
    return Detections(
        boxes=np.array([[left, 0, left + 10, 10] for _, left, _ in rows], np.float32).reshape(-1, 4),
        confidences=np.array([confidence for *_, confidence in rows], np.float32),
        kinds=np.array([kind for kind, *_ in rows], np.int64),
    )


def test_finding_everything_exactly_scores_one() -> None:
    truth = [[_box(kind, 20.0 * kind) for kind in Kind]]
    found = [_found(*((kind, 20.0 * kind, 0.9) for kind in Kind))]
    assert score(found, truth).map50_95 == pytest.approx(1.0)


def test_a_second_box_on_the_same_label_is_a_mistake_and_a_surer_mistake_costs_more() -> None:
    truth = [[_box(Kind.BARCODE, 0), _box(Kind.BARCODE, 50)]]
    late = score([_found((Kind.BARCODE, 0, 0.9), (Kind.BARCODE, 50, 0.8), (Kind.BARCODE, 0, 0.7))], truth)
    early = score([_found((Kind.BARCODE, 0, 0.9), (Kind.BARCODE, 0, 0.85), (Kind.BARCODE, 50, 0.8))], truth)
    assert late.of_kind[0] == pytest.approx(1.0)
    # Precision 1 up to half of the recall (51 of 101 levels), then two of three.
    assert early.of_kind[0] == pytest.approx((51 + 50 * 2 / 3) / 101)


def test_a_box_of_the_wrong_kind_finds_nothing() -> None:
    found, truth = [_found((Kind.QR_CODE, 0, 0.9))], [[_box(Kind.BARCODE, 0)]]
    assert score(found, truth).map50 == 0.0
    assert count(found[0], truth[0]) == Counts(right=0, wrong=1, missed=1)


def test_each_label_is_told_as_found_or_missed() -> None:
    big = Box(kind=Kind.BARCODE, left=0, top=0, right=100, bottom=50)
    assert found_of(_found((Kind.BARCODE, 30, 0.9)), [_box(Kind.BARCODE, 30), big]) == (True, False)
