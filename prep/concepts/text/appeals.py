"""Sentences that speak to whoever marks an answer instead of answering: they are not read."""

import re
from collections.abc import Sequence

from prep.concepts.text.clauses import TextSpan

_MARKING = r"(?:rubrics?|grad(?:er|ing)|mark(?:er|ing)|scor(?:er|ing)|examiner|instructions?|criteria|prompt)"
_ALL = r"(?:all|every|each)(?: (?:one|of))?(?: the)?"
_POINTS = r"(?:key |important |required |expected )?(?:points?|criteria|criterion)"
_WORK = r"(?:answer|response|submission|solution)"
_APPEALS = re.compile(
    rf"\b(?:ignore|disregard|forget|override)\s+(?:\w+\s+){{0,4}}{_MARKING}\b"
    r"|\b(?:award|deserves?|grant)\s+(?:\w+\s+){0,3}(?:full|maximum|top|perfect)\s+(?:marks?|points|score|credit)\b"
    r"|\b(?:full|maximum)\s+marks\b"
    rf"|\bgive\s+(?:me|my {_WORK}|this {_WORK})\b[^.!?\n]{{0,40}}\b(?:marks?|points|score|credit)\b"
    rf"|\b(?:this|my)\s+{_WORK}\s+(?:\w+\s+){{0,2}}"
    rf"(?:makes|covers|contains|mentions|satisfies|meets|includes)\s+{_ALL}\s+{_POINTS}\b"
    rf"|\b{_ALL}\s+(?:(?:key|required|expected)\s+points?|criteria)\s+(?:of the (?:model answer|rubric)\s+)?"
    r"(?:are|is|were|have been)\s+(?:made|covered|met|mentioned|included|satisfied|addressed)\b"
    r"|\bthis\s+answer\s+is\s+(?:\w+\s+){0,2}(?:complete|correct|perfect|excellent)\b"
    rf"|\b(?:dear|note to(?: the)?|attention,?|the) (?:grader|marker|examiner|evaluator)\b",
    re.IGNORECASE,
)
"""Narrow on purpose: a box with the maximum score, or a model that scores perfectly, are what answers are about."""


def appeals(text: str, spans: Sequence[TextSpan]) -> frozenset[int]:
    """The indices of the sentences that ask for marks or claim to have earned them."""
    return frozenset(index for index, span in enumerate(spans) if _APPEALS.search(span.of(text)))
