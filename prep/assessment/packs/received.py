"""Turns whatever a candidate sends back into one work for each part of the assessment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.assessment.packs.handin import SealedHandin, open_handin
from prep.assessment.packs.kept_work import KeptWork
from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.layout import BOUNDS, HANDIN, HANDIN_SUFFIX
from prep.assessment.packs.sorting import sort_parts
from prep.assessment.spec.content import Content
from prep.catalog.handins.contents import Contents, read_contents
from prep.catalog.handins.kinds import FileKind, kind_of
from prep.catalog.submissions import refuse_damaged
from prep.model.errors import SubmissionError

_ENDINGS: Final = (
    HANDIN_SUFFIX,
    ".pack.zip",
    ".py.txt",
    *(f".tar.{packed}" for packed in ("gz", "bz2", "xz", "zst", "lzma")),
    ".tgz",
    ".tbz2",
    ".txz",
    ".tar",
    ".zip",
    ".ipynb",
    ".py",
)


class Source(StrEnum):
    """How work came back."""

    TOOL = "tool"
    """By `prep take`: with a seal and a log."""

    FOLDER = "folder"
    ARCHIVE = "archive"
    FILE = "file"
    NOTEBOOK = "notebook"


@dataclass(frozen=True, kw_only=True)
class Received:
    """What one candidate sent back, sorted by the parts of the assessment."""

    who: str
    """The candidate's code where the tool told it, else the name that they or their file bear."""

    is_code: bool
    source: Source
    works: Mapping[str, KeptWork]
    """By part."""

    problems: Mapping[str, str] = field(default_factory=dict)
    """Why a part cannot be read, by part: it then has no score."""

    remarks: tuple[str, ...] = ()
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    log: str = ""


def receive(
    path: Path, content: Content, key: TeamKey, content_of: Callable[[str, str], Content] | None = None
) -> Received:
    """Read what came back.

    Args:
        content_of: the content as somebody got it, where that differs from one to another; by the code in the seal,
            which may be empty, and by what the person or the file is called.

    Raises:
        SubmissionError: it cannot be read, or nothing in it belongs to the assessment.
        TamperedError: it was changed after the tool sealed it.
    """
    contents = read_contents(path, BOUNDS, sealed_by=HANDIN)
    try:
        refuse_damaged(contents)
        if HANDIN in contents.files:
            handin = open_handin(contents.files, content.assessment.id, key, str(path))
            return _from_tool(handin, contents, content_of(handin.code, handin.name) if content_of else content, path)
        theirs = content_of("", _bare_name(path)) if content_of else content
        found = sort_parts(contents.files, theirs, single=contents.single)
    except SubmissionError as error:
        if str(error).startswith(str(path)):
            raise
        told = "".join(f" ({remark})" for remark in contents.remarks[:3])
        raise SubmissionError(f"{path} {error}{told}") from None
    return Received(
        who=_bare_name(path),
        is_code=False,
        source=_source(path, contents),
        works=found.works,
        problems=found.problems,
        remarks=(*contents.remarks, *found.remarks),
    )


def _from_tool(handin: SealedHandin, contents: Contents, content: Content, path: Path) -> Received:
    found = sort_parts(handin.works, content)
    return Received(
        who=handin.code or handin.name or _bare_name(path),
        is_code=bool(handin.code),
        source=Source.TOOL,
        works=found.works,
        problems=found.problems,
        remarks=found.remarks,
        started_at=handin.started_at,
        submitted_at=handin.submitted_at,
        log=contents.files["log.jsonl"].decode(),
    )


def _source(path: Path, contents: Contents) -> Source:
    if path.is_dir():
        return Source.FOLDER
    if not contents.single:
        return Source.ARCHIVE
    return Source.NOTEBOOK if kind_of(next(iter(contents.files))) is FileKind.NOTEBOOK else Source.FILE


def _bare_name(path: Path) -> str:
    name = path.resolve().name.encode("utf-8", "backslashreplace").decode()
    for ending in _ENDINGS:
        if name.casefold().endswith(ending):
            return name[: -len(ending)]
    return name
