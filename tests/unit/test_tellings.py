"""A metric on hidden labels is told only so often."""

from dataclasses import replace

from prep.catalog.challenges import load_challenge
from prep.catalog.locate import shipped_root
from prep.model.result import CheckResult, MetricScore
from prep.model.verdict import Verdict
from prep.practice.shown.tellings import Tellings

CHALLENGE = load_challenge([shipped_root()], "housing/whole-pipeline")
SCORE = MetricScore(
    name="MAE",
    unit="$",
    lower_is_better=True,
    value=15_000,
    low=14_000,
    high=16_000,
    baseline=24_000,
    reference=12_000,
    share=0.75,
)
SCORED = CheckResult(
    id="m", verdict=Verdict.WRONG_ANSWER, points=37.5, max_points=50, time_s=1, message="MAE 15,000", metric=SCORE
)


def test_as_long_as_a_telling_is_left_the_score_is_told() -> None:
    assert CHALLENGE.spec.tellings == 3
    for attempts in range(3):
        assert Tellings.of(CHALLENGE, attempts).veil(SCORED) == SCORED


def test_then_neither_score_nor_points_nor_message_give_it_away() -> None:
    veiled = Tellings.of(CHALLENGE, 3).veil(SCORED)
    assert (veiled.verdict, veiled.points, veiled.metric) == (Verdict.SKIPPED, 0, None)
    assert "15" not in veiled.message


def test_checks_without_a_metric_are_told_always() -> None:
    plain = replace(SCORED, metric=None)
    assert Tellings.of(CHALLENGE, 99).veil(plain) == plain


def test_a_challenge_without_a_limit_tells_always() -> None:
    endless = load_challenge([shipped_root()], "housing/linear-regression")
    assert Tellings.of(endless, 99).veil(SCORED) == SCORED
