"""Renders a report as PDF: tagged, by the standard for accessible documents (PDF/UA-1), with its fonts inside.

Typst sets it, and gets all text as data, never as source. The wheel's own fonts are used as long as they have every
letter, so that the same report gives the same bytes on every machine. Where they do not, the machine's fonts are asked,
and letters that none of them has are written as code points: PDF/UA forbids empty boxes, and Typst names each text it
could not show, so that none can slip through.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from prep.model.errors import ContentError, PrepError
from prep.model.extras import how_to_add
from prep.reports.paper import plain_report, spell
from prep.reports.selection import with_prefix
from prep.reports.theme import DEFAULT_THEME, PaperSize, Theme
from prep.reports.view import ReportView

if TYPE_CHECKING:
    import typst

TEMPLATE: Final = "report.typ"
_STANDARD: Final = "ua-1"
_NO_GLYPH: Final = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE: Final = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_CONTROL: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_MOST_TRIES: Final = 6
_ONE_AT_A_TIME: Final = Lock()
"""A compiler is kept for its fonts, and may not be used by two threads."""

_COMMON: Final = re.compile(r"[^\x00-\x7f\u00a0-\u017f\u2010-\u2026\u200b\u2190\u2713\u2717\u25b2\u00b7]")
"""What the wheel's fonts are known to have is not in it."""

_FAR: Final = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\U0001f000-\U0003ffff]")
"""Chinese, Japanese, Korean, emoji: what the wheel's fonts are known not to have, so that they need not be tried."""


def render_pdf(
    view: ReportView, theme: Theme | None = None, paper: PaperSize | str | None = None, *, system_fonts: bool = True
) -> bytes:
    """The report on A4 or Letter paper.

    Args:
        view: What to set.
        theme: The team's look.
        paper: "a4" or "letter"; the theme's own unless given.
        system_fonts: Whether this machine's fonts may be used for letters that the built-in ones have not.

    Raises:
        ContentError: the theme's template or logo cannot be used, or there is no such paper.
        PrepError: the extra `pdf` is not installed.
    """
    return render_pdf_of_many([view], theme, paper, system_fonts=system_fonts)


def render_pdf_of_many(
    views: Sequence[ReportView],
    theme: Theme | None = None,
    paper: PaperSize | str | None = None,
    *,
    system_fonts: bool = True,
) -> bytes:
    """One document of many reports, each beginning on a page of its own; the arguments are those of `render_pdf`.

    Its date is that of the latest report.
    """
    theme = theme or DEFAULT_THEME
    placed = [with_prefix(view, f"r{number}-") for number, view in enumerate(views, 1)] if len(views) > 1 else views
    plain = [plain_report(view, theme, _paper(paper, theme)) for view in placed]
    made_at = max(view.made_at if view.made_at.tzinfo else view.made_at.replace(tzinfo=UTC) for view in views)
    from_system = system_fonts and _FAR.search(json.dumps(plain, ensure_ascii=False)) is not None
    for _ in range(_MOST_TRIES):
        compiler = _compiler(theme.templates, with_system=from_system)
        done = _try(compiler, plain, int(made_at.timestamp()), theme)
        if isinstance(done, bytes):
            return done
        if system_fonts and not from_system:
            from_system = True
        else:
            plain = [spell(one, done) | {"spelled": True} for one in plain]
    return _by_code_points(plain, int(made_at.timestamp()), theme)


def _by_code_points(plain: Sequence[dict[str, Any]], timestamp: int, theme: Theme) -> bytes:
    """The last resort: nothing but what the built-in fonts are known to have."""
    letters = set(_COMMON.findall(json.dumps(plain, ensure_ascii=False)))
    done = _try(
        _compiler(theme.templates, with_system=False),
        [spell(one, letters) | {"spelled": True} for one in plain],
        timestamp,
        theme,
    )
    if isinstance(done, bytes):
        return done
    raise PrepError("the report cannot be set: the installed typst finds no font for plain letters; reinstall it")


def _try(
    compiler: "typst.Compiler", plain: Sequence[dict[str, Any]], timestamp: int, theme: Theme
) -> bytes | list[str]:
    """The document, or the texts for which there is no font."""
    import typst  # an extra

    # A team's own template may know of one report only.
    inputs = {"report": json.dumps(plain[0])} if len(plain) == 1 else {"reports": json.dumps(plain)}
    try:
        with _ONE_AT_A_TIME:
            document = compiler.compile(
                input=_source(theme.templates),
                format="pdf",
                pdf_standards=_STANDARD,
                timestamp=timestamp,
                sys_inputs=inputs,
            )
    except typst.TypstError as error:
        if missing := [_unescaped(text) for text in _NO_GLYPH.findall(error.diagnostic)]:
            return sorted(set(missing))
        whose = theme.templates or ("the theme's logo" if theme.logo else "the template of the PDF")
        raise ContentError(f"{whose}: cannot be set: {' '.join(str(error.message).split())[:300]}") from None
    assert isinstance(document, bytes)  # PDF is one file
    return document


def _paper(paper: PaperSize | str | None, theme: Theme) -> PaperSize:
    try:
        return PaperSize(paper) if paper else theme.paper
    except ValueError:
        raise ContentError(f"there is no paper {paper!r}; known: {', '.join(PaperSize)}") from None


def require_typst() -> None:
    """Said before any work is done for a PDF.

    Raises:
        PrepError: the extra `pdf` is not installed.
    """
    try:
        import typst  # noqa: F401 - an extra
    except ImportError:
        raise PrepError(f"a PDF needs the extra `pdf`: {how_to_add('pdf')}") from None


@cache
def _compiler(templates: Path | None, *, with_system: bool) -> "typst.Compiler":
    require_typst()
    import typst

    fonts = typst.Fonts(include_system_fonts=with_system)
    return typst.Compiler(root=str(_folder(templates)), font_paths=fonts, ignore_system_fonts=not with_system)


def _folder(templates: Path | None) -> Path:
    """What the template may read: its own folder."""
    if templates is not None and (templates / TEMPLATE).is_file():
        return templates.resolve()
    return Path(str(resources.files("prep.reports"))) / "templates"


@cache
def _source(templates: Path | None) -> bytes:
    return (_folder(templates) / TEMPLATE).read_bytes()


def _unescaped(text: str) -> str:
    """What Rust's debug format escaped."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _CONTROL.get(m[2], m[2]), text)
