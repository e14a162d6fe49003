"""How proofs are shown: a bar while they run, each outcome in words, all of them in rows."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import click

from prep.authoring.bench import OnStep
from prep.authoring.notices import notices
from prep.authoring.outcome import GradedExemplar, ProofOutcome
from prep.authoring.side_by_side import OnChallenge

_ROW: Final = "{:<36} {:>6} {:>8} {:>8} {:>9} {:>9} {:>5} {:>12} {:>7}"


@contextmanager
def progress_of(ids: Sequence[str]) -> Iterator[OnChallenge]:
    """A bar on stderr where a person watches: how much of all challenges that have begun is done."""
    if not ids or not sys.stderr.isatty():
        yield lambda _challenge_id: lambda _done, _planned: None
        return
    steps: dict[str, tuple[int, int]] = {}
    label = ids[0] if len(ids) == 1 else f"{len(ids)} challenges"
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def on_challenge(challenge_id: str) -> OnStep:
            def on_step(done: int, planned: int) -> None:
                steps[challenge_id] = (done, planned)
                # What has not begun is taken to be as long as what has.
                bar.length = sum(planned for _, planned in steps.values()) * len(ids) // len(steps)
                bar.update(sum(done for done, _ in steps.values()) - bar.pos)

            return on_step

        yield on_challenge


def outcome_in_words(outcome: ProofOutcome) -> str:
    """A challenge's outcome for a person: what is wrong, and what passes and is worth a look all the same."""
    passed = " passed" if outcome.ok else ""
    found = list(notices(outcome))
    lines = [f"{'✓' if outcome.ok else '✗'} {outcome.challenge}{passed} ({outcome.seconds:.0f} s)"]
    lines += [f"  {problem}" for problem in outcome.problems]
    if outcome.ok and found:
        lines.append("  it may stay as it is; worth a look:")
    return "\n".join([*lines, *found, *map(_exemplar, outcome.exemplars)])


def _exemplar(one: GradedExemplar) -> str:
    """How an exemplar is graded beside what its author lists."""
    parts = [f"  exemplar {one.number} earns {one.earned:.0%} and deserves {one.deserved:.0%}"]
    parts += [f"not found: {', '.join(one.missed)}"] if one.missed else []
    parts += [f"found and not listed: {', '.join(one.unlisted)}"] if one.unlisted else []
    return "; ".join(parts)


def outcomes_in_rows(outcomes: Sequence[ProofOutcome]) -> str:
    head = _ROW.format(
        "challenge", "checks", "accepted", "rejected", "mutants", "habits", "alike", "acknowledged", "seconds"
    )
    rows = [
        _ROW.format(
            outcome.challenge,
            outcome.checks,
            outcome.accepted,
            outcome.rejected,
            f"{outcome.mutants.killed}/{outcome.mutants.total}",
            f"{outcome.habits.killed}/{outcome.habits.total}",
            outcome.habits.alike,
            outcome.mutants.acknowledged + outcome.habits.acknowledged,
            f"{outcome.seconds:.0f}",
        )
        for outcome in outcomes
    ]
    return "\n".join(["", head, *rows])
