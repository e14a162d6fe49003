"""What a person reads of a failed hidden check: the case that it failed for, and what to look at."""

from typing import Final

_CASE: Final = "What failed: "


def what_failed(case: str, advice: str) -> str:
    """A failed hidden check in its author's words: the case that it failed for, and what to look at."""
    return f"{_CASE}{case}\n{advice}" if advice and advice != case else f"{_CASE}{case}"


def case_of(message: str) -> str:
    """The case that such words name; nothing where they name none."""
    first = message.partition("\n")[0]
    return first.removeprefix(_CASE) if first.startswith(_CASE) else ""


def perhaps_the_same(title: str, advice: str) -> str:
    """Advice where a more basic check, of this title, is wrong as well."""
    return f"Perhaps the same mistake as in “{title}”. If not: {advice}"
