"""Colours of Python code, as pygments tells its words apart: nothing is run, and no letter is changed.

It is the last thing done to a report, so that whatever was taken out of the code before is in no run either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from prep.reports.view import Block, Entry, Listing, Quote, ReportView, Token, TokenKind

if TYPE_CHECKING:
    from pygments.lexers.python import PythonLexer


def with_colours(view: ReportView) -> ReportView:
    """The same with its Python in runs."""
    sections = tuple(replace(one, blocks=tuple(map(_coloured, one.blocks))) for one in view.sections)
    return replace(view, sections=sections)


def python_tokens(text: str) -> Iterator[Token]:
    """The text in runs; together they are the text, letter by letter."""
    from pygments import token as kinds  # only for reports

    known = (
        (kinds.Comment, TokenKind.COMMENT),
        (kinds.String, TokenKind.STRING),
        (kinds.Number, TokenKind.NUMBER),
        (kinds.Keyword, TokenKind.KEYWORD),
        (kinds.Operator.Word, TokenKind.KEYWORD),
        (kinds.Name.Function, TokenKind.NAME),
        (kinds.Name.Class, TokenKind.NAME),
    )
    run, last = "", TokenKind.PLAIN
    for _, kind, words in _lexer().get_tokens_unprocessed(text):
        found = next((ours for theirs, ours in known if kind in theirs), TokenKind.PLAIN)
        if found is not last and run:
            yield Token(run, last)
            run = ""
        run, last = run + words, found
    if run:
        yield Token(run, last)


@cache
def _lexer() -> "PythonLexer":
    from pygments.lexers.python import PythonLexer

    return PythonLexer()


def _coloured(block: Block) -> Block:
    match block:
        case Listing() if block.is_python:
            lines = _in_lines([line.text for line in block.lines])
            return replace(
                block, lines=tuple(replace(line, tokens=run) for line, run in zip(block.lines, lines, strict=True))
            )
        case Quote():
            return _quote(block)
        case Entry():
            return replace(block, blocks=tuple(_quote(b) if isinstance(b, Quote) else b for b in block.blocks))
    return block


def _quote(quote: Quote) -> Quote:
    return replace(quote, tokens=tuple(python_tokens(quote.text))) if quote.is_python else quote


def _in_lines(lines: Sequence[str]) -> list[tuple[Token, ...]]:
    """The runs of each line: a string or comment may go over many."""
    found: list[list[Token]] = [[] for _ in lines] or [[]]
    at = 0
    for token in python_tokens("\n".join(lines)):
        first, *more = token.text.split("\n")
        for number, part in enumerate((first, *more)):
            at += number > 0
            if part:
                found[at].append(Token(part, token.kind))
    return [tuple(line) for line in found[: len(lines)]]
