"""A report's view as what Typst is given: JSON values only, broken where a line must be able to break."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, Final

from prep.reports.charts import PAPER_WIDTH, draw
from prep.reports.pictures import Bars, Histogram, Scale, Trend
from prep.reports.square import square_svg
from prep.reports.theme import PaperSize, Theme
from prep.reports.view import Answer, Entry, Listing, Photo, Quote, ReportView, Seal, Table

_LONG: Final = re.compile(r"[^\s\u200b]{24,}")
_BREAK: Final = "\u200b"
_EVERY: Final = 12
_SEPARATORS: Final = "/_-.,;:&=)"
"""A path or an address is best broken after one of these."""

_MOST_TOGETHER: Final = 24
"""Lines of code that are kept on one page."""

_LONG_CELL: Final = 24
_LETTER_NAME: Final = {PaperSize.A4: "a4", PaperSize.LETTER: "us-letter"}


def plain_report(view: ReportView, theme: Theme, paper: PaperSize) -> dict[str, Any]:
    """Everything the template of the PDF reads."""
    running = " · ".join(part for part in (theme.team, view.title) if part)
    logo = theme.logo
    return {
        **_plain(view, "r", theme),
        "paper": _LETTER_NAME[paper],
        "name": f"{view.title}: {view.subtitle}",
        "running_left": _cut(running, 46),
        "running_right": _cut(view.subtitle, 62),
        "spelled": False,
        "signed": [*view.signed],
        "contents": [{"id": one.id, "title": _breakable(one.title)} for one in view.contents],
        "theme": {
            **{name: getattr(theme, name) for name in ("team", "footer", "ink", "accent", "good", "bad")},
            "logo": None
            if logo is None
            else logo.content.decode("utf-8", "replace")
            if logo.type == "svg"
            else [*logo.content],
            "logo_type": "" if logo is None else {"jpeg": "jpg"}.get(logo.type, logo.type),
        },
    }


def _cut(text: str, most: int) -> str:
    """What fits beside the other half of the head of a page."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spell(plain: Any, missing: Iterable[str]) -> Any:  # noqa: ANN401 - any JSON value
    """The same with every text in `missing` written as its code points."""
    table = {text: text.encode("unicode_escape").decode("ascii") for text in missing if text}
    if not table:
        return plain
    # Longest first: a letter with its marks before the letter.
    pattern = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    return _mapped(plain, lambda text: pattern.sub(lambda match: table[match[0]], text))


def is_right_to_left(text: str) -> bool:
    """By its first letter that has a direction, as Unicode's bidirectional algorithm decides (rules P2 and P3)."""
    for character in text[:2000]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _plain(value: Any, key: str, theme: Theme) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return _breakable(str(value))
    if isinstance(value, tuple):
        return [_plain(one, f"{key}-{number}", theme) for number, one in enumerate(value)]
    if not is_dataclass(value):
        return value if isinstance(value, (int, float, bool)) else str(value)
    told = {field.name: _plain(getattr(value, field.name), f"{key}-{field.name}", theme) for field in fields(value)}
    if kind := getattr(value, "kind", ""):
        told["kind"] = kind
    return told | _extras(value, key, theme)


def _extras(value: object, key: str, theme: Theme) -> dict[str, Any]:  # noqa: PLR0911 - one case a kind
    """What the template would have to work out."""
    match value:
        case Scale() | Bars() | Trend() | Histogram():
            return {
                "svg": str(draw(value, key, theme, width=PAPER_WIDTH)),
                "header": list(value.header),
                "rows": [[_breakable(cell) for cell in row] for row in value.rows],
            }
        case Quote():
            return {"rtl": is_right_to_left(value.text)}
        case Photo():
            return {"content": [*value.content]}
        case Answer():
            return {"rtl": is_right_to_left("".join(segment.text for segment in value.segments))}
        case Table():
            return {"columns": [_column(value, number) for number in range(len(value.columns))]}
        case Listing():
            return {"long": len(value.lines) + sum(len(line.remarks) for line in value.lines) > _MOST_TOGETHER}
        case Seal():
            return {"square": square_svg(value.text)}
        case Entry():
            return {"long": value.is_long}
    return {}


def _column(table: Table, number: int) -> dict[str, Any]:
    """A column of long words takes what room there is; the others as much as they need."""
    column = table.columns[number]
    long = not column.numeric and any(len(row[number]) > _LONG_CELL for row in table.rows)
    return {"title": _breakable(column.title), "numeric": column.numeric, "long": long or number == 0}


def _breakable(text: str) -> str:
    """Long words get places to break at, never between a letter and its marks."""
    return _LONG.sub(lambda match: _with_breaks(match[0]), text)


def _with_breaks(word: str) -> str:
    parts: list[str] = []
    since = 0
    for character in word:
        joined = unicodedata.category(character) in ("Mn", "Me", "Mc") or character in "\u200c\u200d"
        may_break = since >= _EVERY or (parts and parts[-1] in _SEPARATORS)
        if may_break and not joined and not (parts and parts[-1] == "\u200d"):
            parts.append(_BREAK)
            since = 0
        parts.append(character)
        since += 1
    return "".join(parts)


def _mapped(value: Any, change: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    if isinstance(value, dict):
        return {name: _mapped(one, change) for name, one in value.items()}
    return value
