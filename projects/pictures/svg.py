"""SVG as text: elements, numbers and words that are safe to put into them."""

import re
from html import escape
from typing import NewType
from zlib import crc32

Svg = NewType("Svg", str)
"""Markup, as opposed to words that still have to be escaped: the type checker keeps them apart."""

WIDTH = 600
"""Of every picture, in its own units: narrow, so that the text stays readable on a phone."""

TEXT_SIZE = 14

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def number(value: float) -> str:
    """With one decimal at most: a tenth of a unit is finer than a screen shows."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def words(text: str) -> Svg:
    """Escapes what XML would read as markup and replaces the characters that it forbids."""
    return Svg(escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)))


def element(tag: str, *children: Svg, **attributes: str | float) -> Svg:
    """One element. An underscore in an attribute's name stands for a hyphen: `stroke_width`."""
    given = "".join(f' {name.replace("_", "-")}="{_value(value)}"' for name, value in attributes.items())
    if not children:
        return Svg(f"<{tag}{given}/>")
    return Svg(f"<{tag}{given}>{''.join(children)}</{tag}>")


def label(text: str, x: float, y: float, **attributes: str | float) -> Svg:
    """Words at a place; `y` is their base line."""
    return element("text", words(text), x=x, y=y, **attributes)


def note(text: str, x: float, y: float, **attributes: str | float) -> Svg:
    """Words that stand among the data: a white rim keeps them readable there."""
    rim: dict[str, str | float] = {
        "paint_order": "stroke",
        "stroke": "#fff",
        "stroke_width": 4,
        "stroke_linejoin": "round",
    }
    return label(text, x, y, **rim, **attributes)


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """An estimate on the wide side, since no font can be measured here."""
    return 0.58 * size * len(text)


def document(*, title: str, desc: str, height: float, body: list[Svg]) -> str:
    """A whole picture with the two texts that a screen reader speaks.

    It has no size of its own but a shape, so it fills whatever width it is given. The ids come from the
    texts: several pictures can stand in one page.
    """
    key = f"{crc32((title + desc).encode()):08x}"
    return element(
        "svg",
        element("title", words(title), id=f"title-{key}"),
        element("desc", words(desc), id=f"desc-{key}"),
        element("rect", width=WIDTH, height=height, fill="#fff"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        role="img",
        aria_labelledby=f"title-{key} desc-{key}",
        font_family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif",
        font_size=TEXT_SIZE,
        fill="#222",
    )


def _value(value: str | float) -> str:
    return words(value) if isinstance(value, str) else number(value)
