"""What a reviewer reads of one submission: files without names, nobody else's marks; grades after the marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prep.assessment.decision.masking import Mask
from prep.assessment.packs.kept_work import unpack_work
from prep.assessment.register.home import TakeHome, counting_versions
from prep.assessment.register.ledger import graded_parts
from prep.assessment.register.roster import all_candidates
from prep.assessment.register.standing import StoredSubmission
from prep.model.text import one_line
from prep.reports.notebook_pages import notebook_sections
from prep.reports.terminal import block_text
from prep.reports.wording import share_words

_WIDTH: Final = 100


@dataclass(frozen=True, kw_only=True)
class ShownWork:
    """One file of a submission, or one answer."""

    title: str
    text: str
    is_code: bool


def _notebooks(part: str, originals: Mapping[str, bytes]) -> Iterator[ShownWork]:
    """Notebooks as their authors left them, with their texts and what they showed; plots are in the report."""
    for section in notebook_sections(originals, "", 2):
        text = "\n".join(block_text(block, _WIDTH) for block in section.blocks)
        yield ShownWork(title=f"{part}: {section.title}", text=text, is_code=False)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything of one submission that a reviewer sees."""

    papers: tuple[ShownWork, ...]
    grades: tuple[str, ...]
    """One line a part."""


def dossier(home: TakeHome, submission: StoredSubmission) -> Dossier:
    """Gather a submission's files, and how they were graded: to be shown once the reviewer's own marks are complete.

    A test's result that is seen first would be all that is marked.
    """
    papers: list[ShownWork] = []
    told: list[str] = []
    everybody = all_candidates(home)
    mask = Mask(next(one for one in everybody if one.code == submission.code), everybody)
    for row in graded_parts(home, submission.id, counting_versions(home)):
        is_code = row.part in home.content.challenges
        work = unpack_work(row.content)
        for name, body in work.files.items():
            title = f"{row.part}: {one_line(mask.text(name), 60)}" if is_code else row.part
            papers.append(
                ShownWork(title=title, text=mask.text(body.decode("utf-8", "backslashreplace")), is_code=is_code)
            )
        papers += _notebooks(row.part, {mask.text(name): mask.body(body) for name, body in work.originals.items()})
        graded = "not graded yet" if row.share is None else f"{share_words(row.share)}, {row.verdict}"
        told.append(f"{row.part}: {graded}")
    return Dossier(papers=tuple(papers), grades=tuple(told))
