"""How a check failed, in a form in which two failures can be compared and from which nothing can be read."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Symptom:
    """Digests; alike where two submissions failed alike."""

    place: str
    """Of the verdict, the statement of the test, and the type of what was raised."""

    words: str = ""
    """Of what was said about it, figures rounded; empty where that differs from run to run."""

    is_telling: bool = False
    """Whether what came back is so particular that another mistake would hardly have led to it."""

    def __str__(self) -> str:
        return f"{self.place}-{self.words}{'*' if self.is_telling else ''}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The symptom that was written as this text; None where there is none."""
        place, dash, words = text.partition("-")
        if not (place and dash):
            return None
        return cls(place=place, words=words.removesuffix("*"), is_telling=words.endswith("*"))
