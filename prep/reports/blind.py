"""Takes a person's name out of what reviewers are shown of the person's own work."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from keyword import iskeyword
from typing import Any, Final

from prep.reports.view import Answer, Listing, Quote, ReportView

_LEAST: Final = 3
"""Letters; a shorter part of a name would be found inside of anything."""

_MOST_WORDS: Final = 5
_PART: Final = re.compile(r"[^\W\d_][\w'\u2019-]*")

PLACEHOLDER: Final = "[name]"


def without_name(view: ReportView, name: str) -> ReportView:
    """The same with the name left out of code, answers, output and comments, as far as it is written as it is known.

    Our own words stay: a name can be a word, too. And it must look like a name: who calls themselves `return` would
    otherwise hide what they wrote.
    """
    pattern = _pattern(name.split())
    if pattern is None:
        return view

    def leave_out(text: str) -> str:
        return pattern.sub(PLACEHOLDER, text)

    changed: ReportView = _walked(view, leave_out, foreign=False)
    return changed


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """The whole name, and those of its words that begin as names do."""
    if not 0 < len(words) <= _MOST_WORDS or not all(map(_PART.fullmatch, words)) or sum(map(len, words)) < _LEAST:
        return None
    parts = [word for word in words if len(word) >= _LEAST and word[0].isupper() and not iskeyword(word)]
    whole = r"\s+".join(map(re.escape, words))
    edged = [rf"(?<!\w){re.escape(part)}(?!\w)" for part in sorted(parts, key=len, reverse=True)]
    if len(words) > 1 or words[0].lower() == words[0].upper():
        # Scripts without capitals have no spaces to look for either.
        edged.insert(0, whole)
    return re.compile("|".join(edged)) if edged else None


def _walked(value: Any, change: Callable[[str], str], *, foreign: bool) -> Any:  # noqa: ANN401 - any part of a view
    if isinstance(value, str):
        return change(value) if foreign and type(value) is str else value
    if isinstance(value, tuple):
        return tuple(_walked(one, change, foreign=foreign) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inside = foreign or isinstance(value, Answer | Listing | Quote)
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    walked = {name: _walked(one, change, foreign=inside) for name, one in found.items()}
    return replace(value, **{name: one for name, one in walked.items() if one is not found[name]})
