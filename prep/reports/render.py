"""Renders a report's view data: as a page, as Markdown, for the terminal. The PDF is in `pdf`, which needs an extra."""

import base64
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from prep.model.errors import ContentError
from prep.reports.charts import draw
from prep.reports.foreign import shown_line
from prep.reports.markdown import render_markdown
from prep.reports.square import square_svg
from prep.reports.terminal import render_text
from prep.reports.theme import DARK, DEFAULT_THEME, Theme, on_dark
from prep.reports.view import ReportView

if TYPE_CHECKING:
    import jinja2

__all__ = ["render_html", "render_markdown", "render_text"]


def render_html(view: ReportView, theme: Theme | None = None) -> str:
    """One self-contained page: styles and pictures inside, no script; prints well on A4 and Letter.

    Raises:
        ContentError: a template of the theme is broken.
    """
    from jinja2 import TemplateError  # the terminal app starts without it

    theme = theme or DEFAULT_THEME
    logo = theme.logo
    logo_address = data_address(logo.content, _MIME[logo.type]) if logo else ""
    running = shown_line(" · ".join(part for part in (theme.team, view.title, view.subtitle) if part), 100)
    try:
        return (
            _environment(theme.templates)
            .get_template("report.html")
            .render(
                report=view, theme=theme, logo=logo_address, running=running, draw=draw, square=_square, dark_paper=DARK
            )
            .lstrip()
        )
    except (TemplateError, *_BROKEN) as error:
        if theme.templates is None:
            raise
        raise ContentError(f"{theme.templates}: a template cannot be used: {error}") from None


_BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a template can raise beside: it holds expressions."""

_MIME = {"svg": "svg+xml", "png": "png", "jpeg": "jpeg"}


@cache
def _environment(templates: Path | None) -> "jinja2.Environment":
    """Ours, behind a team's own templates if it has any."""
    import jinja2

    ours = jinja2.PackageLoader("prep.reports")
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(templates), ours]) if templates else ours,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = css_string
    environment.filters["on_dark"] = on_dark
    environment.globals["address"] = data_address
    return environment


def _square(text: str) -> Markup:
    picture = Markup(square_svg(text))  # nothing of the text itself is in it  # noqa: S704
    name = Markup('role="img" aria-label="The signed result as a square code"')
    return Markup(picture.replace("<svg ", Markup("<svg {} ").format(name), 1))  # noqa: S704 - as above


def data_address(content: bytes, kind: str = "png") -> str:
    """A picture as an address that holds it, so that the page is one file."""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def css_string(text: str) -> Markup:
    """A text as a string of CSS inside a style element: everything but letters, digits and spaces by its code point.

    The space after a code point belongs to it.
    """
    return Markup('"{}"').format(
        Markup("").join(c if c.isalnum() or c == " " else f"\\{ord(c):06x} " for c in text)  # nothing left to escape
    )
