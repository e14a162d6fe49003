"""Runs one stage of a project by its name."""

from projects.ops.errors import ProjectError
from projects.ops.places import Places
from projects.ops.project import Project, Stage


def run_stage(project: Project, name: str, places: Places) -> None:
    """Raises ProjectError: no such stage, or what the stage found to be wrong."""
    try:
        stage = Stage(name)
    except ValueError as error:
        raise ProjectError(f"no stage `{name}`; there are {', '.join(Stage)}") from error
    if stage is Stage.RECORD:
        from projects.ops.runs import record_run

        record_run(project, places)
    else:
        project.stages[stage](places)
