"""Which known mistakes explain how a submission fails."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prep.diagnosis.case import Case, Known
from prep.model.challenge import Rejected

MOST: Final = 2
"""Causes that are named at a time; a longer list is no help."""


_PARTICULAR: Final = 0.75
"""The share of failures that have to be telling before a cause is stated."""


class Certainty(StrEnum):
    CERTAIN = "certain"
    """It fails exactly where that mistake fails, with results that another mistake would hardly give."""

    LIKELY = "likely"
    """Something to ask about: it fails alike, but others may do so, too, or it fails more than this explains."""


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A mistake that explains why some checks fail."""

    mistake: Rejected
    certainty: Certainty
    explains: tuple[str, ...]
    """Ids of checks, in the order of the challenge."""


def find_causes(case: Case) -> tuple[Cause, ...]:
    """What is most likely wrong, the surest first; nothing where no known mistake fails alike.

    A mistake is no cause if it would have failed a check that passed.
    """
    possible = [known for known in case.known if known.symptoms.keys() <= case.failed.keys()]
    exact = [known for known in possible if _is_exact(case, known)]
    whole = [known for known in exact if known.symptoms.keys() == case.failed.keys()]
    if whole:
        sure = len(whole) == 1 and _is_particular(whole[0])
        return tuple(_cause(case, known, Certainty.CERTAIN if sure else Certainty.LIKELY) for known in whole[:MOST])
    found = _covering(exact) or _nearest(case, possible)
    return tuple(_cause(case, known, Certainty.LIKELY) for known in found[:MOST])


def _cause(case: Case, known: Known, certainty: Certainty) -> Cause:
    explains = tuple(check for check in case.failed if check in known.symptoms)
    return Cause(mistake=known.mistake, certainty=certainty, explains=explains)


def _is_exact(case: Case, known: Known) -> bool:
    return all(case.is_same(check, symptom) for check, symptom in known.symptoms.items())


def _is_telling(known: Known) -> bool:
    return any(symptom is not None and symptom.is_telling for symptom in known.symptoms.values())


def _is_particular(known: Known) -> bool:
    """Whether most of how it fails is such that another mistake would hardly fail so.

    Left out one by one, known mistakes whose failures are mostly unparticular were taken for one another.
    """
    telling = sum(symptom is not None and symptom.is_telling for symptom in known.symptoms.values())
    return telling >= _PARTICULAR * len(known.symptoms)


def _covering(exact: Iterable[Known]) -> list[Known]:
    """Of several mistakes in one submission, those that explain most; each explains something that no other does."""
    covered: set[str] = set()
    found = []
    for known in sorted(filter(_is_telling, exact), key=lambda known: -len(known.symptoms)):
        if not known.symptoms.keys() <= covered:
            covered |= known.symptoms.keys()
            found.append(known)
    return found


def _nearest(case: Case, possible: Iterable[Known]) -> list[Known]:
    """The mistake that fails the same checks at the same places, and at least half of them with the same result."""
    alike = [
        (sum(case.is_same(check, symptom) for check, symptom in known.symptoms.items()), known)
        for known in possible
        if known.symptoms.keys() == case.failed.keys()
        and all(case.is_at_same_place(check, symptom) for check, symptom in known.symptoms.items())
    ]
    near = [(count, known) for count, known in alike if 2 * count >= len(known.symptoms) and _tells(case, known)]
    near.sort(key=lambda pair: -pair[0])
    return [known for _, known in near[:1]]


def _tells(case: Case, known: Known) -> bool:
    return any(
        symptom is not None and symptom.is_telling and case.is_same(check, symptom)
        for check, symptom in known.symptoms.items()
    )
