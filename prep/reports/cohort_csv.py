"""The tables of a cohort as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from prep.model.text import one_line
from prep.reports.cohort import CohortView
from prep.reports.cohort_statistics import wilson

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render_checks_csv(view: CohortView) -> str:
    """One row a check: how many passed, the rate with its interval, discrimination."""
    header = ("item", "check", "title", "kind", "graded", "passed", "rate", "rate_low", "rate_high", "discrimination")
    rows = []
    for task in view.tasks:
        interval = wilson(task.passed, task.seen)
        rate = _number(task.passed / task.seen) if task.seen else ""
        told = "" if task.discrimination is None else _number(task.discrimination)
        figures = (str(task.seen), str(task.passed), rate, _number(interval.low), _number(interval.high), told)
        rows.append((_words(task.item), _words(task.id), _words(task.title), task.kind, *figures))
    return _table(header, rows)


def render_people_csv(view: CohortView) -> str:
    """One row a sitting: its share, and that of each item; empty where nothing was graded."""
    header = ("person", "share", "taken_s", *(_words(item) for item in view.items))
    rows = [
        (
            _words(person.person),
            _number(person.share),
            "" if person.taken_s is None else f"{person.taken_s:.0f}",
            *("" if share is None else _number(share) for share in person.shares),
        )
        for person in view.people
    ]
    return _table(header, rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def _words(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    line = one_line(text, 300)
    return f"'{line}" if line.startswith(_FORMULA) else line


def _number(value: float) -> str:
    return f"{value:.4f}"
