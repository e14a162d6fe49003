"""Take-homes in bulk: throughput beside the engine's own, memory, and what killing things at random moments changes.

`python -m tests.benchmarks.take_homes [SUBMISSIONS] [kills] [fleet]`; 2,000 and all of it unless told otherwise.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from prep.assessment.register.bulk import Setting, grade_pending
from prep.assessment.register.home import TakeHome
from prep.assessment.register.ledger import iterate_works, pending_works
from prep.grading.grader import Grader
from tests.benchmarks import cpu
from tests.functional.take_home_crowd import Crowd, count_grades, kill, kill_part, wait_until
from tests.functional.take_home_servers import postgres, redis

KILLS = ("grader",) * 8 + ("prep.grading.server",) * 4 + ("bwrap",) * 4 + ("connection",) * 4
PART = "demo/double"
LANES = 2

Outcomes = dict[str, tuple[object, ...]]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    wanted = sys.argv[2:] or ["kills", "fleet"]
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_RUNTIME_DIR"] = name
        undisturbed = _throughput(folder / "sqlite", count)
        if "kills" in wanted:
            with postgres(folder / "pg") as database:
                _kills(folder / "kills", database, count, undisturbed)
        if "fleet" in wanted:
            with postgres(folder / "pg2") as database, redis(folder / "redis") as broker:
                _fleet(folder / "fleet", database, broker, count, undisturbed)


def _throughput(folder: Path, count: int) -> Outcomes:
    """The engine alone, then the same work through the database, with memory on the way."""
    crowd = _crowd(folder, f"sqlite:///{folder / 'team.db'}", count)
    home = crowd.home()
    alone = _engine_alone(home, min(count, 400))
    resident: list[float] = []
    done = 0

    def on_graded(_: str) -> None:
        nonlocal done
        done += 1
        if done % max(count // 10, 1) == 0:
            resident.append(cpu.resident_mb([os.getpid()]))

    started, used = time.monotonic(), cpu.own_and_children_s()
    grade_pending(home, Setting(lanes=LANES), _no_questions, on_graded)
    wall_s, cpu_s = time.monotonic() - started, cpu.own_and_children_s() - used
    rate = count / wall_s
    print(f"{count} submissions, {LANES} lanes: {rate:.1f}/s; the engine alone {alone:.1f}/s; {rate / alone:.0%} of it")
    print(f"CPU {1000 * cpu_s / count:.1f} ms each, lanes included")
    print("memory of the grading process, MB, each tenth: " + " ".join(f"{one:.0f}" for one in resident))
    outcomes = crowd.outcomes()
    assert len(outcomes) == count
    crowd.close()
    return outcomes


def _engine_alone(home: TakeHome, count: int) -> float:
    challenge = home.content.challenges[PART]
    numbers = pending_works(home, PART, home.content_version(PART))[:count]
    submissions = [work.as_submission() for work in iterate_works(home, numbers)]
    with Grader(lanes=LANES) as grader:
        for _ in grader.grade_all(challenge, submissions[: 2 * LANES]):  # warm
            pass
        started = time.monotonic()
        for _ in grader.grade_all(challenge, submissions):
            pass
        return len(submissions) / (time.monotonic() - started)


def _kills(folder: Path, database: str, count: int, undisturbed: Outcomes) -> None:
    """Grader, lane, jail and database connection, killed at random moments on PostgreSQL."""
    crowd = _crowd(folder, database, count)
    home = crowd.home()
    rng = random.Random(20)
    kinds = rng.sample(KILLS, len(KILLS))
    moments = sorted(rng.sample(range(1, count - count // 20), len(kinds)))
    started = time.monotonic()
    grader = crowd.grade("--jobs", str(LANES))
    killed = []
    for kind, moment in zip(kinds, moments, strict=True):
        wait_until(lambda moment=moment: count_grades(home) >= moment, grader, 600)  # type: ignore[misc]
        if grader.poll() is not None:
            grader = crowd.grade("--jobs", str(LANES))
            wait_until(lambda moment=moment: count_grades(home) > moment, grader, 600)  # type: ignore[misc]
        time.sleep(rng.random() / 5)  # not always just after a grade was kept
        killed.append(_kill(kind, grader, home))
        if kind == "grader":
            grader = crowd.grade("--jobs", str(LANES))
    grader.wait()
    last = crowd.grade("--jobs", str(LANES), "--retry").wait()
    took = time.monotonic() - started
    _compare("kills", crowd, undisturbed, f"{sum(killed)} of {len(kinds)} killed in {took:.0f} s, exit code {last}")


def _kill(kind: str, grader: "object", home: TakeHome) -> bool:
    import subprocess

    assert isinstance(grader, subprocess.Popen)
    if kind == "grader":
        kill(grader)
        return True
    if kind == "connection":
        with home.engine.connect() as connection:
            ended = connection.exec_driver_sql(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).scalar_one()
        return bool(ended)
    return kill_part(grader, kind)


def _fleet(folder: Path, database: str, broker: str, count: int, undisturbed: Outcomes) -> None:
    """Two workers of one process each on PostgreSQL and Redis; one of them killed twice."""
    crowd = _crowd(folder, database, count, {"PREP_BROKER": broker})
    home = crowd.home()
    steady, doomed = (crowd.start("worker", "--jobs", "1") for _ in range(2))
    started = time.monotonic()
    grader = crowd.grade()
    first = 0.0
    try:
        for moment in (count // 3, 2 * count // 3):
            wait_until(lambda moment=moment: count_grades(home) >= moment, grader, 900)  # type: ignore[misc]
            first = first or time.monotonic() - started
            kill(doomed)
            doomed = crowd.start("worker", "--jobs", "1")
        code = grader.wait()
    finally:
        for process in (steady, doomed, grader):
            kill(process)
    took = time.monotonic() - started
    told = f"two workers, one killed twice: {took:.0f} s, {count / took:.1f}/s, exit code {code}"
    _compare("fleet", crowd, undisturbed, f"{told}; the first third, starting included, in {first:.0f} s")


def _compare(name: str, crowd: Crowd, undisturbed: Outcomes, told: str) -> None:
    outcomes = crowd.outcomes()
    different = [who for who in undisturbed if outcomes.get(who) != undisturbed[who]]
    count = count_grades(crowd.home())
    print(f"{name}: {told}; {count} grades for {len(undisturbed)} works, {len(different)} differ from the quiet run")
    for who in different[:5]:
        print(f"  {who}: {outcomes.get(who)} instead of {undisturbed[who]}")
    crowd.close()


def _crowd(folder: Path, database: str, count: int, environment: dict[str, str] | None = None) -> Crowd:
    folder.mkdir()
    crowd = Crowd(folder, database, environment or {})
    started = time.monotonic()
    crowd.hand_in(count)
    print(f"collected {count} in {time.monotonic() - started:.0f} s into {database.split(':', maxsplit=1)[0]}")
    return crowd


def _no_questions() -> NoReturn:
    raise AssertionError("there are no questions here")


if __name__ == "__main__":
    main()
