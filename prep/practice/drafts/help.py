"""What help a person took with a challenge or a question, and what it costs; told before it is taken."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from prep.model.challenge import Challenge
from prep.store.files import read_file, write_file

HINT_SHARE: Final = 0.1
"""Of a challenge's points, for each hint."""

HELP_FILE: Final = "help.json"


@dataclass(frozen=True, kw_only=True)
class Help:
    """Kept beside the draft, so that it survives a restart."""

    hints: int = 0
    reference_shown: bool = False
    """From then on attempts no longer count."""

    def cost(self, challenge: Challenge) -> float:
        """Points that the hints taken so far cost."""
        return round(self.hints * hint_price(challenge), 2)

    def with_hint(self) -> Self:
        return replace(self, hints=self.hints + 1)

    def with_reference(self) -> Self:
        return replace(self, reference_shown=True)


def hint_price(challenge: Challenge) -> float:
    """Points that one more hint costs."""
    return round(challenge.max_points * HINT_SHARE, 2)


def load_help(folder: Path) -> Help:
    """What help was taken; a file that is spoilt counts as none.

    Raises:
        StorageError: it cannot be read.
    """
    try:
        kept = json.loads(read_file(folder / HELP_FILE) or "{}")
        return Help(hints=max(0, int(kept.get("hints", 0))), reference_shown=bool(kept.get("reference_shown")))
    except (ValueError, TypeError, AttributeError):
        return Help()


def save_help(folder: Path, taken: Help) -> None:
    """Keep what help was taken.

    Raises:
        StorageError: it cannot be written.
    """
    write_file(folder / HELP_FILE, json.dumps({"format_version": 1, **vars(taken)}) + "\n")
