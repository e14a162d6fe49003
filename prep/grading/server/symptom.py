"""How a check failed, as digests: submissions with the same mistake fail at the same place and with the same words.

The reports compare them with those of a challenge's rejected submissions, whose mistakes are known. Only digests leave
the test server, since what they are of may hold a hidden value.
"""

import re
import traceback
from hashlib import sha256
from pathlib import Path
from typing import Final

from prep.grading.server.outcomes import CandidateRaised
from prep.model.result import MetricScore
from prep.model.symptom import Symptom
from prep.model.verdict import Verdict

_FIGURE: Final = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_FEW_DIGITS: Final = 3
"""As many as two ways to compute the same wrong thing share, whatever they round on their way."""

_LONG: Final = 40
"""Characters; what came and is as long as this is hardly the same by chance."""

_MOST: Final = 4000
"""Characters of what is said that are looked at."""

_NOTHING: Final = 1e-9
"""Below it a figure is what rounding left of 0."""

_WITHOUT_WORDS: Final = frozenset({Verdict.OVER_BUDGET, Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT})
"""What is said with these is measured, and differs from run to run."""


def symptom_of(error: BaseException, verdict: Verdict) -> Symptom:
    """Of the exception out of a test, and the verdict that it stands for."""
    frames = traceback.extract_tb(error.__traceback__)
    statements = [f"{frame.name}:{frame.line}" for frame in frames if Path(frame.filename).name.startswith("test_")]
    raised = error.type_name if isinstance(error, CandidateRaised) else ""
    place = _digest("\n".join([verdict, raised, *statements]))
    if verdict in _WITHOUT_WORDS:
        return Symptom(place=place)
    said = f"{error.type_name}: {error.text}" if isinstance(error, CandidateRaised) else str(error)
    said = said[:_MOST]
    return Symptom(place=place, words=_digest(_rounded(said)), is_telling=_is_telling(said))


def symptom_of_metric(score: MetricScore) -> Symptom:
    """Of a metric that is too far from the reference's."""
    return Symptom(place=_digest(score.name), words=_digest(_rounded(repr(score.value))), is_telling=True)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _rounded(text: str) -> str:
    return _FIGURE.sub(lambda found: _few_digits(float(found.group())), text)


def _few_digits(value: float) -> str:
    return "0" if abs(value) < _NOTHING else f"{value:.{_FEW_DIGITS}g}"


def _is_telling(said: str) -> bool:
    """Whether what came is so particular that another mistake would hardly have led to it."""
    came, expected, _ = said.partition(", expected ")
    if expected and len(came) > _LONG:
        return True
    return any(map(_is_particular, _FIGURE.findall(came)))


def _is_particular(figure: str) -> bool:
    """A fraction of several digits; whole numbers are counts and lengths, which many mistakes have in common."""
    digits = re.sub(r"e.*|[-.]", "", figure).strip("0")
    return "." in figure and len(digits) >= _FEW_DIGITS
