"""The reference solution of a challenge with what explains it, for who has finished or given up."""

import ast
from dataclasses import dataclass

from prep.catalog.challenges import load_reference
from prep.model.challenge import Challenge
from prep.model.errors import ContentError
from prep.model.reading import FurtherReading


@dataclass(frozen=True, kw_only=True)
class ShownSolution:
    """What a person may read afterwards."""

    source: str
    explanation: str
    """What the reference says of itself."""

    mistakes: tuple[str, ...]
    """The mistakes that the hidden tests look for."""

    read_next: tuple[str, ...]
    reading: tuple[FurtherReading, ...] = ()

    @property
    def markdown(self) -> str:
        """All but the source, to be read beside it."""
        parts = ["# The reference solution", self.explanation or "It explains itself in its code."]
        if self.mistakes:
            parts += ["## Mistakes that the tests look for", "\n".join(f"- {line}" for line in self.mistakes)]
        if self.read_next:
            parts += ["## Go on with", "\n".join(f"- {line}" for line in self.read_next)]
        if self.reading:
            parts += ["## Read up on it", "\n".join(f"- {one.line}" for one in self.reading)]
        return "\n\n".join(parts) + "\n"


def load_solution(challenge: Challenge, reading: tuple[FurtherReading, ...] = ()) -> ShownSolution:
    """The reference of a challenge, and where to read up on it.

    Raises:
        ContentError: it cannot be read.
    """
    source = load_reference(challenge)
    return ShownSolution(
        source=source,
        explanation=_docstring(source),
        mistakes=tuple(one.why for one in challenge.spec.rejected),
        read_next=challenge.spec.read_next,
        reading=reading,
    )


def _docstring(source: str) -> str:
    try:
        return ast.get_docstring(ast.parse(source)) or ""
    except SyntaxError:
        return ""


def reference_beside(challenge: Challenge) -> str:
    """The reference, to be shown beside what passed; where it cannot be read, nothing: no attempt is lost for it."""
    try:
        return load_reference(challenge)
    except ContentError:
        return ""
