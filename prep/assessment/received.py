"""Turns whatever a candidate sends back into one work for each part of the assessment."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from lzma import LZMAError
from pathlib import Path
from typing import Final

from prep.assessment.content import Content
from prep.assessment.handin import SealedHandin, open_handin
from prep.assessment.keys import TeamKey
from prep.assessment.layout import (
    BOUNDS,
    GUIDE,
    HANDIN,
    HANDIN_SUFFIX,
    MANIFEST,
    SIGNATURE,
    SUPPORT,
    answer_file,
    challenge_folder,
)
from prep.assessment.notebook import read_notebook
from prep.catalog.submissions import MAX_BYTES, MAX_FILES, read_files
from prep.model.challenge import Challenge
from prep.model.errors import SubmissionError
from prep.model.submission import ENTRY_FILE

_DEFINED: Final = re.compile(r"^(?:def|class|async def)\s+([A-Za-z]\w*)", re.MULTILINE)
_NOTEBOOK: Final = ".ipynb"
MAX_ANSWER: Final = 100_000


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
    works: Mapping[str, Mapping[str, bytes]]
    """Files by part; an answer is the one file `answer.md`."""

    problems: Mapping[str, str] = field(default_factory=dict)
    """Why a part cannot be graded, by part."""

    remarks: tuple[str, ...] = ()
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    log: str = ""


def receive(path: Path, content: Content, key: TeamKey) -> Received:
    """Read what came back.

    Raises:
        SubmissionError: it cannot be read, or nothing in it belongs to the assessment.
        TamperedError: it was changed after the tool sealed it.
    """
    try:
        files = read_files(path, BOUNDS)
    except LZMAError:
        raise SubmissionError(f"{path}: the archive is damaged; ask for it again") from None
    if HANDIN in files:
        return _from_tool(open_handin(files, content.assessment.id, key, str(path)), files, content, path)
    works, problems, remarks = _sort(_without_packing(files, content), content, str(path))
    return Received(
        who=_bare_name(path),
        is_code=False,
        source=_source(path, files),
        works=works,
        problems=problems,
        remarks=remarks,
    )


def _from_tool(handin: SealedHandin, files: Mapping[str, bytes], content: Content, path: Path) -> Received:
    works, problems, remarks = _sort(handin.works, content, str(path))
    return Received(
        who=handin.code or handin.name or _bare_name(path),
        is_code=bool(handin.code),
        source=Source.TOOL,
        works=works,
        problems=problems,
        remarks=remarks,
        started_at=handin.started_at,
        submitted_at=handin.submitted_at,
        log=files["log.jsonl"].decode(),
    )


_Sorted = tuple[dict[str, dict[str, bytes]], dict[str, str], tuple[str, ...]]


def _sort(files: Mapping[str, bytes], content: Content, name: str) -> _Sorted:
    """Files that lie where the pack laid them go to their part; others are placed by what they define."""
    works: dict[str, dict[str, bytes]] = {}
    problems: dict[str, str] = {}
    remarks: list[str] = []
    left = dict(files)
    for challenge in content.challenges.values():
        if own := _below(left, challenge_folder(challenge.id), challenge):
            works[challenge.id] = own
    for question in content.questions:
        text = left.pop(answer_file(question), b"").strip()
        if text:
            works[question] = {"answer.md": text}
    for file, body in sorted(left.items()):
        _place(file, body, content, works, remarks)
    for part, work in list(works.items()):
        if problem := _too_much(work, is_answer=part in content.questions):
            problems[part] = problem
            works[part] = {}
    if not works:
        raise SubmissionError(f"{name} holds nothing of this assessment; ask for {_wanted(content)}")
    missing = [part.id for part in content.assessment.parts if part.id not in works]
    if missing:
        remarks.append(f"nothing was handed in for {', '.join(missing)}")
    return works, problems, tuple(remarks)


def _below(files: dict[str, bytes], folder: str, challenge: Challenge) -> dict[str, bytes]:
    """Take a challenge's files out of `files`; those that the pack brought and nobody edits are not work."""
    found = {}
    for name in [name for name in files if name.startswith(f"{folder}/")]:
        body, inner = files.pop(name), name.removeprefix(f"{folder}/")
        if inner.endswith(_NOTEBOOK) and ENTRY_FILE not in found:
            found[ENTRY_FILE] = read_notebook(body, name)
        elif inner not in ("challenge.toml", "prompt.md", "starter.py", "test_public.py"):
            found[inner] = body
    if found.get(ENTRY_FILE, b"").split() == challenge.starter.encode().split():
        return {}  # never begun
    return found if ENTRY_FILE in found else {}


