"""Opens a pack on a candidate's machine: checks its signature, and trusts nothing before that."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from prep.assessment.packs.keys import canonical, fingerprint, is_signed
from prep.assessment.packs.layout import (
    BOUNDS,
    CHALLENGE_SPEC,
    MANIFEST,
    PACK_FORMAT,
    PROMPT,
    PUBLIC_TESTS,
    SIGNATURE,
    STARTER,
    TamperedError,
    challenge_folder,
    question_file,
)
from prep.catalog.submissions import read_files
from prep.model.errors import SubmissionError
from prep.model.submission import ENTRY_FILE

_WORD: Final = re.compile(r"[\w-]{1,80}", re.ASCII)
_CHALLENGE_ID: Final = re.compile(r"[\w-]{1,80}/[\w-]{1,80}", re.ASCII)
_MOST_MINUTES: Final = 60 * 24 * 365


@dataclass(frozen=True, kw_only=True)
class PackedPart:
    """A challenge or question in a pack."""

    id: str
    title: str
    minutes: int
    weight: float


@dataclass(frozen=True, kw_only=True)
class OpenedPack:
    """A pack whose signature is right."""

    assessment: str
    title: str
    instructions: str
    time_limit_minutes: int
    opens: datetime | None
    closes: datetime | None
    code: str
    token: bytes
    challenges: tuple[PackedPart, ...]
    questions: tuple[PackedPart, ...]
    files: Mapping[str, bytes]
    key: str
    """The fingerprint of the key that signed it; the team can tell it to its candidates by another way."""

    digest: str
    """Of what was signed."""


def open_pack(path: Path) -> OpenedPack:
    """Read a pack.

    Raises:
        SubmissionError: it cannot be read at all.
        TamperedError: it is not what its team signed.
    """
    try:
        files = read_files(path, BOUNDS, SIGNATURE)
    except SubmissionError as error:
        reason = str(error).partition(";")[0]  # what follows is for who hands in
        told = "as a pack it cannot be opened: use the file that the team sent, or ask for it again"
        raise SubmissionError(f"{reason}; {told}") from None
    return check_pack(files, str(path))


def check_pack(files: Mapping[str, bytes], name: str) -> OpenedPack:
    """Check the files of a pack against its signature.

    Raises:
        TamperedError: it is not what its team signed; the text says what differs.
    """
    signed, public = _checked_signature(files, name)
    listed = signed["files"]
    for file in files:
        if file not in listed and file != SIGNATURE:
            raise TamperedError(f"{name}: `{file}` was added after it was signed; ask the team for the file again")
    for file, digest in listed.items():
        if file not in files:
            raise TamperedError(f"{name}: `{file}` is missing; ask the team for the file again")
        if hashlib.sha256(files[file]).hexdigest() != digest:
            raise TamperedError(f"{name}: `{file}` was changed after it was signed; ask the team for the file again")
    digest = hashlib.sha256(canonical(signed)).hexdigest()
    try:
        opened = _opened(json.loads(files[MANIFEST]), files, fingerprint(public), digest)
        _require_its_files(opened)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise TamperedError(f"{name}: its {MANIFEST} does not fit its files; ask the team for the file again") from None
    return opened


def _checked_signature(files: Mapping[str, bytes], name: str) -> tuple[dict[str, Any], bytes]:
    if SIGNATURE not in files or MANIFEST not in files:
        raise TamperedError(f"{name} is not a pack: it has no {SIGNATURE} or no {MANIFEST}; use the file the team sent")
    try:
        told = json.loads(files[SIGNATURE])
        signed, public = told["signed"], base64.b64decode(told["key"], validate=True)
        right = is_signed(canonical(signed), base64.b64decode(told["signature"], validate=True), public)
        version, listed = signed["format_version"], signed["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TamperedError(f"{name}: its {SIGNATURE} is damaged; ask the team for the file again") from None
    if not right or not isinstance(listed, dict):
        raise TamperedError(f"{name}: its signature is wrong, it was changed; ask the team for the file again")
    if version != PACK_FORMAT:
        raise TamperedError(
            f"{name} has format {version!r}, this release reads {PACK_FORMAT}; ask the team for the right prep"
        )
    return signed, public


def _require_its_files(opened: OpenedPack) -> None:
    """Whoever signs a pack may be a stranger, too: ids become paths, and files are read as text.

    Raises:
        ValueError: an id is none, or a file is missing or no text.
    """
    wanted = [question_file(part.id) for part in opened.questions]
    for part in opened.challenges:
        wanted += [f"{challenge_folder(part.id)}/{name}" for name in (CHALLENGE_SPEC, PROMPT, STARTER, PUBLIC_TESTS)]
    if not all(_CHALLENGE_ID.fullmatch(part.id) for part in opened.challenges):
        raise ValueError
    if not all(_WORD.fullmatch(word) for word in (*(part.id for part in opened.questions), opened.assessment)):
        raise ValueError
    if opened.code and not _WORD.fullmatch(opened.code):
        raise ValueError
    if not all(name in opened.files for name in wanted) or not 0 < opened.time_limit_minutes < _MOST_MINUTES:
        raise ValueError
    for name in (*wanted, *(f"{challenge_folder(part.id)}/{ENTRY_FILE}" for part in opened.challenges)):
        opened.files.get(name, b"").decode()


def _opened(facts: dict[str, Any], files: Mapping[str, bytes], key: str, digest: str) -> OpenedPack:
    return OpenedPack(
        assessment=facts["assessment"],
        title=str(facts["title"]),
        instructions=str(facts["instructions"]),
        time_limit_minutes=facts["time_limit_minutes"],
        opens=_moment(facts.get("opens")),
        closes=_moment(facts["closes"]),
        code=facts["code"],
        token=bytes.fromhex(facts["token"]),
        challenges=tuple(
            PackedPart(id=one["id"], title=str(one["title"]), minutes=int(one["minutes"]), weight=float(one["weight"]))
            for one in facts["challenges"]
        ),
        questions=tuple(
            PackedPart(
                id=one["id"],
                title=str(one.get("title") or _spoken(one["id"])),  # packs of earlier releases have none
                minutes=int(one["minutes"]),
                weight=float(one["weight"]),
            )
            for one in facts["questions"]
        ),
        files=files,
        key=key,
        digest=digest,
    )


def _moment(text: str | None) -> datetime | None:
    """A time with its offset.

    Raises:
        ValueError: it is none, or so far away that it cannot be reckoned with.
    """
    if not text:
        return None
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not 2000 <= found.year < 2200:
        raise ValueError
    return found


def _spoken(question_id: str) -> str:
    return question_id.replace("-", " ").capitalize()
