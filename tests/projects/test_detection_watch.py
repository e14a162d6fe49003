"""Drift measures against textbook values, alarms that do not flutter, and the monitor that puts them together."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from projects.detection.boxes import Detections
from projects.detection.errors import DetectionError
from projects.detection.photos import read_photo
from projects.detection.watch.alarm import Alarm, Hysteresis
from projects.detection.watch.drift import Reference, ks, psi
from projects.detection.watch.features import NAMES, Features, features_of, likeness
from projects.detection.watch.monitor import Monitor, is_stream_name, read_references, write_references
from projects.detection.watch.stream import Manner, Sign, State

RULE = Hysteresis(high=1.0, low=0.5, patience=3)


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


_PLAIN = Features(confidence=0.8, boxes=3.0, light=200.0, contrast=180.0, sharpness=0.9, view=tuple(range(-96, 96)))
_VIEWS = [tuple(int(v) for v in np.random.default_rng(seed).integers(-127, 128, 192)) for seed in range(8)]


def _references() -> dict[str, Reference]:
    spread = {"confidence": (0.5, 0.95), "boxes": (1.0, 5.0), "light": (130.0, 255.0), "sharpness": (0.45, 1.5)}
    return {name: Reference.of(np.linspace(*spread[name], 100).tolist()) for name in NAMES}


def _show(monitor: Monitor, stream: str, seconds: range, features: Callable[[int], Features]) -> State:
    for second in seconds:
        monitor.observe(stream, features(second), float(second))
    return next(state for state in monitor.states() if state.name == stream)


def _still(second: int) -> Features:
    """Held, with a sensor's noise."""
    rng = np.random.default_rng(second)
    view = tuple(int(v) for v in np.array(_VIEWS[0]) + rng.integers(-9, 10, 192))
    return replace(_PLAIN, light=200 + float(rng.normal()), sharpness=0.9 + float(rng.normal(0, 0.02)), view=view)


