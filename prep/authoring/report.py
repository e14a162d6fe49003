"""Writes the kill matrices of checked challenges as one HTML page that needs nothing beside it."""

from collections.abc import Sequence

import jinja2

from prep import __version__
from prep.authoring.matrix import summarize_outcome
from prep.authoring.outcome import ProofOutcome


def render_report(outcomes: Sequence[ProofOutcome]) -> str:
    """The page; everything that an author wrote is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("prep.authoring"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("kill_matrix.html")
    return template.render(matrices=[summarize_outcome(outcome) for outcome in outcomes], version=__version__)
