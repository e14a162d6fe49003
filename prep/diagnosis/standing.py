"""Whether a failed check says something by itself, or only that something else is wrong."""

from typing import Final

from prep.diagnosis.case import Case
from prep.model.verdict import Verdict

_NARROW: Final = 3
"""Checks; whoever fails more has a fault in the middle of things, and most of what fails is a consequence of it."""

_MEASURED: Final = frozenset({Verdict.OVER_BUDGET, Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT})
"""Verdicts that are about what was used, whatever else is wrong."""


def speaking_for_themselves(case: Case) -> frozenset[str]:
    """The failed checks that fail for what they are about.

    Which way of failing that is, show the known submissions that fail little else: at other places of its test a check
    fails because the results were wrong to begin with.
    """
    is_broad = len(case.failed) > _NARROW or bool(case.public & case.failed.keys())
    measured = {check.id for check in case.result.checks if check.verdict in _MEASURED}
    return frozenset(c for c in case.failed if c in measured or _speaks(case, c, is_broad=is_broad))


def primary(case: Case, own: frozenset[str]) -> str:
    """The failed check to begin with: a public one, then one that speaks for itself, then the first."""
    order = list(case.failed)
    return next((c for c in order if c in case.public), next((c for c in order if c in own), order[0]))


def _speaks(case: Case, check: str, *, is_broad: bool) -> bool:
    own = case.failed[check]
    breadths: dict[str, list[int]] = {}
    for known in case.known:
        if (symptom := known.symptoms.get(check)) is not None:
            breadths.setdefault(symptom.place, []).append(len(known.mistake.fails))
    here = breadths.get(own.place if own is not None else "", [])
    if not here:
        return not is_broad
    is_the_point = min(here) == min(map(min, breadths.values()))
    return is_the_point and (not is_broad or max(here) <= _NARROW)
