"""Grades in the database: one for each work and version, whoever made it and however often."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, update

from prep.assessment.packs.kept_work import unpack_work
from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.audit import What
from prep.assessment.register.home import TakeHome, note_done
from prep.assessment.register.plain import answer_from_json, answer_to_json, grade_from_json, grade_to_json
from prep.assessment.register.roster import Candidate
from prep.assessment.register.seals import seal_grade
from prep.model.errors import PrepError, StorageError
from prep.model.question import AnswerResult
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.store.database import insert_new, reading, writing
from prep.store.tables.take_homes import candidates, grades, tries, works
from prep.store.take_homes import GRADED, HANDED_IN, WHOSE, among_grades, among_works

MAX_TRIES: Final = 3
"""How often the grader itself may fail on a work before a person must look."""

_PATIENCE: Final = (0.1, 0.3, 1.0, 3.0, 6.0)
"""Seconds between attempts to reach a database that went away."""

_COLUMNS: Final = (
    *(works.c.id, works.c.submission, works.c.part, works.c.content, works.c.digest, works.c.problem),
    *WHOSE,
)
_RESULT: Final = (
    *(grades.c.work, grades.c.version, grades.c.share, grades.c.points, grades.c.max_points, grades.c.verdict),
    *(grades.c.result, grades.c.seal),
)

T = TypeVar("T")


class GoneError(PrepError):
    """A work is not there any more; its candidate was forgotten meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one candidate handed in for one part."""

    id: int
    submission: int
    part: str
    code: str
    submission_digest: str
    content: bytes
    problem: str

    def as_submission(self) -> Submission:
        """For the grader, which learns no name."""
        return as_submission(f"{self.code}/{self.part}", self.content, self.problem)

    @property
    def answer(self) -> str:
        return as_answer(self.content)


def as_submission(name: str, content: bytes, problem: str) -> Submission:
    """What was handed in for a challenge."""
    work = unpack_work(content)
    return Submission(name=name, files=work.files, originals=work.originals, problem=problem)


def as_answer(content: bytes) -> str:
    """What was handed in for a question."""
    return next(iter(unpack_work(content).files.values()), b"").decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A work on which the grader itself failed too often; it has no score, which is nobody's fault but ours."""

    work: int
    part: str
    code: str
    reason: str


def pending_works(home: TakeHome, part: str, version: str) -> list[int]:
    """Numbers of works that can be read, have no grade by this version, and were not given up."""
    graded = and_(grades.c.work == works.c.id, grades.c.version == version)
    query = (
        select(works.c.id)
        .select_from(HANDED_IN.outerjoin(grades, graded))
        .where(_of(home, part), works.c.problem == "", grades.c.id.is_(None))
        .where(works.c.id.not_in(_given_up(version)))
        .order_by(works.c.id)
    )
    with reading(home.engine) as connection:
        return list(connection.execute(query).scalars())


def _given_up(version: str) -> Select[Any]:
    failed = select(tries.c.work).where(tries.c.version == version).group_by(tries.c.work)
    return failed.having(func.sum(tries.c.count) >= MAX_TRIES)


def is_graded(home: TakeHome, work: int, version: str) -> bool:
    """Whether a work has its grade by this version."""
    with reading(home.engine) as connection:
        return _exists(connection, (grades.c.work == work) & (grades.c.version == version))


def graded_works(home: TakeHome, part: str, version: str) -> list[int]:
    """Numbers of works that have their grade by this version."""
    query = among_grades(home.id, works.c.id).where(works.c.part == part, grades.c.version == version)
    with reading(home.engine) as connection:
        return list(connection.execute(query).scalars())


def codes_of(home: TakeHome, part: str) -> Mapping[int, str]:
    """Whose the works for a part are, by their number."""
    query = among_works(home.id, works.c.id, candidates.c.code).where(works.c.part == part)
    with reading(home.engine) as connection:
        return {row.id: row.code for row in connection.execute(query)}


def count_graded(home: TakeHome, part: str, version: str) -> int:
    query = select(func.count()).select_from(GRADED)
    with reading(home.engine) as connection:
        return int(connection.execute(query.where(_of(home, part), grades.c.version == version)).scalar_one())


