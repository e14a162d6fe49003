"""Seals bind what decides, and the audit log tells what was put in or taken out around the tool."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, text, update

from prep.assessment.decision.scores import all_scores
from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.audit import What, read_audit
from prep.assessment.register.home import TakeHome
from prep.assessment.register.privacy import forget
from prep.assessment.register.review import comment, mark
from prep.assessment.register.roster import all_candidates, find_candidate
from prep.assessment.register.standing import counting_submissions
from prep.assessment.register.verify import verify_take_home
from prep.assessment.register.whole import read_register
from prep.model.errors import StorageError
from prep.store.database import reading, writing
from prep.store.tables.take_homes import (
    audit,
    candidates,
    comments,
    grades,
    marks,
    people,
    submissions,
    take_homes,
    versions,
    works,
)
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, write_content


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Ann's work is right and Bo's is not; both were reviewed by two."""
    write_content(tmp_path)
    office = Office(tmp_path)
    office.hand_in("Ann")
    bo = office.hand_in("Bo", "def double(x):\n    return x\n", NOW + timedelta(hours=30)).code
    office.grade_all({bo: 10.0})
    home = office.home()
    for submission in counting_submissions(home):
        for reviewer in ("rita", "sam"):
            mark(home, submission, reviewer, {"clarity": "good"}, NOW)
        comment(home, submission, "rita", "Thank you.", "for us", NOW)
    return office


def test_an_untouched_assessment_is_verified(office: Office) -> None:
    found = verify_take_home(office.home())
    assert found.problems == ()
    with reading(office.home().engine) as connection:
        entries = read_audit(connection, office.key, "demo")
    told = [entry.what for entry in entries]
    assert told[:4] == [What.BEGUN, What.VERSION, What.INVITED, What.COLLECTED]
    assert [entry.who for entry in entries if entry.what is What.MARKED] == ["rita", "sam"] * 2
    assert (found.entries, found.head) == (len(entries), entries[-1].seal[:16])


def _swap_submissions(connection: Connection) -> None:
    connection.execute(update(submissions).values(candidate=3 - submissions.c.candidate))


def _swap_names(connection: Connection) -> None:
    connection.execute(update(people).values(name="x"))


def _swap_works(connection: Connection) -> None:
    connection.execute(update(works).where(works.c.id == 1).values(part="away"))  # one part is there only once
    connection.execute(update(works).values(submission=3 - works.c.submission))
    connection.execute(update(works).values(part="demo/double"))


def _swap_contents(connection: Connection) -> None:
    first, second = connection.execute(select(works.c.content, works.c.digest).order_by(works.c.id)).all()
    for number, row in ((1, second), (2, first)):
        connection.execute(update(works).where(works.c.id == number).values(content=row.content, digest=row.digest))


def _swap_grades(connection: Connection) -> None:
    connection.execute(update(grades).values(work=3 - grades.c.work, version="x"))
    connection.execute(update(grades).values(version=select(versions.c.version).scalar_subquery()))


def _change(table: object, **values: object) -> Callable[[Connection], None]:
    return lambda connection: connection.execute(update(table).values(**values))  # type: ignore[arg-type, return-value]


def _take_out_work(connection: Connection) -> None:
    connection.execute(delete(grades).where(grades.c.work == 2))
    connection.execute(delete(works).where(works.c.id == 2))


@pytest.mark.parametrize(
    "meddle",
    [
        _swap_submissions,
        _swap_names,
        _swap_works,
        _swap_contents,
        _swap_grades,
        _take_out_work,
        _change(submissions, late_s=0.0),
        _change(submissions, handed_in_at=NOW),
        _change(candidates, extra_minutes=600),
        _change(grades, verdict="accepted"),
        _change(marks, level="best"),
        _change(comments, to_candidate="You are great."),
    ],
    ids=lambda one: getattr(one, "__name__", "changed"),
)
def test_who_meddles_with_what_decides_is_found_out_and_nothing_is_ranked(
    office: Office, meddle: Callable[[Connection], None]
) -> None:
    home = office.home()
    with writing(home.engine) as connection:
        meddle(connection)
    assert verify_take_home(home).problems
    with pytest.raises(TamperedError, match=r"changed|taken out"):
        all_scores(home)


def _take_out_marks(connection: Connection) -> None:
    connection.execute(delete(marks).where(marks.c.reviewer == "sam"))


