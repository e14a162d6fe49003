"""A metric's interval beside the reference leaves out how hard the examples happen to be."""

import numpy as np

from prep.grading.metric import place
from prep.model.challenge import Metric

METRIC = Metric(name="MAE", lower_is_better=True)
HARD = np.random.default_rng(2).exponential(10.0, 400)


def test_a_paired_interval_of_the_reference_itself_is_a_point() -> None:
    same = place(
        METRIC, lambda r: HARD[r].mean(), 400, baseline=30, reference=HARD.mean(), paired=lambda r: HARD[r].mean()
    )
    assert same.low == same.high == HARD.mean()


def test_a_paired_interval_is_narrower_where_errors_go_together() -> None:
    ours = HARD * 1.1
    paired = place(
        METRIC, lambda r: ours[r].mean(), 400, baseline=30, reference=HARD.mean(), paired=lambda r: HARD[r].mean()
    )
    alone = place(METRIC, lambda r: ours[r].mean(), 400, baseline=30, reference=HARD.mean())
    assert paired.value == alone.value
    assert paired.low <= paired.value <= paired.high
    assert paired.high - paired.low < (alone.high - alone.low) / 4
