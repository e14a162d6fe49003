"""The `latency` fixture: times the submission beside the reference, in identical jails, in the same run."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np

from prep.grading import budget, expect
from prep.grading.jail import processes
from prep.grading.server.candidate import RemoteSession, RemoteSubmission
from prep.grading.server.link import Link
from prep.grading.server.outcomes import OverBudget, TooNoisy
from prep.grading.server.stopwatch import Spent, Stopwatch
from prep.model.challenge import LatencyBudget
from prep.model.result import LatencyScore

NOTHING: Final = """
class Nothing:
    def __init__(self, *arguments, **keywords):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **keywords: None


def __getattr__(name):
    return Nothing if name[0].isupper() else lambda *arguments, **keywords: None
"""
"""A submission whose every function and method does nothing: what a call to it costs is the transport."""

Timed = str | Callable[..., Any]
"""What is timed: a function by its name, or steps that take a candidate and the arguments of a case."""

_WARM_UPS: Final = 3
_WINDOW_S: Final = 0.002
"""A window shorter than this is mostly clock noise, so it holds several calls."""

_MAX_CALLS: Final = 16

_LEAST_WINDOW_S: Final = 0.0005
"""Of the reference's own work in a window; with less, the ratio is made of what clock and transport waver by."""

_LEAST_PAIR_S: Final = 0.0001
"""What a single window counts for at least, or one that wavers would make a ratio of thousands."""


@dataclass
class Latency:
    """Compares the time of one function with the reference's."""

    sessions: Sequence[RemoteSession]
    """Of the candidate, the reference and a submission that does nothing."""

    limit: LatencyBudget
    score: LatencyScore | None = None

    def check(
        self,
        timed: Timed,
        cases: Callable[[np.random.Generator], tuple[Any, ...]],
        agree: Callable[[Any, Any], None] = expect.close,
        prepare: Callable[[RemoteSubmission], object] | None = None,
    ) -> None:
        """Call a function on fresh cases until it is clear whether it keeps the challenge's budget.

        Args:
            timed: its name in the submission; or, for work that only counts together (fit and predict of a class, or
                it would be moved to the one that is not timed), steps:
                `lambda candidate, X, y, rows: ...`, which return the last step's result.
            cases: draws the arguments of one call; every call gets new ones, so that remembering results is no use.
            agree: raises unless the submission's result (first) is as good as the reference's (second).
            prepare: called with the submission and with each that is timed beside it, before anything is timed: loads
                a model, for example.

        Raises:
            OverBudget, TooNoisy: as decided by `prep.grading.budget`; too noisy, too, where a call costs too little.
        """
        if prepare is not None:
            for session in self.sessions:
                prepare(RemoteSubmission(session))
        rng = np.random.default_rng(secrets.randbits(64))
        calls = self._warm_up(timed, cases, agree, rng)
        pairs: list[budget.Pair] = []
        decision = None
        slack = budget.WALL_SLACK if processes.tells_waiting() else budget.RAW_WALL_SLACK
        while decision is None:
            pairs.append(self._measure(timed, [cases(rng) for _ in range(calls)], rng, agree))
            decision = budget.decide(pairs, self.limit.ratio, slack)
        if np.median([pair.reference_cpu_s for pair in pairs]) < _LEAST_WINDOW_S:
            raise TooNoisy(budget.TOO_CHEAP)
        self.score = LatencyScore(
            ratio=decision.bounds.median,
            low=decision.bounds.low,
            high=decision.bounds.high,
            budget=self.limit.ratio,
            pairs=decision.pairs,
            decided_on=decision.clock,
        )
        _raise_unless_within(decision, self.limit)

    def _warm_up(
        self,
        timed: Timed,
        cases: Callable[[np.random.Generator], tuple[Any, ...]],
        agree: Callable[[Any, Any], None],
        rng: np.random.Generator,
    ) -> int:
        """First calls take longer for many reasons; the last of them tells how many calls make a window."""
        reference_s = 0.0
        for _ in range(_WARM_UPS):
            spent, values = self._call_all(timed, [cases(rng)], rng)
            agree(values[0][0], values[1][0])
            reference_s = spent[1].cpu_s - spent[2].cpu_s
        return int(np.clip(np.ceil(_WINDOW_S / max(reference_s, 1e-6)), 1, _MAX_CALLS))

    def _measure(
        self,
        timed: Timed,
        cases: list[tuple[Any, ...]],
        rng: np.random.Generator,
        agree: Callable[[Any, Any], None],
    ) -> budget.Pair:
        spent, values = self._call_all(timed, cases, rng)
        for ours, theirs in zip(values[0], values[1], strict=True):
            agree(ours, theirs)
        return pair_of(*spent)

    def _call_all(
        self, timed: Timed, cases: list[tuple[Any, ...]], rng: np.random.Generator
    ) -> tuple[list[Spent], list[list[Any]]]:
        """Call each of the three on the same cases, in a shuffled order: a fixed one favours whoever comes later.

        What the candidate does while the others are called is its own, too: it might burn time to slow them down.
        """
        candidate = _link(self.sessions[0])
        cpu_ns = candidate.cpu_ns()
        spent = [Spent(0.0, 0.0, 0.0, 0.0)] * 3
        values: list[list[Any]] = [[], [], []]
        for who in rng.permutation(3):
            session = self.sessions[who]
            one = RemoteSubmission(session)
            call = getattr(one, timed) if isinstance(timed, str) else partial(timed, one)
            stopwatch = Stopwatch(_link(session))
            values[who] = [call(*case) for case in cases]
            spent[who] = stopwatch.stop()
        spent[0] = replace(spent[0], cpu_s=(candidate.cpu_ns() - cpu_ns) / 1e9)
        return spent, values


def pair_of(candidate: Spent, reference: Spent, nothing: Spent) -> budget.Pair:
    """What a window took on both clocks, without the transport of the calls.

    Where the candidate works in other threads or processes, their queueing for a processor is in its wall time for
    good. Then the reference keeps its own, too: it queued on the same machine at the same time.
    """
    wall_s = (candidate.wall_s, reference.wall_s)
    if not candidate.queue_is_known:
        wall_s = (candidate.wall_s + candidate.queued_s, reference.wall_s + reference.queued_s)
    return budget.Pair(
        candidate_cpu_s=max(candidate.cpu_s - nothing.cpu_s, _LEAST_PAIR_S),
        reference_cpu_s=max(reference.cpu_s - nothing.cpu_s, _LEAST_PAIR_S),
        candidate_wall_s=max(wall_s[0] - nothing.wall_s, _LEAST_PAIR_S),
        reference_wall_s=max(wall_s[1] - nothing.wall_s, _LEAST_PAIR_S),
    )


def _link(session: RemoteSession) -> Link:
    assert isinstance(session.link, Link), "only what runs in a jail is timed"
    return session.link


def _raise_unless_within(decision: budget.BudgetDecision, limit: LatencyBudget) -> None:
    bounds = decision.bounds
    between = f"between {bounds.low:.2f} and {bounds.high:.2f}"
    told = f"{bounds.median:.2f} times the reference ({between}), budget {limit.ratio:g}"
    if decision.standing is budget.BudgetStanding.OVER:
        raise OverBudget(f"{told}, on the {'CPU' if decision.clock == 'cpu' else 'wall'} clock")
    if decision.standing is budget.BudgetStanding.TOO_NOISY:
        raise TooNoisy(f"{told}: too close, or the machine too busy, to tell; run it again")
