"""Reads the inline Markdown of content (advice, feedback, questions) into spans; strangers' text never comes here."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from prep.model.text import visible
from prep.reports.view import Inline, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def plain(text: str, *, strong: bool = False) -> Inline:
    """The text as it stands."""
    return (Span(text, strong=strong),)


@lru_cache(maxsize=4096)
def inline(text: str) -> Inline:
    """Code, strong and linked runs of a paragraph of Markdown; line breaks become spaces."""
    (root,) = _reader().parseInline(" ".join(visible(text).split()))
    return tuple(_spans(root.children or ()))


def text_of(spans: Inline) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def _spans(tokens: Sequence["Token"]) -> Iterator[Span]:
    strong, href = 0, ""
    for token in tokens:
        if token.type in ("strong_open", "em_open"):
            strong += 1
        elif token.type in ("strong_close", "em_close"):
            strong -= 1
        elif token.type == "link_open":
            href = _web_address(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            href = ""
        elif token.content:
            yield Span(token.content, code=token.type == "code_inline", strong=strong > 0, href=href)


def _web_address(href: str) -> str:
    return href if href.startswith(("https://", "http://")) else ""


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # only for reports

    return MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape"])
