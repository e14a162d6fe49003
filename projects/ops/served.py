"""A kept model, ready to be asked: its file is what the manifest says, and its answers are what they were."""

from pathlib import Path

from projects.ops.examples import EXAMPLES, check_examples
from projects.ops.project import Predictor, Project


def load_served(project: Project, folder: Path | None = None) -> Predictor:
    """From `folder`, else the project's own. Raises ProjectError."""
    folder = folder or project.places.model
    predictor = project.load_predictor(folder)
    if (folder / EXAMPLES).is_file():
        check_examples(folder, predictor)
    return predictor