def stuck_works(home: TakeHome, part: str, version: str) -> list[Stuck]:
    """Works that were given up."""
    graded = and_(grades.c.work == works.c.id, grades.c.version == version)
    query = (
        select(works.c.id, candidates.c.code, func.max(tries.c.reason).label("reason"))
        .select_from(HANDED_IN.join(tries, and_(tries.c.work == works.c.id, tries.c.version == version)))
        .where(_of(home, part), works.c.id.in_(_given_up(version)))
        .where(~select(grades.c.id).where(graded).exists())
        .group_by(works.c.id, candidates.c.code)
        .order_by(works.c.id)
    )
    with reading(home.engine) as connection:
        return [Stuck(work=row.id, part=part, code=row.code, reason=row.reason) for row in connection.execute(query)]


def forgive_failures(home: TakeHome, now: datetime) -> None:
    """Let works that were given up be tried again."""
    with writing(home.engine) as connection:
        note_done(connection, home, What.RETRIED, now)
        mine = among_works(home.id, works.c.id)
        connection.execute(tries.delete().where(tries.c.work.in_(mine)))


def load_work(home: TakeHome, number: int) -> Work:
    """One work with what was handed in.

    Raises:
        GoneError: it is gone.
        TamperedError: it is not what was collected.
    """
    query = select(*_COLUMNS).select_from(HANDED_IN)
    with reading(home.engine) as connection:
        row = connection.execute(query.where(works.c.id == number)).first()
    if row is None:
        raise GoneError(f"the work {number} is gone; its candidate may have been forgotten")
    return _work(row)


@dataclass(frozen=True, kw_only=True)
class GradedPart:
    """What a submission holds for one part, and how it was graded."""

    part: str
    content: bytes
    share: float | None
    """None while it is not graded."""

    verdict: str


def graded_parts(home: TakeHome, submission: int, versions: Mapping[str, str]) -> list[GradedPart]:
    """The works of one submission with their grades by the versions that count."""
    mine = select(works).where(works.c.submission == submission).order_by(works.c.id)
    with reading(home.engine) as connection:
        rows = connection.execute(mine).all()
        graded = {
            (row.work, row.version): row
            for row in connection.execute(select(grades).where(grades.c.work.in_([row.id for row in rows])))
        }
    found = []
    for row in rows:
        grade = graded.get((row.id, versions.get(row.part, "")))
        share, verdict = (grade.share, grade.verdict) if grade else (None, "")
        found.append(GradedPart(part=row.part, content=row.content, share=share, verdict=verdict))
    return found


def iterate_works(home: TakeHome, numbers: Sequence[int]) -> Iterator[Work]:
    """Works one after another, so that memory does not grow with their number; those that are gone are passed over."""
    for number in numbers:
        with suppress(GoneError):
            yield patiently(partial(load_work, home, number))


def keep_grade(home: TakeHome, work: Work, version: str, result: GradeResult | AnswerResult, now: datetime) -> bool:
    """Keep a result; False if there is one for this work and version already, which then stays.

    Raises:
        StorageError: the database could not be reached for a while.
    """
    if isinstance(result, GradeResult):
        text, points, most, verdict = grade_to_json(result), result.points, result.max_points, result.verdict.value
    else:
        text, points, most, verdict = answer_to_json(result), result.score, 1.0, "answered"
    row = {
        "work": work.id,
        "version": version,
        "share": points / most if most else 0.0,
        "points": points,
        "max_points": most,
        "verdict": verdict,
        "result": text,
        "graded_at": now,
    }
    whose = {"code": work.code, "submission_digest": work.submission_digest, "part": work.part}
    digest = hashlib.sha256(work.content).hexdigest()
    seal = seal_grade(home.key, {**row, **whose, "digest": digest})
    return patiently(lambda: _insert_once(home, {**row, "seal": seal}))


def note_failure(home: TakeHome, work: Work, version: str, reason: str, machine: str = "") -> int:
    """Count that the grader itself failed on a work; returns how often by now, on all machines.

    Args:
        machine: where; this one if nothing is said.
    """
    row = {"work": work.id, "version": version, "machine": machine or os.uname().nodename, "reason": reason}

    def count() -> int:
        here = [tries.c.work == work.id, tries.c.version == version]
        there = [*here, tries.c.machine == row["machine"]]
        with writing(home.engine) as connection:
            if not insert_new(connection, tries, row | {"count": 1}):
                more = {"count": tries.c.count + 1, "reason": reason}
                connection.execute(update(tries).where(*there).values(more))
            return int(connection.execute(select(func.sum(tries.c.count)).where(*here)).scalar_one())

    return patiently(count)


