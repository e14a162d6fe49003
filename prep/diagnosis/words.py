"""Says what is most likely wrong: what is certain as a statement, what is likely as a question."""

from collections.abc import Sequence
from typing import Final

from prep.diagnosis.causes import Cause, Certainty
from prep.model.challenge import Rejected


def cause_words(causes: Sequence[Cause]) -> str:
    """For the person who made the mistake; nothing where nothing is known.

    A `why` begins with what the submission does, as "Takes the logarithm to base 2."
    """
    if not causes:
        return ""
    if causes[0].certainty is Certainty.CERTAIN:
        return f"What is wrong: it {_doing(causes[0].mistake)}."
    first, *others = (_doing(cause.mistake) for cause in causes)
    return " ".join([f"Could it be that it {first}?", *(f"Or that it {other}?" for other in others)])


_CASE: Final = "What failed: "


def what_failed(case: str, advice: str) -> str:
    """A failed hidden check in its author's words: the case that it failed for, and what to look at."""
    return f"{_CASE}{case}\n{advice}" if advice else f"{_CASE}{case}"


def case_of(message: str) -> str:
    """The case that such words name; nothing where they name none."""
    first = message.partition("\n")[0]
    return first.removeprefix(_CASE) if first.startswith(_CASE) else ""


def perhaps_the_same(title: str, advice: str) -> str:
    """Advice where a more basic check, of this title, is wrong as well."""
    return f"Perhaps the same mistake as in “{title}”. If not: {advice}"


def _doing(mistake: Rejected) -> str:
    """As "takes the logarithm to base 2"."""
    why = mistake.why.strip().removesuffix(".")
    return why[:1].lower() + why[1:]
