"""Tasks of broken training: what is planted, what it is worth, and that the tasks that ship are what is rendered."""

import random
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from prep.authoring.broken.program import draw_faults, program
from prep.authoring.broken.render import render_task, write_task
from prep.authoring.broken.scenario import Scenario, load_scenario, scenario_ids
from prep.authoring.broken.shipped import shipped_tasks
from prep.authoring.broken.task import Task
from prep.authoring.copies import copy_with_tests
from prep.authoring.fork import NewSeeds, reseed
from prep.catalog.challenges import load_challenge, load_challenge_folder
from prep.catalog.locate import shipped_root
from prep.grading.grader import Grader
from prep.model.challenge import ChallengeKind
from prep.model.errors import ContentError
from prep.model.submission import ENTRY_FILE, Submission
from tests.benchmarks.broken import draw, submission_of

TASKS = {task.id: task for task in shipped_tasks()}
PRICES = "housing/price-training"


def task_of(*names: str) -> Task:
    scenario = load_scenario(PRICES)
    return Task(id="mine/task", scenario=scenario, faults=tuple(map(scenario.fault, names)))


@pytest.mark.parametrize("task_id", TASKS)
def test_what_ships_is_what_is_rendered_byte_by_byte(task_id: str) -> None:
    folder = shipped_root() / "challenges" / task_id
    rendered = render_task(TASKS[task_id])
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if "__pycache__" not in path.parts}
    files = {name for name in written if (folder / name).is_file()} - {"submissions/symptoms.json"}
    assert files == set(rendered)
    assert {name: (folder / name).read_text("utf-8") for name in rendered} == rendered


def test_there_are_at_least_24_tasks_with_one_to_five_faults() -> None:
    assert len(TASKS) >= 24
    assert {len(task.faults) for task in TASKS.values()} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("task_id", TASKS)
def test_points_add_up_to_100_and_prompts_stay_under_600_words(task_id: str) -> None:
    challenge = load_challenge([shipped_root()], task_id)
    assert challenge.max_points == 100
    assert challenge.kind is ChallengeKind.BROKEN_TRAINING
    assert len(challenge.prompt.split()) < 600


@pytest.mark.parametrize("task_id", TASKS)
def test_neither_prompt_nor_titles_say_the_cause_of_a_fault(task_id: str) -> None:
    task = TASKS[task_id]
    rendered = render_task(task)
    for fault in task.faults:
        for secret in (fault.why, fault.advice, fault.name):
            assert secret not in rendered["prompt.md"]
            assert secret not in rendered["starter.py"]
            assert secret not in rendered["tests/test_public.py"]


def test_a_partial_fix_is_worth_the_faults_that_it_fixes() -> None:
    task = task_of("rows_split", "one_spread", "last_weights")
    assert task.expected_points(["rows_split", "one_spread", "last_weights"]) == 0
    assert task.expected_points(["rows_split"]) == 60
    assert task.expected_points(["one_spread", "last_weights"]) == 30
    assert task.expected_points([]) == 100


def test_tasks_with_as_many_faults_have_the_same_checks_and_points() -> None:
    one, other = task_of("rows_split", "last_weights"), task_of("same_order", "every_pair")
    assert [(c.id, c.points) for c in one.checks] == [(c.id, c.points) for c in other.checks]


def test_faults_that_break_the_same_place_never_come_together() -> None:
    with pytest.raises(ContentError, match="both break batches"):
        task_of("same_order", "lost_rows")
    scenario = load_scenario(PRICES)
    for seed in range(20):
        places = [fault.place for fault in draw_faults(scenario, 5, random.Random(seed))]
        assert len(set(places)) == 5


def test_the_same_seed_draws_the_same_faults() -> None:
    scenario = load_scenario(PRICES)
    drawn = [draw_faults(scenario, 3, random.Random(seed)) for seed in (4, 4, 5)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_more_faults_than_places_are_refused_in_one_line() -> None:
    with pytest.raises(ContentError, match="faults at a time, not 50"):
        draw_faults(load_scenario(PRICES), 50, random.Random(1))


def compiles(scenario: Scenario) -> None:
    for fault in scenario.spec.faults:
        for text in (fault.broken, *fault.fixes, *(wrong.code for wrong in fault.wrong)):
            source = program(scenario, {fault.name: text})
            assert source != scenario.sound
            compile(source, fault.name, "exec")


@pytest.mark.parametrize("scenario_id", scenario_ids())
def test_every_fault_and_fix_makes_another_program_that_compiles(scenario_id: str) -> None:
    compiles(load_scenario(scenario_id))


@pytest.mark.parametrize("scenario_id", scenario_ids())
def test_two_faults_of_different_places_leave_each_other_alone(scenario_id: str) -> None:
    scenario = load_scenario(scenario_id)
    for one, other in combinations(scenario.spec.faults, 2):
        if one.place != other.place:
            both = program(scenario, {one.name: one.broken, other.name: other.broken})
            assert program(scenario, {one.name: one.sound, other.name: other.sound}) == scenario.sound
            assert both.count(one.broken) >= 1
            assert both.count(other.broken) >= 1


def test_a_written_task_loads_and_is_not_written_over(tmp_path: Path) -> None:
    task = task_of("every_pair", "same_order")
    folder = write_task(task, tmp_path)
    assert load_challenge_folder(folder).spec.id == "mine/task"
    with pytest.raises(ContentError, match="exists"):
        write_task(task, tmp_path)


@pytest.mark.slow
def test_partial_fixes_score_exactly_as_the_faults_they_fix() -> None:
    rng = random.Random(7)
    tasks = [TASKS["housing/debug-price-training-5"]]
    fixes = [draw(tasks, rng) for _ in range(6)]
    challenge = load_challenge([shipped_root()], tasks[0].id)
    with Grader() as grader:
        for fix in fixes:
            assert fix.is_exact(grader.grade(challenge, submission_of(fix))), fix.left


@pytest.mark.parametrize("task_id", ["detection/debug-box-training-5", "housing/debug-price-training-5"])
def test_right_programs_pass_the_probes_whatever_their_seeds(task_id: str, tmp_path: Path) -> None:
    seeds = NewSeeds(1)  # large ones, which must not become sizes
    copy = copy_with_tests(load_challenge([shipped_root()], task_id), tmp_path, partial(reseed, seeds=seeds))
    rewrites = TASKS[task_id].scenario.rewrites.values()
    with Grader() as grader:
        results = [grader.grade(copy, Submission(name="right", files={ENTRY_FILE: one.encode()})) for one in rewrites]
    assert seeds
    assert [result.points for result in results] == [100, 100]
