"""The tasks that are checked in as challenges."""

from collections.abc import Iterator

from prep.authoring.broken.scenario import load_scenario, scenario_ids
from prep.authoring.broken.task import Task


def shipped_tasks() -> Iterator[Task]:
    """All of them, in the order of scenarios and their lists.

    Raises:
        ContentError: a scenario is broken.
    """
    for scenario_id in scenario_ids():
        scenario = load_scenario(scenario_id)
        for listed in scenario.spec.tasks:
            yield Task(
                id=f"{scenario.project}/{listed.slug}",
                scenario=scenario,
                faults=tuple(scenario.fault(name) for name in listed.faults),
            )
