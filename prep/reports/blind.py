"""Takes a person's name out of what reviewers are shown of the person's own work."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from prep.reports.view import Answer, Listing, Quote, ReportView

_LEAST: Final = 3
"""Letters; a shorter name would be found inside of anything."""

PLACEHOLDER: Final = "[name]"


def without_name(view: ReportView, name: str) -> ReportView:
    """The same with the name left out of code, answers, output and comments, as far as it is written as it is known.

    Our own words stay: a name can be a word, too.
    """
    words = name.split()
    if sum(map(len, words)) < _LEAST:
        return view
    parts = {word for word in words if len(word) >= _LEAST}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(parts | {name}, key=len, reverse=True)))})(?!\w)")

    def leave_out(text: str) -> str:
        return pattern.sub(PLACEHOLDER, text)

    changed: ReportView = _walked(view, leave_out, foreign=False)
    return changed


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
