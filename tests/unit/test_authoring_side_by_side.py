"""Challenges are checked side by side, and told in their order."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from prep.authoring import side_by_side
from prep.authoring.bench import OnStep
from prep.authoring.check import Demands, compares_times
from prep.authoring.outcome import ProofOutcome
from prep.authoring.side_by_side import SideBySide
from prep.catalog.locate import shipped_root
from prep.model.errors import ContentError

Check = Callable[[str, OnStep], None]
LONG_S = 30
"""Far more than anything here takes; a test that waits so long fails."""


def begin(monkeypatch: pytest.MonkeyPatch, check: Check, *ids: str, jobs: int = 2) -> SideBySide:
    """Check these with a stand-in for what grades."""

    def stand_in(_roots: Any, challenge_id: str, _grader: Any, _demands: Demands, on_step: OnStep) -> ProofOutcome:
        check(challenge_id, on_step)
        return ProofOutcome(challenge=challenge_id, problems=(), seconds=0.0)

    monkeypatch.setattr(side_by_side, "check_challenge", stand_in)
    return SideBySide([], ids, Demands(), jobs, lambda _challenge_id: lambda _done, _planned: None)


def test_two_are_checked_at_a_time_and_told_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    second_is_done = Event()

    def check(challenge_id: str, _on_step: OnStep) -> None:
        if challenge_id == "a/first":
            assert second_is_done.wait(LONG_S)
        else:
            second_is_done.set()

    with begin(monkeypatch, check, "a/first", "a/second", "a/third") as challenges:
        assert [outcome.challenge for outcome in challenges.outcomes()] == ["a/first", "a/second", "a/third"]


def test_what_stops_a_check_is_told_where_its_outcome_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(_challenge_id: str, _on_step: OnStep) -> None:
        raise ContentError("the extra `author` is missing")

    with begin(monkeypatch, check, "a/first") as challenges, pytest.raises(ContentError, match="is missing"):
        list(challenges.outcomes())


def test_whoever_leaves_early_stops_what_is_going_on_and_what_has_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, left, seen = Event(), Event(), []

    def check(challenge_id: str, on_step: OnStep) -> None:
        seen.append(challenge_id)
        begun.set()
        assert left.wait(LONG_S)
        on_step(1, 2)
        seen.append("went on")

    challenges = begin(monkeypatch, check, "a/first", "a/second", jobs=1)
    with challenges:
        assert begun.wait(LONG_S)
        challenges._stopped.set()
        left.set()
    assert seen == ["a/first"]


def test_only_challenges_with_a_latency_budget_compare_times(tmp_path: Path) -> None:
    roots = [shipped_root()]
    assert compares_times(roots, "detection/batched-nms")
    assert not compares_times(roots, "housing/linear-regression")
    folder = tmp_path / "challenges" / "demo" / "broken"
    folder.mkdir(parents=True)
    (folder / "challenge.toml").write_text("[[[", "utf-8")
    assert not compares_times([tmp_path], "demo/broken")
