"""What a report says beside its signed result: a signature covers that alone, and the page around it can be changed."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from prep.assessment.decision.signed_result import LONGEST, ResultClaim
from prep.model.text import one_line
from prep.reports.foreign import shown_line

_UNSEEN: Final = ("script", "style")
_NAMED: Final = re.compile(r"^.*\breport for (\S.*)$", re.MULTILINE)
_RESULT: Final = re.compile(r"^(?:## )?Result\n(.{0,400}?)([\d.]+)\s?%", re.MULTILINE | re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([^\w\s]|_)")
"""In Markdown."""

_ROUNDING: Final = 0.0011
"""Two shares of the same result may differ by this: one is rounded to be signed, the other to be shown."""


def differences(content: bytes, claim: ResultClaim) -> Iterator[str]:
    """Where an HTML or text report shows another name or score than the signed one.

    Nothing is found in a PDF, whose text is packed, nor in a page that was rewritten: people compare these by eye.
    """
    shown = _shown(content)
    signed = one_line(shown_line(claim.person, LONGEST), LONGEST)
    for name in dict.fromkeys(_NAMED.findall(shown)):
        if one_line(name.strip(), LONGEST) != signed:
            yield f"the page names “{one_line(name.strip(), 60)}”, but signed is “{one_line(claim.person, 60)}”"
    result = _RESULT.search(shown)
    if result is None:
        return
    try:
        share = float(result[2]) / 100
    except ValueError:
        share = -1.0
    if abs(share - claim.share) > _ROUNDING:
        yield f"the page says {result[2]} %, but signed is {100 * claim.share:.1f} %"


def _shown(content: bytes) -> str:
    text = "" if content.startswith(b"%PDF") else content.decode("utf-8", "replace")
    if "<html" not in text[:2000].casefold():
        return _ESCAPED.sub(r"\1", text)
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.pieces)


class _Page(HTMLParser):
    """The text of a page as somebody reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives it
        self._unseen = tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = False

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)
