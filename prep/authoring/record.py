"""The table of what was proved of each challenge, kept as a page that each run renews for what it checked."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from prep.authoring.outcome import ProofOutcome
from prep.authoring.version import proof_version
from prep.model.errors import StorageError

_HEAD: Final = """# What is proved of the challenges

Written by `prep author check --table`, with mutants and wrong habits. A later run renews the rows of what it checks,
and `--stale` checks only what has changed since, or never was. Of mutants and habits, the first number says how many a
check noticed. Of the others, habits that are *alike* show under no seeds of the tests; those *acknowledged*, mutants
among them, have a reason in `challenge.toml`; those *open* are still to be judged. The version changes with tests,
solutions and what they are graded by, not with words, levels and points; and not with prep's own mutants and habits,
after a change of which all rows are to be made anew.
"""

_COLUMNS: Final = ("challenge", "version", "sound", "checks", "accepted", "rejected", "mutants", "habits", "alike")
_MORE: Final = ("acknowledged", "open", "seconds")


def renew_table(file: Path, outcomes: Iterable[ProofOutcome]) -> int:
    """Write the rows of these outcomes into the table, beside those that are there; the number of rows then.

    Raises:
        StorageError: the file cannot be read or written.
    """
    try:
        rows = _rows(file) | {one.challenge: _row(one) for one in outcomes if one.package is not None}
        file.write_text("\n".join([_HEAD, *_heading(), *(rows[name] for name in sorted(rows)), ""]), "utf-8")
    except OSError as error:
        raise StorageError(f"{file}: cannot be written: {error.strerror}") from None
    return len(rows)


def recorded_versions(file: Path) -> dict[str, str]:
    """The version of each challenge that the table has; nothing of a file that is not there."""
    return {name: row.split("|")[2].strip() for name, row in _rows(file).items()}


def _rows(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = [line for line in file.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {line.split("`")[1]: line for line in lines}


def _heading() -> list[str]:
    columns = (*_COLUMNS, *_MORE)
    return [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]


def _row(outcome: ProofOutcome) -> str:
    assert outcome.package is not None
    mutants, habits = outcome.mutants, outcome.habits
    cells = (
        f"`{outcome.challenge}`",
        proof_version(outcome.package.challenge),
        "yes" if outcome.ok else "no",
        outcome.checks,
        outcome.accepted,
        outcome.rejected,
        f"{mutants.killed}/{mutants.total}",
        f"{habits.killed}/{habits.total}",
        habits.alike,
        mutants.acknowledged + habits.acknowledged,
        habits.total - habits.killed - habits.alike - habits.acknowledged,
        f"{outcome.seconds:.0f}",
    )
    return f"| {' | '.join(map(str, cells))} |"