def grades_of(home: TakeHome, part: str, version: str) -> Iterator[tuple[Work, GradeResult | AnswerResult]]:
    """All grades of a part by one version, with the works.

    Raises:
        TamperedError: a work or a result is not what was collected and graded.
    """
    query = among_grades(home.id, *_COLUMNS, *_RESULT)
    query = query.where(works.c.part == part, grades.c.version == version).order_by(works.c.id)
    with reading(home.engine) as connection:
        for row in connection.execute(query):
            yield _work(row), _checked(home, row._mapping)  # noqa: SLF001 - its public name


def read_grades(
    connection: Connection, home: TakeHome, versions: Mapping[str, str]
) -> dict[int, GradeResult | AnswerResult]:
    """The results that count by the number of their work, without what was handed in.

    Raises:
        TamperedError: a result is not what was graded.
    """
    light = [column for column in _COLUMNS if column.name != "content"]
    query = among_grades(home.id, *light, *_RESULT)
    return {
        row["id"]: _checked(home, row)
        for row in connection.execute(query).mappings()
        if versions.get(row["part"]) == row["version"]
    }


def read_contents(connection: Connection, home: TakeHome) -> dict[int, bytes]:
    """What was handed in, by the number of the work.

    Raises:
        TamperedError: some of it is not what was collected.
    """
    query = among_works(home.id, *_COLUMNS)
    return {row.id: _work(row).content for row in connection.execute(query)}


def drop_grades(home: TakeHome, candidate: Candidate, now: datetime) -> int:
    """Remove a candidate's grades, so that they are graded afresh; returns how many there were."""
    code = candidate.code
    with writing(home.engine) as connection:
        note_done(connection, home, What.REGRADED, now, candidate=candidate.id)
        mine = among_works(home.id, works.c.id).where(candidates.c.code == code)
        connection.execute(tries.delete().where(tries.c.work.in_(mine)))
        return connection.execute(grades.delete().where(grades.c.work.in_(mine))).rowcount


def patiently(work: Callable[[], T]) -> T:
    """Do something with the database; where it went away, again after a while.

    Raises:
        StorageError: it did not come back.
    """
    for pause in _PATIENCE:
        try:
            return work()
        except StorageError:
            time.sleep(pause)
    return work()


def _work(row: Any) -> Work:  # noqa: ANN401 - a row of whatever columns were asked for
    if hashlib.sha256(row.content).hexdigest() != row.digest:
        raise TamperedError(f"the work of {row.code} for {row.part} was changed in the database; collect it again")
    return Work(
        id=row.id,
        submission=row.submission,
        part=row.part,
        code=row.code,
        submission_digest=row.submission_digest,
        content=row.content,
        problem=row.problem,
    )


def _insert_once(home: TakeHome, row: dict[str, object]) -> bool:
    try:
        with writing(home.engine) as connection:
            return insert_new(connection, grades, row)
    except StorageError:
        with suppress(StorageError), reading(home.engine) as connection:
            known = select(works.c.id).where(works.c.id == row["work"])
            if connection.execute(known).first() is None:  # the candidate was forgotten meanwhile
                return False
        raise


def _exists(connection: Connection, here: ColumnElement[bool]) -> bool:
    return connection.execute(select(grades.c.id).where(here)).first() is not None


def _checked(home: TakeHome, row: Mapping[Any, Any]) -> GradeResult | AnswerResult:
    part, code = row["part"], row["code"]
    if seal_grade(home.key, row) != row["seal"]:
        raise TamperedError(
            f"the result of {code} for {part} was changed since it was graded; "
            f"`prep assess grade --again {code}` grades it afresh"
        )
    return answer_from_json(row["result"]) if part in home.content.questions else grade_from_json(row["result"])


def _of(home: TakeHome, part: str) -> ColumnElement[bool]:
    return and_(candidates.c.take_home == home.id, works.c.part == part)
