"""Drift measures against textbook values, alarms that do not flutter, and the monitor that puts them together."""

from pathlib import Path

import numpy as np
import pytest

from projects.detection.errors import DetectionError
from projects.detection.watch.alarm import Alarm, Hysteresis
from projects.detection.watch.drift import Reference, ks, psi
from projects.detection.watch.features import NAMES, Features
from projects.detection.watch.monitor import Monitor, Rule, read_references, write_references

RULE = Hysteresis(high=1.0, low=0.5, patience=3)
QUICK = Rule(every=2, window=40, look=4)


def _reference(seed: int = 0) -> Reference:
    return Reference.of(np.random.default_rng(seed).normal(0, 1, 5000).tolist())


def test_the_index_of_two_known_shares_is_the_formula_s() -> None:
    # A tenth in each bin; the window has everything in the two lowest, half and half.
    reference = Reference.of(np.linspace(0, 1, 1001).tolist())
    window = np.array([0.05] * 50 + [0.15] * 50)
    floor = 0.005
    expected = 2 * (0.5 - 0.1) * np.log(0.5 / 0.1) + 8 * (floor - 0.1) * np.log(floor / 0.1)
    assert psi(reference, window) == pytest.approx(expected, rel=0.06)


def test_both_measures_are_near_nothing_on_more_of_the_same_and_large_on_something_else() -> None:
    same = np.random.default_rng(1).normal(0, 1, 3000)
    assert psi(_reference(), same) < 0.02
    assert ks(_reference(), same) < 0.05
    assert psi(_reference(), same + 2) > 1
    assert ks(_reference(), same + 2) == pytest.approx(0.68, abs=0.03)  # 2 Phi(1) - 1


@pytest.mark.parametrize("seed", range(4))
def test_the_distance_is_scipy_s_ties_included(seed: int) -> None:
    from scipy.stats import ks_2samp

    values = np.random.default_rng(seed).normal(0.5, 2, 90).round(1)
    expected = ks_2samp(np.array(_reference().quantiles), values).statistic
    assert ks(_reference(), values) == pytest.approx(expected)


def test_counts_that_fill_few_bins_can_be_compared_too() -> None:
    reference = Reference.of([1.0] * 60 + [2.0] * 40)
    assert psi(reference, np.array([1.0] * 60 + [2.0] * 40)) == pytest.approx(0, abs=0.01)
    assert psi(reference, np.array([5.0] * 100)) > 0.5


def test_an_alarm_rises_after_three_looks_in_a_row_and_not_after_two() -> None:
    alarm = Alarm()
    for value in (2.0, 2.0, 0.7, 2.0, 2.0):
        alarm = alarm.look(value, RULE)
        assert not alarm.raised
    assert alarm.look(2.0, RULE).raised


def test_a_raised_alarm_stays_between_its_lines_and_falls_after_three_looks_below() -> None:
    alarm = Alarm(raised=True)
    for value in (0.7, 0.4, 0.4, 0.7, 0.4, 0.4):
        alarm = alarm.look(value, RULE)
        assert alarm.raised
    assert not alarm.look(0.4, RULE).raised


def test_lines_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="must lie below"):
        Hysteresis(high=0.5, low=0.5)


def _features(rng: np.random.Generator, brightness: float) -> Features:
    return Features(
        confidence=rng.uniform(0.5, 0.9),
        boxes=float(rng.integers(1, 6)),
        brightness=rng.normal(brightness, 20),
        sharpness=rng.normal(40, 8),
    )


def _monitor() -> Monitor:
    rng = np.random.default_rng(0)
    rows = [_features(rng, 120) for _ in range(2000)]
    return Monitor({name: Reference.of([getattr(row, name) for row in rows]) for name in NAMES}, QUICK)


def test_the_monitor_is_quiet_on_the_usual_raises_on_a_shift_and_clears_when_it_is_over() -> None:
    monitor, rng = _monitor(), np.random.default_rng(1)
    for _ in range(1000):
        monitor.observe(_features(rng, 120))
    assert monitor.state().raised == ()
    for _ in range(120):
        monitor.observe(_features(rng, 20))
    assert monitor.state().raised == ("brightness",)
    for _ in range(200):
        monitor.observe(_features(rng, 120))
    assert monitor.state().raised == ()
    assert monitor.state().alarms == 1


def test_nothing_is_judged_before_a_window_is_full() -> None:
    monitor, rng = _monitor(), np.random.default_rng(1)
    for _ in range(QUICK.every * QUICK.window - 1):
        monitor.observe(_features(rng, 20))
    assert not monitor.state().ready


def test_a_reference_survives_its_file(tmp_path: Path) -> None:
    write_references({"brightness": _reference()}, tmp_path / "r.json")
    again = read_references(tmp_path / "r.json")["brightness"]
    assert again.quantiles == pytest.approx(_reference().quantiles, abs=1e-3)


@pytest.mark.parametrize("text", ["", "[]", '{"brightness": 3}', '{"brightness": ["x"]}'])
def test_a_broken_reference_says_so_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(DetectionError, match="cannot read"):
        read_references(tmp_path / "r.json")
