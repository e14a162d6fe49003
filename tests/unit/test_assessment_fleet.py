"""What a worker does with a message, whichever message it is; no broker is needed to tell."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.pool import QueuePool

from prep.assessment.decision.scores import all_scores
from prep.assessment.packs.keys import TeamKey
from prep.assessment.register.bulk import Setting, grade_pending
from prep.assessment.register.fleet import (
    LONGEST_S,
    _Bench,
    _proved_queues,
    grade_by_fleet,
    longest_grading_s,
    make_app,
    queue_of,
)
from prep.assessment.register.home import TakeHome
from prep.assessment.register.ledger import MAX_TRIES, GoneError, iterate_works, pending_works, stuck_works
from prep.assessment.register.machine import MachineFaultError
from prep.grading.grader import Grader
from prep.model.errors import PrepError, StorageError
from prep.model.result import GradeResult
from prep.model.verdict import Verdict
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import Office, result_of, write_content

PART = "demo/double"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _bench(office: Office, key: TeamKey | None = None) -> _Bench:
    return _Bench(office.database, [office.folder], key or office.key, lambda: pytest.fail("no questions here"))


def test_a_message_that_comes_twice_grades_once(office: Office) -> None:
    office.hand_in("Ann")
    home = office.home()
    version = home.content_version(PART)
    (number,) = pending_works(home, PART, version)
    bench = _bench(office)
    bench.grade("demo", number, version)
    graded = bench._grader
    assert graded is not None
    assert all_scores(home)[0].parts[0].share == 1.0
    graded.close()
    bench.grade("demo", number, version)  # its grader is closed: grading again would be told
    assert all_scores(home)[0].parts[0].share == 1.0


def test_a_worker_has_one_engine_for_all_take_homes_and_closes_it(office: Office) -> None:
    office.hand_in("Ann")
    bench = _bench(office)
    engine = bench._home("demo").engine
    bench._homes.clear()  # as after content was brought to this machine
    assert bench._home("demo").engine is engine
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.checkedin() == 1
    bench.close()
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.checkedin() == 0


def test_a_machine_with_other_content_grades_nothing_and_gives_nothing_up(office: Office) -> None:
    office.hand_in("Ann")
    home = office.home()
    version = home.content_version(PART)
    (number,) = pending_works(home, PART, version)
    write_content(office.folder, hidden="def test_doubles_minus_three(candidate): ...\n")
    bench = _bench(office)
    for _ in range(MAX_TRIES):
        with pytest.raises(MachineFaultError, match="another version of demo/double by now; copy the right one there"):
            bench.grade("demo", number, version)
    assert stuck_works(home, PART, version) == []
    assert pending_works(home, PART, version) == [number]


def test_a_machine_whose_grader_fails_on_the_reference_too_gives_nothing_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ann", "Bo"):
        office.hand_in(name, f"{RIGHT}# {name}\n")
    home = office.home()
    version = home.content_version(PART)
    monkeypatch.setattr(Grader, "grade", lambda *_, **__: _broken(home))
    with pytest.raises(MachineFaultError, match="not even its own reference"):
        _bench(office).grade("demo", 1, version)
    with pytest.raises(MachineFaultError, match="nothing is counted against any work"):
        grade_pending(home, Setting(lanes=1), lambda: pytest.fail("no questions here"), lambda _: None)
    assert len(pending_works(home, PART, version)) == 2


def test_a_worker_takes_no_message_before_it_has_proved_key_content_and_jail(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StorageError, match="no take-home in this database that this machine can grade"):
        _proved_queues(office.database, [office.folder], office.key)
    home = office.home()
    with pytest.raises(StorageError, match="that this machine can grade"):
        _proved_queues(office.database, [office.folder], TeamKey(b"z" * 32))
    assert "`demo` is left to others" in capsys.readouterr().err
    with pytest.raises(StorageError, match="that this machine can grade"):
        _proved_queues(office.database, [], office.key)
    monkeypatch.setattr(Grader, "grade", lambda *_, **__: _broken(home))
    with pytest.raises(MachineFaultError):
        _proved_queues(office.database, [office.folder], office.key)
    monkeypatch.setattr(Grader, "grade", lambda *_, **__: result_of(home, 40))
    assert _proved_queues(office.database, [office.folder], office.key) == [
        queue_of("demo", PART, home.content_version(PART))
    ]


def _broken(home: TakeHome) -> GradeResult:
    result = result_of(home, 40)
    return replace(result, checks=tuple(replace(one, verdict=Verdict.GRADER_ERROR) for one in result.checks))


def test_a_worker_with_another_key_seals_nothing(office: Office) -> None:
    office.hand_in("Ann")
    with pytest.raises(PrepError, match=r"copy team\.key"):
        _bench(office, TeamKey(b"z" * 32)).grade("demo", 1, "x")
    with pytest.raises(PrepError, match="no take-home `other`"):
        _bench(office).grade("other", 1, "x")


def test_a_work_whose_candidate_was_forgotten_is_told(office: Office) -> None:
    office.hand_in("Ann")
    with pytest.raises(GoneError, match="may have been forgotten"):
        _bench(office).grade("demo", 99, "x")
    assert [work.id for work in iterate_works(office.home(), [99, 1, 98])] == [1]


def test_messages_come_back_only_after_the_longest_grading(office: Office) -> None:
    settings = make_app("memory://").conf
    assert settings.broker_transport_options["visibility_timeout"] == LONGEST_S > longest_grading_s(office.home())
    assert (settings.task_acks_late, settings.task_reject_on_worker_lost) == (True, True)
    assert (settings.worker_prefetch_multiplier, settings.accept_content) == (1, ["json"])


def test_a_challenge_that_may_take_longer_is_refused_before_anything_is_sent(office: Office) -> None:
    spec = office.folder / "challenges" / "demo" / "double" / "challenge.toml"
    spec.write_text(spec.read_text().replace("total_s = 40.0", "total_s = 4000.0"))
    office.hand_in("Ann")
    with pytest.raises(StorageError, match=r"lower `limits\.total_s`"):
        grade_by_fleet(office.home(), "memory://", lambda _: None)
