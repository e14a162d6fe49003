"""The `metric` fixture: scores predictions on hidden labels between a baseline and the reference."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from prep.grading.metric import place
from prep.grading.server.judge import Finding
from prep.model.challenge import Metric
from prep.model.result import MetricScore
from prep.model.text import figure
from prep.model.verdict import Verdict


@dataclass
class MetricGauge:
    """Takes the one metric of a check."""

    metric: Metric
    score: MetricScore | None = None

    def take(
        self,
        statistic: Callable[[np.ndarray[Any, Any]], float],
        count: int,
        *,
        baseline: float,
        reference: float,
        paired: Callable[[np.ndarray[Any, Any]], float] | None = None,
    ) -> None:
        """Score the submission; see `prep.grading.metric.place`, whose arguments these are."""
        self.score = place(self.metric, statistic, count, baseline=baseline, reference=reference, paired=paired)

    @property
    def finding(self) -> Finding:
        """Accepted where the score cannot be told from the reference's or is better."""
        score = self.score
        if score is None:
            return Finding(Verdict.GRADER_ERROR, "the check took no metric")
        edge = score.low if score.lower_is_better else score.high
        as_good = edge <= score.reference if score.lower_is_better else edge >= score.reference
        unit = f" {score.unit}" if score.unit else ""
        told = (
            f"{score.name} {figure(score.value)}{unit} (95 % interval {figure(score.low)} to {figure(score.high)}; "
            f"baseline {figure(score.baseline)}, reference {figure(score.reference)})"
        )
        return Finding(Verdict.ACCEPTED if as_good else Verdict.WRONG_ANSWER, told)
