"""What a reviewer reads of one submission: files and grades, no name, no code, nobody else's marks."""

from dataclasses import dataclass

from sqlalchemy import select

from prep.assessment.home import TakeHome, counting_versions
from prep.assessment.kept_work import unpack_work
from prep.assessment.standing import Standing
from prep.model.text import one_line
from prep.store.database import reading
from prep.store.tables.take_homes import grades, works


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One file of a submission, or one answer."""

    title: str
    text: str
    is_code: bool


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything of one submission that a reviewer sees."""

    papers: tuple[Paper, ...]
    grades: tuple[str, ...]
    """One line a part."""


def dossier(home: TakeHome, submission: Standing) -> Dossier:
    """Gather a submission's files and how they were graded."""
    versions = counting_versions(home)
    papers: list[Paper] = []
    told: list[str] = []
    with reading(home.engine) as connection:
        rows = connection.execute(select(works).where(works.c.submission == submission.id).order_by(works.c.id)).all()
        graded = {
            (row.work, row.version): row
            for row in connection.execute(select(grades).where(grades.c.work.in_([row.id for row in rows])))
        }
    for row in rows:
        is_code = row.part in home.content.challenges
        for name, body in unpack_work(row.content).files.items():
            title = f"{row.part}: {one_line(name, 60)}" if is_code else row.part
            papers.append(Paper(title=title, text=body.decode("utf-8", "backslashreplace"), is_code=is_code))
        grade = graded.get((row.id, versions.get(row.part, "")))
        told.append(f"{row.part}: " + (f"{grade.share:.0%}, {grade.verdict}" if grade else "not graded yet"))
    return Dossier(papers=tuple(papers), grades=tuple(told))