def _take_out_comments(connection: Connection) -> None:
    connection.execute(delete(comments))


def _take_out_a_submission(connection: Connection) -> None:
    for table in (marks, comments):
        connection.execute(delete(table).where(table.c.submission == 2))
    connection.execute(delete(grades).where(grades.c.work == 2))
    connection.execute(delete(works).where(works.c.submission == 2))
    connection.execute(delete(submissions).where(submissions.c.id == 2))


def _take_out_a_person(connection: Connection) -> None:
    _take_out_a_submission(connection)
    connection.execute(delete(people).where(people.c.candidate == 2))
    connection.execute(delete(candidates).where(candidates.c.id == 2))


@pytest.mark.parametrize(
    ("meddle", "told"),
    [
        (_take_out_marks, "sam gave 'good' for clarity, which is not there any more"),
        (_take_out_comments, "the comment by rita is not the one that was written last"),
        (_take_out_a_submission, "submission 2 was taken out of the database"),
        (_take_out_a_person, "candidate 2 was taken out of the database"),
        (_change(versions, version="another"), "another version counts than was switched to"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_was_taken_out_is_told_by_the_log(office: Office, meddle: Callable[[Connection], None], told: str) -> None:
    home = office.home()
    with writing(home.engine) as connection:
        meddle(connection)
    assert any(told in problem for problem in verify_take_home(home).problems)


def test_the_log_only_grows_and_tells_when_somebody_got_around_that(office: Office) -> None:
    home = office.home()
    for statement in (update(audit).values(who="nobody"), delete(audit)):
        with pytest.raises(StorageError, match="only grows"), writing(home.engine) as connection:
            connection.execute(statement)
    with writing(home.engine) as connection:
        connection.execute(text("DROP TRIGGER take_home_audit_delete"))
        connection.execute(delete(audit).where(audit.c.number == 3))
    (problem,) = verify_take_home(home).problems
    assert "entry 3 of the audit log of `demo` was changed, or one before it is missing" in problem


def test_who_was_forgotten_is_not_missed_and_not_named(office: Office) -> None:
    home = office.home()
    ann = find_candidate(home, "Ann")
    forget(home, ann, NOW)
    assert verify_take_home(home).problems == ()
    with reading(home.engine) as connection:
        told = str(connection.execute(select(audit)).all())
    assert ann.code not in told
    assert "Ann" not in told


def _former(home: TakeHome) -> None:
    """Make the database look as it did before rows had seals: no seals, the former one of grades, no log."""
    import hashlib

    from prep.assessment.packs.keys import canonical

    with writing(home.engine) as connection:
        connection.execute(text("DROP TRIGGER take_home_audit_delete"))
        connection.execute(delete(audit))
        for table in (candidates, submissions, marks, comments):
            connection.execute(update(table).values(seal=""))
        for row in connection.execute(select(grades, works.c.content, works.c.part).join(works)).all():
            digest = hashlib.sha256(row.content).hexdigest()
            former = {"work": digest, "part": row.part, "version": row.version, "result": row.result}
            seal = home.key.seal(canonical(former))
            connection.execute(update(grades).where(grades.c.id == row.id).values(seal=seal))
        connection.execute(update(take_homes).values(is_sealed=False))


def test_what_was_kept_before_there_were_seals_is_sealed_once(office: Office) -> None:
    before = [(one.share, one.low, one.high) for one in all_scores(office.home())]
    _former(office.home())
    home = office.home()
    assert [(one.share, one.low, one.high) for one in all_scores(home)] == before
    assert verify_take_home(home).problems == ()
    with writing(home.engine) as connection:
        connection.execute(update(submissions).values(late_s=0.0))
        connection.execute(update(take_homes).values(is_sealed=False))
    with pytest.raises(TamperedError, match="had seals before"):
        office.home()


def test_all_that_decisions_are_made_of_is_read_with_as_many_queries_for_many_as_for_few(office: Office) -> None:
    from sqlalchemy import event

    def count() -> int:
        home, seen = office.home(), []
        event.listen(home.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        read_register(home, with_contents=True)
        return len(seen)

    few = count()
    for number in range(5):
        office.hand_in(f"Person {number}", f"{RIGHT}# {number}\n")
    office.grade_all()
    assert count() == few
    assert len(all_candidates(office.home())) == 7
