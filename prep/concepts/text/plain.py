"""An answer in plain words: what people type as LaTeX, HTML, Markdown, symbols or wrapped lines, written out.

The grader reads this text and quotes from the original one, so each character of it knows where it came from. The same
content in other clothes should read the same: that is all this module is for. It judges nothing.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_TAGS = (
    "a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|pre|q|s|small|span|strong|sub|sup|table"
    "|tbody|td|th|thead|tr|u|ul"
)
_BLOCK_TAGS = "blockquote|br|div|h[1-6]|hr|li|ol|p|pre|table|tr|ul"

_COMMANDS = {
    "frac": "", "dfrac": "", "tfrac": "", "cdot": " * ", "times": " * ", "div": " / ", "le": " <= ", "leq": " <= ",
    "ge": " >= ", "geq": " >= ", "ne": " != ", "neq": " != ", "approx": " about ", "sim": " ~ ", "to": " -> ",
    "rightarrow": " -> ", "Rightarrow": " -> ", "implies": " -> ", "leftarrow": " <- ", "uparrow": " up ",
    "downarrow": " down ", "infty": " infinity ", "sum": " sum ", "prod": " product ", "int": " integral ",
    "sqrt": " sqrt", "partial": " d", "nabla": " gradient ", "in": " in ", "mid": " | ", "vert": "|", "lVert": "||",
    "rVert": "||", "Vert": "||", "ldots": " ... ", "dots": " ... ", "quad": " ", "qquad": " ", "lfloor": " floor(",
    "rfloor": ") ", "pm": " +/- ", "propto": " proportional to ", "forall": " for all ", "ell": "l",
    "varepsilon": "epsilon",
    "item": "\n- ",
}  # fmt: skip
"""What a command of LaTeX says; one that is not here is its own name (`\\sigma`, `\\log`)."""

_DRESSING = frozenset(
    """
    text mathrm mathbf mathit mathbb mathcal mathsf operatorname left right big Big bigl bigr hat bar vec tilde
    textbf textit emph displaystyle limits boldsymbol begin end
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Commands that only change how something looks."""

_SYMBOLS = {
    "\u2192": " -> ", "\u21d2": " -> ", "\u27f6": " -> ", "\u27f9": " -> ", "\u21a6": " -> ", "\u2190": " <- ",
    "\u2194": " <-> ", "\u21d4": " <-> ", "\u2191": " up ", "\u2193": " down ", "\u2197": " up ", "\u2198": " down ",
    "\u2264": " <= ", "\u2265": " >= ", "\u2260": " != ", "\u2248": " about ", "\u00d7": " * ", "\u00b7": " * ",
    "\u00f7": " / ", "\u00b1": " +/- ", "\u2212": "-", "\u2211": " sum ", "\u220f": " product ", "\u222b": " integral ",
    "\u221a": " sqrt ", "\u221e": " infinity ", "\u2202": " d", "\u2207": " gradient ", "\u2208": " in ",
    "\u2209": " not in ", "\u2200": " for all ", "\u2203": " there is ", "\u221d": " proportional to ",
    "\u00ac": " not ",
    "\u2227": " and ", "\u2228": " or ", "\u2026": "...", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
    "\u2013": " - ", "\u2014": " - ", "\u00a0": " ", "\u200b": "", "\ufeff": "", "\u00ad": "", "\u2713": " yes ",
    "\u2714": " yes ", "\u2717": " no ", "\u2718": " no ", "\u2225": "||",
}  # fmt: skip

_SHORT_FORMS = {
    "w/o": "without", "w/": "with ", "b/c": "because", "bc": "because", "i.e.": "that is", "e.g.": "for example",
    "eg": "for example", "ie": "that is", "vs.": "versus", "vs": "versus", "wrt": "with respect to", "=>": " -> ",
    "-->": " -> ", "==>": " -> ", "->": " -> ", "<-": " <- ", "=/=": " != ", "\u2234": "therefore", "\u2235": "because",
}  # fmt: skip

_BULLET = r"(?:[-*+\u2022\u2023\u25aa\u25cf\u25e6\u2043\u2013>]|\(?\d{1,2}[.)]|\(?[a-h]\)|\[[ x]\])[ \t]+"
_NEW_ITEM = re.compile(r"\s*" + _BULLET)
_ENDS = ".!?:;,"
_NARROWEST_PAGE = 30
"""Characters; nobody wraps lines below."""

_RAGGED = 6
"""Characters by which a line that goes on in lower case may fall short of the longest one."""

_WORDS = "|".join(re.escape(short) for short in sorted(_SHORT_FORMS, key=len, reverse=True))
_PATTERN = re.compile(
    rf"(?P<tag></?(?:{_TAGS})\b[^<>\n]{{0,200}}/?>)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,10}|#\d{1,6}|#x[0-9a-fA-F]{1,5});)"
    r"|(?P<command>\\[a-zA-Z]+\*?)"
    r"|(?P<escaped>\\[^\sa-zA-Z])"
    r"|(?P<fence>```[a-zA-Z]*|\*\*|__|`)"
    r"|(?P<rule>(?m:^[ \t]{0,8}\|?(?:[-=:|+][ \t]?){3,200}\|?[ \t]{0,8}$))"
    r"|(?P<heading>(?m:^[ \t]{0,8}#{1,6}[ \t]))"
    r"|(?P<break>\r?\n[ \t\r]*(?:\n[ \t\r]*)*)"
    rf"|(?P<short>(?<![\w/.\\])(?:{_WORDS})(?!\w))"
    r"|(?P<symbol>[^\x00-\x7f])",
)
_BRACES = re.compile(r"\}\s*\{|[{}$]")


@dataclass(frozen=True)
class Plain:
    """The text that is read, and where each of its characters stands in the original."""

    text: str
    origins: tuple[int, ...]
    """For each character the index of the original it came from; one more at the end, for spans."""

    def span_in_original(self, start: int, end: int) -> tuple[int, int]:
        """A slice of the plain text as a slice of the original."""
        if start >= end:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1


def plain(text: str) -> Plain:
    """Write a text out in plain words."""
    wraps = _wrapped_breaks(text)
    is_latex = bool(re.search(r"\\[a-zA-Z]{2,}|\$[^$\n]{1,300}\$", text))
    pieces: list[str] = []
    origins: list[int] = []

    def add(piece: str, at: int, *, verbatim: bool = False) -> None:
        pieces.append(piece)
        origins.extend(range(at, at + len(piece)) if verbatim else [at] * len(piece))

    position = 0
    for match in _PATTERN.finditer(text):
        _add_rest(text, position, match.start(), add, is_latex=is_latex)
        add(_written_out(text, match, wraps), match.start())
        position = match.end()
    _add_rest(text, position, len(text), add, is_latex=is_latex)
    return Plain("".join(pieces), (*origins, len(text)))


def _add_rest(text: str, start: int, end: int, add: Callable[..., None], *, is_latex: bool) -> None:
    """What needs no writing out, but for the braces and dollars of LaTeX."""
    position = start
    for match in _BRACES.finditer(text, start, end) if is_latex else ():
        add(text[position : match.start()], position, verbatim=True)
        add({"{": "(", "}": ")", "$": " "}.get(match.group(), ") / ("), match.start())
        position = match.end()
    add(text[position:end], position, verbatim=True)


def _written_out(text: str, match: re.Match[str], wraps: frozenset[int]) -> str:
    found = match.group()
    match match.lastgroup:
        case "tag":
            return "\n" if re.match(rf"</?(?:{_BLOCK_TAGS})\b", found, re.IGNORECASE) else ""
        case "entity":
            return "".join(_symbol(character) for character in html.unescape(found))
        case "command":
            name = found[1:].rstrip("*")
            return "" if name in _DRESSING else _COMMANDS.get(name, f" {name.lower()} ")
        case "escaped":
            return " " if found[1] in ",;:! \\" else found[1]
        case "break":
            return _break(text, match, wraps)
        case "short":
            return _SHORT_FORMS[found]
        case "symbol":
            return _symbol(found)
    return " " if match.lastgroup == "rule" else ""


def _break(text: str, match: re.Match[str], wraps: frozenset[int]) -> str:
    """A line that was only wrapped goes on; another one ends what it says, also without a full stop."""
    if match.start() in wraps:
        return " "
    before = text[: match.start()].rstrip()
    return "\n" if not before or before[-1] in _ENDS else ".\n"


def _wrapped_breaks(text: str) -> frozenset[int]:
    """Where a line ends only because the next word would not have fitted."""
    lines = list(_lines(text))
    width = max((len(line) for _, line in lines[:-1]), default=0)
    if width < _NARROWEST_PAGE:
        return frozenset()
    wraps = set()
    for (start, line), (_, following) in pairwise(lines):
        first = following.split(maxsplit=1)[0] if following.strip() else ""
        slack = _RAGGED if first[:1].islower() else 0
        full = len(line.rstrip()) + 1 + len(first) > width - slack
        if first and line.strip() and full and not _NEW_ITEM.match(following):
            wraps.add(start + len(line.rstrip("\r")))
    return frozenset(wraps)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _symbol(character: str) -> str:
    """A letter stays; a symbol of mathematics becomes what one says for it."""
    if character in _SYMBOLS:
        return _SYMBOLS[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK") and "LETTER" in name:
        return f" {name.split('LETTER ')[1].split()[-1].lower()} "
    if name.startswith("SUPERSCRIPT"):
        return "^" + unicodedata.normalize("NFKC", character)
    if name.startswith("COMBINING") or unicodedata.category(character) in {"Cf", "So", "Sk"}:
        return ""
    return unicodedata.normalize("NFKC", character)