def _cutting(second: int) -> Features:
    shot = np.random.default_rng(second // 3)
    return replace(
        _PLAIN,
        light=float(shot.uniform(135, 255)),
        sharpness=float(shot.uniform(0.46, 1.4)),
        view=_VIEWS[int(shot.integers(8))],
    )


LATER = range(900, 1020)
FAULTS: dict[Sign, Callable[[Features], Features]] = {
    Sign.BLANK: lambda f: replace(f, light=6.0, contrast=5.0, sharpness=0.8, view=_VIEWS[7]),
    Sign.DARK: lambda f: replace(f, light=f.light / 4, contrast=f.contrast / 4),
    Sign.BLURRED: lambda f: replace(f, sharpness=f.sharpness / 7),
    Sign.MOVED: lambda f: replace(f, view=_VIEWS[1]),
}


@pytest.mark.parametrize(("life", "manner"), [(_still, Manner.STILL), (_cutting, Manner.MOVING)])
def test_a_camera_that_is_well_raises_nothing_in_an_hour_and_is_known_for_how_it_behaves(
    life: Callable[[int], Features], manner: Manner
) -> None:
    state = _show(Monitor(_references()), "shelf", range(3600), life)
    assert state.alarms == 0
    assert state.manner is manner


@pytest.mark.parametrize("sign", list(Sign))
def test_a_fault_of_one_camera_among_four_is_named_within_two_minutes_and_no_other_is(sign: Sign) -> None:
    monitor = Monitor(_references())
    for name, life in (("a", _still), ("b", _cutting), ("c", _still)):
        _show(monitor, name, range(LATER.stop), life)
    _show(monitor, "d", range(LATER.start), _still)
    assert _show(monitor, "d", LATER, lambda second: FAULTS[sign](_still(second))).raised == (sign,)
    assert {state.name for state in monitor.states() if state.alarms} == {"d"}
    assert _show(monitor, "d", range(1020, 1140), _still).raised == ()


@pytest.mark.parametrize("sign", [Sign.BLANK, Sign.DARK, Sign.BLURRED])
def test_a_fault_that_was_there_from_the_start_is_seen_as_well_and_never_learnt(sign: Sign) -> None:
    state = _show(Monitor(_references()), "shelf", range(900), lambda second: FAULTS[sign](_still(second)))
    assert state.raised == (sign,)
    assert state.manner is Manner.LEARNING


def test_a_still_camera_is_followed_when_its_light_falls_slowly_until_it_is_darker_than_training() -> None:
    monitor = Monitor(_references())

    def evening(second: int) -> Features:
        return replace(_still(second), light=max(40.0, 250 - second / 30))

    assert _show(monitor, "shelf", range(3600), evening).alarms == 0
    assert _show(monitor, "shelf", range(3600, 5400), evening).raised == (Sign.DARK,)


def test_somebody_who_passes_before_a_still_camera_raises_nothing() -> None:
    def passed(second: int) -> Features:
        return FAULTS[Sign.MOVED](_still(second)) if second % 120 < 15 else _still(second)

    monitor = Monitor(_references())
    _show(monitor, "shelf", range(900), _still)
    assert _show(monitor, "shelf", range(900, 2700), passed).alarms == 0


def test_a_camera_that_was_moved_on_purpose_learns_its_new_place() -> None:
    monitor = Monitor(_references())
    _show(monitor, "shelf", range(900), _still)
    assert _show(monitor, "shelf", LATER, lambda second: FAULTS[Sign.MOVED](_still(second))).raised
    assert monitor.learn_anew("shelf")
    after = _show(monitor, "shelf", range(1020, 2000), lambda second: FAULTS[Sign.MOVED](_still(second)))
    assert after.raised == ()
    assert not monitor.learn_anew("another")


def test_thirty_frames_a_second_are_judged_as_one_a_second_is() -> None:
    monitor = Monitor(_references())
    for frame in range(30 * 39):
        monitor.observe("shelf", _PLAIN, frame / 30)
    assert not monitor.states()[0].ready
    for frame in range(30 * 39, 30 * 42):
        monitor.observe("shelf", _PLAIN, frame / 30)
    assert monitor.states()[0].ready


def test_names_that_clients_make_up_fill_no_memory_and_the_stream_that_goes_on_is_kept() -> None:
    monitor = Monitor(_references(), most=3)
    for number in range(20):
        monitor.observe("kept", _PLAIN, float(number))
        monitor.observe(f"made-up-{number}", _PLAIN, float(number))
    assert len(monitor.states()) == 3
    assert "kept" in {state.name for state in monitor.states()}
    assert monitor.forgotten == 18


@pytest.mark.parametrize("text", ["", "-a", "a b", "a\n", "ä", '"', "x" * 41, "../x"])
def test_a_stream_has_a_name_that_metrics_and_pages_can_show(text: str) -> None:
    assert not is_stream_name(text)
    assert is_stream_name("shelf-3.left_A")


def test_light_and_sharpness_say_what_they_should_and_a_view_knows_its_place_in_any_light() -> None:
    nothing = Detections(
        boxes=np.zeros((0, 4), np.float32), confidences=np.zeros(0, np.float32), kinds=np.zeros(0, np.int64)
    )
    image = read_photo("coffee")
    usual, dark, soft, turned = (
        features_of(np.ascontiguousarray(seen).astype(np.uint8), nothing)
        for seen in (image, image // 4, cv2.GaussianBlur(image, (0, 0), 6), np.roll(image, 150, axis=1))
    )
    assert dark.light == pytest.approx(usual.light / 4, abs=2)
    assert dark.sharpness == pytest.approx(usual.sharpness, rel=0.15)
    assert soft.sharpness < usual.sharpness / 3

    def alike(other: Features) -> float:
        return likeness(np.array(usual.view, np.float32), np.array(other.view, np.float32))

    assert alike(dark) > 0.95
    assert alike(turned) < 0.4


def test_a_reference_survives_its_file(tmp_path: Path) -> None:
    write_references(_references(), tmp_path / "r.json")
    again = read_references(tmp_path / "r.json")
    assert again["light"].quantiles == pytest.approx(_references()["light"].quantiles, abs=1e-3)


@pytest.mark.parametrize("text", ["", "[]", '{"light": 3}', '{"light": ["x"]}'])
def test_a_broken_reference_says_so_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(DetectionError, match="cannot read"):
        read_references(tmp_path / "r.json")
