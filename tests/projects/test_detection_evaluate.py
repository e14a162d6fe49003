"""Figures with their intervals, and the parts of the data that they are told for."""

import numpy as np
import pytest

from projects.detection.evaluate import Sought, interval
from projects.detection.kinds import Kind
from projects.detection.slices import LEAST, slice_labels


def _sought(*, found: bool, share: float = 0.05, tilt: float = 0.0, photo: int = 0) -> Sought:
    return Sought(photo=photo, kind=Kind.BARCODE, share=share, tilt=tilt, brightness=100.0, found=found)


def test_the_mean_is_over_labels_and_the_interval_over_photos() -> None:
    told = interval([0, 0, 0, 1], [1, 1, 1, 0], [1, 1, 1, 1])
    assert (told.count, told.mean) == (4, 0.75)
    assert (told.low, told.high) == (0.0, 1.0), "two photos say little, however many labels they have"


def test_photos_that_agree_leave_no_doubt() -> None:
    told = interval([0, 1, 2], [1, 1, 1], [2, 2, 2])
    assert (told.low, told.mean, told.high) == (0.5, 0.5, 0.5)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.random.default_rng(0).random(50).tolist()
    photos = [k % 7 for k in range(50)]
    assert interval(photos, values, [1.0] * 50) == interval(photos, values, [1.0] * 50)


def test_labels_are_told_by_size_and_by_turn_from_the_nearest_upright() -> None:
    sought = [_sought(found=k % 2 == 0, share=0.008, tilt=92.0, photo=k % 5) for k in range(LEAST)]
    sought += [_sought(found=True, share=0.3, tilt=45.0, photo=k % 5) for k in range(LEAST)]
    told = slice_labels(sought)
    assert told["size"]["under 1 %"].mean == 0.5
    assert told["size"]["over 25 %"].mean == 1.0
    assert told["tilt"]["under 10°"].mean == 0.5
    assert told["tilt"]["30 to 45°"].mean == 1.0


def test_a_slice_of_few_labels_is_not_told() -> None:
    told = slice_labels([_sought(found=True)] * (LEAST - 1) + [_sought(found=True, share=0.3)])
    assert told["size"] == {}
    assert told["kind"]["barcode"].mean == pytest.approx(1.0)
