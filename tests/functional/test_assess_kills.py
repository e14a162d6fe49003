"""Whatever is killed at whatever moment: after resuming, every work has exactly one grade, the same as without."""

from pathlib import Path

import pytest

from tests.functional.take_home_crowd import Crowd, count_grades, kill, kill_part, wait_until
from tests.functional.take_home_servers import new_database, redis
from tests.unit.assessment_office import write_content

COUNT = 48


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, ...]]:
    """The outcomes of a run that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    crowd = Crowd(folder, f"sqlite:///{folder / 'team.db'}")
    crowd.hand_in(COUNT)
    assert crowd.grade("--jobs", "2").wait() == 0, crowd.logs()
    outcomes = crowd.outcomes()
    assert len(outcomes) == COUNT
    assert len(set(outcomes.values())) >= 5
    return outcomes


@pytest.fixture
def crowd(tmp_path: Path) -> Crowd:
    crowd = Crowd(tmp_path, f"sqlite:///{tmp_path / 'team.db'}")
    crowd.hand_in(COUNT)
    return crowd


def test_killing_the_grader_again_and_again_changes_nothing(
    crowd: Crowd, undisturbed: dict[str, tuple[object, ...]]
) -> None:
    home = crowd.home()
    for reached in (1, 9, 20):
        grader = crowd.grade("--jobs", "2")
        wait_until(lambda reached=reached: count_grades(home) >= reached, grader)  # type: ignore[misc]
        kill(grader)
        assert reached <= count_grades(home) < COUNT
    assert crowd.grade("--jobs", "2").wait() == 0, crowd.logs()
    assert crowd.outcomes() == undisturbed
    assert count_grades(home) == COUNT


@pytest.mark.parametrize("part", ["prep.grading.server", "bwrap"])
def test_killing_a_part_of_a_lane_is_never_the_candidates_fault(
    crowd: Crowd, undisturbed: dict[str, tuple[object, ...]], part: str
) -> None:
    """The trusted test server, and the jail in which submissions run."""
    home = crowd.home()
    grader = crowd.grade("--jobs", "1")
    killed = 0
    for reached in (2, 15):
        wait_until(lambda reached=reached: count_grades(home) >= reached, grader)  # type: ignore[misc]
        killed += kill_part(grader, part)
    grader.wait()
    assert killed == 2
    assert crowd.grade("--retry").wait() == 0, crowd.logs()
    assert crowd.outcomes() == undisturbed


# --- PostgreSQL, Redis, workers -----------------------------------------------------------------------------------


def test_two_workers_on_postgres_and_redis_one_killed_twice_come_to_the_same(
    server: str, tmp_path: Path, undisturbed: dict[str, tuple[object, ...]]
) -> None:
    """Redis is a real one, too."""
    with redis(tmp_path / "redis") as broker:
        crowd = Crowd(tmp_path, new_database(server, "fleet"), {"PREP_BROKER": broker})
        _grade_with_two_workers(crowd)
    assert crowd.outcomes() == undisturbed
    assert count_grades(crowd.home()) == COUNT
    crowd.close()


def _grade_with_two_workers(crowd: Crowd) -> None:
    crowd.hand_in(COUNT)
    home = crowd.home()
    steady, doomed = (crowd.start("worker", "--jobs", "1") for _ in range(2))
    grader = crowd.grade("--resend", "3")
    try:
        for reached in (3, 12):
            wait_until(lambda reached=reached: count_grades(home) >= reached, grader)  # type: ignore[misc]
            kill(doomed)
            doomed = crowd.start("worker", "--jobs", "1")
        assert grader.wait(timeout=180) == 0, crowd.logs()
    finally:
        for process in (steady, doomed, grader):
            kill(process)


def test_losing_the_connection_to_the_database_loses_nothing(
    server: str, tmp_path: Path, undisturbed: dict[str, tuple[object, ...]]
) -> None:
    crowd = Crowd(tmp_path, new_database(server, "connections"))
    crowd.hand_in(COUNT)
    home = crowd.home()
    grader = crowd.grade("--jobs", "2")
    for reached in (2, 14):
        wait_until(lambda reached=reached: count_grades(home) >= reached, grader)  # type: ignore[misc]
        with home.engine.connect() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            connection.exec_driver_sql(others + " AND backend_type = 'client backend'")
    assert grader.wait() == 0, crowd.logs()
    assert crowd.outcomes() == undisturbed
    crowd.close()


def test_a_broker_that_is_not_there_is_told(tmp_path: Path) -> None:
    crowd = Crowd(tmp_path, f"sqlite:///{tmp_path / 'team.db'}", {"PREP_BROKER": "redis://127.0.0.1:1/0"})
    crowd.hand_in(1)
    assert crowd.grade().wait() == 6
    assert "cannot be reached" in crowd.logs()
    assert "Traceback" not in crowd.logs()


def test_a_worker_with_other_content_beside_a_good_one_costs_no_work(
    server: str, tmp_path: Path, undisturbed: dict[str, tuple[object, ...]]
) -> None:
    with redis(tmp_path / "redis") as broker:
        crowd = Crowd(tmp_path, new_database(server, "other"), {"PREP_BROKER": broker})
        crowd.hand_in(COUNT)
        other = tmp_path / "other"
        write_content(other, hidden="def test_doubles_minus_three(candidate): ...\n")
        good = dict(crowd.environment)
        crowd.environment["PREP_CONTENT"] = str(other)
        bad = crowd.start("worker", "--jobs", "2")
        crowd.environment = good
        worker = crowd.start("worker", "--jobs", "1")
        grader = crowd.grade("--resend", "5")
        try:
            assert grader.wait(timeout=300) == 0, crowd.logs()
            assert bad.poll() is None, crowd.logs()
        finally:
            for process in (bad, worker, grader):
                kill(process)
    assert f"{COUNT} of {COUNT} graded" in crowd.logs()
    assert crowd.outcomes() == undisturbed
    crowd.close()