def _place(file: str, body: bytes, content: Content, works: dict[str, dict[str, bytes]], remarks: list[str]) -> None:
    if file.endswith(_NOTEBOOK):
        body = read_notebook(body, file)
    elif not file.endswith(".py"):
        if not file.startswith(("challenges/", "questions/", "answers/")):
            remarks.append(f"{file[:80]} was left out: it is neither Python nor a notebook")
        return
    text = body.decode("utf-8", "replace")
    placed = [one for one in content.challenges.values() if one.id not in works and _answers(text, one)]
    if not placed:
        remarks.append(f"{file[:80]} was left out: it defines nothing that a challenge of this assessment asks for")
    for challenge in placed:
        works[challenge.id] = {ENTRY_FILE: body}


def _answers(text: str, challenge: Challenge) -> bool:
    """Whether a file defines what the starter does."""
    wanted = set(_DEFINED.findall(challenge.starter))
    return bool(wanted & set(_DEFINED.findall(text)))


def _too_much(work: Mapping[str, bytes], *, is_answer: bool) -> str:
    size = sum(map(len, work.values()))
    if is_answer and size > MAX_ANSWER:
        return f"the answer is longer than {MAX_ANSWER:,} bytes"
    if len(work) > MAX_FILES or size > MAX_BYTES:
        return f"more than {MAX_FILES} files or {MAX_BYTES >> 20} MB for one challenge"
    return ""


def _without_packing(files: dict[str, bytes], content: Content) -> dict[str, bytes]:
    """A folder that was zipped as a whole has everything one level down; what came with the pack is no work."""
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and (top := tops.pop()) not in ("challenges", "answers") and f"{top}" not in files:
        files = {name.removeprefix(f"{top}/"): body for name, body in files.items()}
    if len(content.challenges) == 1 and ENTRY_FILE in files and not any(n.startswith("challenges/") for n in files):
        (only,) = content.challenges
        loose = {name: body for name, body in files.items() if "/" in name or name.endswith(".py")}
        kept = {name: body for name, body in files.items() if name.startswith("answers/")}
        files = kept | {f"{challenge_folder(only)}/{name}": body for name, body in loose.items() if name not in kept}
    return {name: body for name, body in files.items() if name not in (MANIFEST, SIGNATURE, GUIDE, *SUPPORT)}


def _source(path: Path, files: Mapping[str, bytes]) -> Source:
    if path.is_dir():
        return Source.FOLDER
    if zipfile.is_zipfile(path) and list(files) != [path.name]:
        return Source.ARCHIVE
    return Source.NOTEBOOK if path.suffix == _NOTEBOOK else Source.FILE


def _bare_name(path: Path) -> str:
    name = path.resolve().name
    for suffix in (HANDIN_SUFFIX, ".pack.zip", ".zip", ".py", _NOTEBOOK):
        name = name.removesuffix(suffix)
    return name


def _wanted(content: Content) -> str:
    names = sorted({name for one in content.challenges.values() for name in _DEFINED.findall(one.starter)})
    return (
        "a file that defines " + " or ".join(f"`{name}`" for name in names[:4])
        if names
        else "the folder as it was sent"
    )


def pack_work(files: Mapping[str, bytes]) -> bytes:
    """A work as it is kept in the database."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack_work(content: bytes) -> dict[str, bytes]:
    """What `pack_work` packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
