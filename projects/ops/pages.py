"""The pages that a run writes: the tables of the README, the model card, the data sheet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from projects.ops.files import read_json
from projects.ops.project import Project
from projects.ops.tables import renew

TEMPLATES = Path(__file__).parent / "templates"


def renewed_readme(project: Project) -> str:
    """As it has to read for the figures of the last full run."""
    page = (project.home / "README.md").read_text(encoding="utf-8")
    return renew(page, project.tables(read_json(project.places.metrics)))


def renew_readme(project: Project) -> Path:
    path = project.home / "README.md"
    path.write_text(renewed_readme(project), encoding="utf-8")
    return path


def render_page(template: str, view: Mapping[str, Any], *, own: Path | None = None) -> str:
    """A page from a template of this package, or of the project's own folder `own`."""
    folders = [TEMPLATES] if own is None else [own, TEMPLATES]
    environment = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the pages are Markdown, of our own figures
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(view)
