"""Several people at once on one PostgreSQL: nobody is entered, counted or marked twice."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from prep.assessment.register.audit import What, read_audit
from prep.assessment.register.collect import collect
from prep.assessment.register.home import TakeHome, open_take_home
from prep.assessment.register.ledger import load_work, note_failure
from prep.assessment.register.review import mark
from prep.assessment.register.roster import Invited, all_candidates, invite
from prep.assessment.register.standing import all_submissions
from prep.store.database import open_database, reading
from prep.store.tables.take_homes import candidates, marks, tries
from tests.demo_challenge import RIGHT
from tests.functional.take_home_servers import new_database
from tests.unit.assessment_office import NOW, Office, write_content

pytestmark = pytest.mark.slow

AT_ONCE = 4
ROUNDS = 200


@pytest.fixture
def homes(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[list[TakeHome]]:
    """The same take-home, as four machines have it."""
    write_content(tmp_path)
    office = Office(tmp_path)
    url = new_database(server, request.node.name[:40].replace("[", "_"))
    content = office.home().content
    engines = [open_database(url) for _ in range(AT_ONCE)]
    yield [open_take_home(engine, content, office.key, NOW) for engine in engines]
    for engine in engines:
        engine.dispose()


def _at_once(homes: list[TakeHome], job: Callable[[TakeHome, int], object]) -> None:
    """Do the same on all machines at the same moment; whatever fails there fails here."""
    together = threading.Barrier(len(homes))

    def meet(number: int) -> None:
        together.wait()
        job(homes[number], number)

    with ThreadPoolExecutor(len(homes)) as pool:
        list(pool.map(meet, range(len(homes))))


def test_four_who_collect_at_once_enter_each_person_and_each_work_once(homes: list[TakeHome], tmp_path: Path) -> None:
    for number in range(ROUNDS):
        path = tmp_path / f"Person {number}.py"
        path.write_text(f"{RIGHT}# {number}\n")
        _at_once(homes, lambda home, _, path=path: list(collect(home, [path], NOW)))  # type: ignore[misc]
    assert len(all_candidates(homes[0])) == ROUNDS
    assert len(all_submissions(homes[0])) == ROUNDS


def test_four_who_pack_at_once_invite_each_person_once(homes: list[TakeHome]) -> None:
    for number in range(ROUNDS):
        people = [Invited(name=f"Person {number}", contact="a@example.org"), Invited(name=f"Other {number}")]
        _at_once(homes, lambda home, _, people=people: invite(home, people, NOW))  # type: ignore[misc]
    found = all_candidates(homes[0])
    assert len({(one.name, one.contact) for one in found}) == len(found) == 2 * ROUNDS


def test_four_who_begin_an_assessment_at_once_begin_it_once(server: str, tmp_path: Path) -> None:
    write_content(tmp_path)
    office = Office(tmp_path)
    engines = [open_database(new_database(server, "begin"))] * 1
    engines += [open_database(engines[0].url.render_as_string(hide_password=False)) for _ in range(AT_ONCE - 1)]
    content = office.home().content
    for number in range(ROUNDS):
        mine = replace(content, assessment=replace(content.assessment, id=f"demo-{number}"))
        homes = [TakeHome(engine, mine, office.key) for engine in engines]
        _at_once(homes, lambda home, _: open_take_home(home.engine, home.content, home.key, NOW))
        with reading(engines[0]) as connection:
            told = [entry.what for entry in read_audit(connection, office.key, f"demo-{number}")]
        assert told == [What.BEGUN, What.VERSION]
    for engine in engines:
        engine.dispose()


def test_four_marks_and_four_failures_at_once_are_all_kept_and_none_twice(
    homes: list[TakeHome], tmp_path: Path
) -> None:
    path = tmp_path / "Ann.py"
    path.write_text(RIGHT)
    list(collect(homes[0], [path], NOW))
    (submission,) = all_submissions(homes[0])
    work = load_work(homes[0], 1)
    for _ in range(ROUNDS):
        _at_once(homes, lambda home, _: mark(home, submission, "ann", {"clarity": "good"}, NOW))
        _at_once(homes, lambda home, number: note_failure(home, work, "x", "died", f"m{number % 2}"))
    with reading(homes[0].engine) as connection:
        assert connection.execute(select(func.count()).select_from(marks)).scalar_one() == 1
        assert sorted(connection.execute(select(tries.c.count)).scalars()) == [2 * ROUNDS, 2 * ROUNDS]
        assert connection.execute(select(func.count()).select_from(candidates)).scalar_one() == 1
        entries = read_audit(connection, homes[0].key, "demo")
    assert sum(entry.what is What.MARKED for entry in entries) == AT_ONCE * ROUNDS
