"""Collects what is wrong with a piece of content."""

from dataclasses import dataclass, field


@dataclass
class Diagnostics:
    """Problems in the order in which they were found; each says how to fix it."""

    problems: list[str] = field(default_factory=list)

    def problem(self, what: str, mend: str) -> None:
        """Note that something is wrong.

        Args:
            what: where and what, in plain words.
            mend: what to do about it, as an order to the author.
        """
        self.problems.append(f"{what}; {mend}")
