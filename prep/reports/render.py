"""Renders a report's view data."""

from functools import cache

import jinja2

from prep.reports import charts
from prep.reports.view import ReportView


def render_html(view: ReportView) -> str:
    """One self-contained page: styles and pictures inside, no script; prints well on A4."""
    return _environment().get_template("report.html").render(report=view, charts=charts)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("prep.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
