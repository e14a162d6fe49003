"""Says what is most likely wrong: what is certain as a statement, what is likely as a question."""

from collections.abc import Sequence

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


def _doing(mistake: Rejected) -> str:
    """As "takes the logarithm to base 2"."""
    why = mistake.why.strip().removesuffix(".")
    return why[:1].lower() + why[1:]
