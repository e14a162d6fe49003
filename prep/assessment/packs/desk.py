"""A candidate's desk: the work of one take-home in a folder, its log, and the file that is sent back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from prep.assessment.packs.handin import build_handin
from prep.assessment.packs.journal import Event, PackLog
from prep.assessment.packs.layout import (
    BOUNDS,
    CHALLENGE_SPEC,
    HANDIN_SUFFIX,
    LOG,
    PROMPT,
    PUBLIC_TESTS,
    STARTER,
    answer_file,
    challenge_folder,
    question_file,
)
from prep.assessment.packs.opened import OpenedPack
from prep.catalog.challenges import load_challenge_folder
from prep.catalog.given import given_names
from prep.catalog.handins.contents import read_contents
from prep.catalog.handins.entry import lay_out
from prep.catalog.handins.kinds import FileKind, kind_of
from prep.catalog.handins.notebook import read_notebook
from prep.catalog.locate import shipped_root
from prep.catalog.submissions import refuse_damaged
from prep.model.challenge import Challenge
from prep.model.errors import ContentError, StorageError, SubmissionError
from prep.model.submission import ENTRY_FILE
from prep.store.files import read_file, write_file

_SAVES_APART: Final = timedelta(seconds=30)
"""Every text is kept at once; the log tells of it this often."""

_AT_ONCE: Final = 200
"""Characters that one save brings: the log tells of so many whenever they come."""

_RUNNER: Final = ".prep"


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What is in a file after saving."""

    text: str
    """What was to be saved, or, where another editor had written since, what that one wrote."""

    beside: Path | None = None
    """Where the text was kept that was to be saved, if it could not be."""


class CandidateDesk:
    """Opening the same pack again finds the work as it was left."""

    def __init__(self, pack: OpenedPack, folder: Path) -> None:
        """Lay the work out in a folder.

        Raises:
            TamperedError: its log was changed.
            StorageError: it cannot be written.
        """
        self.pack = pack
        self.folder = folder
        for name, body in pack.files.items():
            if not (folder / name).exists():
                write_file(folder / name, body)
        self.journal = PackLog(folder / LOG, pack.token, pack.digest)
        self._noted: dict[str, datetime] = {}
        self._known: dict[str, str] = {}
        self.remarks: tuple[str, ...] = ()
        """What the last hand-in left out, and notebooks in it that cannot be read."""

    # --- the clock ----------------------------------------------------------------------------------------------------

    @property
    def started_at(self) -> datetime | None:
        return self.journal.started_at

    @property
    def deadline(self) -> datetime | None:
        """When the time is up, by the clock or because the window closes; None before it has begun."""
        if self.started_at is None:
            return None
        by_clock = self.started_at + timedelta(minutes=self.pack.time_limit_minutes)
        return min(by_clock, self.pack.closes) if self.pack.closes else by_clock

    def begin(self, now: datetime) -> None:
        """Start the clock, unless it runs.

        Raises:
            StorageError: the window is not open yet, or the log cannot be written.
        """
        if self.started_at is None:
            if self.pack.opens is not None and now < self.pack.opens:
                raise StorageError(f"it opens on {self.pack.opens:%Y-%m-%d at %H:%M %Z}; start the clock after that")
            self.journal.note(Event.START, now)

    # --- the work -----------------------------------------------------------------------------------------------------

    def prompt(self, part: str) -> str:
        name = question_file(part) if self._is_question(part) else f"{challenge_folder(part)}/{PROMPT}"
        return self.pack.files[name].decode()

    def text(self, part: str) -> str:
        return read_file(self._file(part)) or ""

    def open(self, part: str) -> str:
        """The text to edit; who saves it later is told what another editor wrote meanwhile."""
        self._known[part] = self.text(part)
        return self._known[part]

    def save(self, part: str, text: str, now: datetime) -> Saved:
        """Keep a text at once, and tell of it in the log now and then.

        What another editor wrote since it was opened or saved here is never written over: it stays, and if something
        was written here as well, that is kept in a file of its own.

        Raises:
            StorageError: it cannot be written.
        """
        there, known = self.text(part), self._known.get(part)
        self._known[part] = there
        if text == there:
            return Saved(text=text)
        if known is not None and there != known:
            self._tell(part, there, now)
            return Saved(text=there, beside=None if text == known else self._keep_beside(part, text))
        write_file(self._file(part), text)
        self._known[part] = text
        self._tell(part, text, now, at_once=max(0, len(text) - len(there)))
        return Saved(text=text)

    def _tell(self, part: str, text: str, now: datetime, at_once: int = 0) -> None:
        if at_once >= _AT_ONCE or part not in self._noted or now - self._noted[part] >= _SAVES_APART:
            self._noted[part] = now
            facts = {"part": part, "digest": _digest(text), "characters": len(text)}
            self.journal.note(Event.SAVE, now, **facts, **({"at_once": at_once} if at_once >= _AT_ONCE else {}))

    def _keep_beside(self, part: str, text: str) -> Path:
        """In a folder that is not handed in."""
        name = self._file(part).relative_to(self.folder).as_posix().replace("/", "-")
        number = 1
        while (path := self.folder / _RUNNER / "kept" / f"{number}-{name}").exists():
            number += 1
        write_file(path, text)
        return path

    def note_check(self, part: str, now: datetime, passed: int, total: int) -> None:
        """Tell in the log that public tests were run."""
        text = self.text(part)
        facts = {"part": part, "digest": _digest(text), "characters": len(text), "passed": passed, "total": total}
        self.journal.note(Event.CHECK, now, **facts)

    def is_begun(self, part: str) -> bool:
        """Whether anything was written for a part."""
        start = "" if self._is_question(part) else self.pack.files[f"{challenge_folder(part)}/{STARTER}"].decode()
        return self.text(part).strip() != start.strip()

    # --- public tests and the end -------------------------------------------------------------------------------------

    def public_challenge(self, part: str) -> Challenge:
        """A challenge that has only its public checks, laid out so that the engine can run them.

        Raises:
            ContentError: the pack was made by another release, and does not fit.
        """
        packed = challenge_folder(part)
        folder = self.folder / _RUNNER / packed
        texts = {
            CHALLENGE_SPEC: self.pack.files[f"{packed}/{CHALLENGE_SPEC}"].decode(),
            PROMPT: self.prompt(part),
            STARTER: self.pack.files[f"{packed}/{STARTER}"].decode(),
            f"tests/{PUBLIC_TESTS}": self.public_tests(part),
            "tests/test_hidden.py": "",
            "reference.py": "",
            "hints.md": "",
        }
        for name, text in texts.items():
            if read_file(folder / name) != text:
                write_file(folder / name, text)
        self._lend_projects()
        challenge = load_challenge_folder(folder)
        for name in given_names(challenge):
            body = self.pack.files.get(f"{packed}/{name}")
            if body is None:
                raise ContentError(f"`{packed}/{name}` is missing in the pack; ask the team for the file again")
            write_file(folder / name, body)
        return challenge

    def files(self, challenge: Challenge) -> Mapping[str, bytes]:
        """The work on a challenge as it is on the disk, read as it will be when it is handed in.

        Raises:
            SubmissionError: it cannot be read.
        """
        top = f"{challenge_folder(challenge.id)}/"
        folder = self.folder / top
        brought = {name.removeprefix(top) for name in self.pack.files if name.startswith(top)} - {ENTRY_FILE}
        contents = read_contents(folder, passed_over=brought)
        try:
            refuse_damaged(contents)
            return lay_out(contents.files, challenge).files
        except SubmissionError as error:
            raise SubmissionError(f"{folder} {error}") from None

    def public_tests(self, part: str) -> str:
        return self.pack.files[f"{challenge_folder(part)}/{PUBLIC_TESTS}"].decode()

    def submit(self, target: Path, now: datetime, name: str = "") -> Path:
        """Write the file that is sent back; it can be done again, and the team decides which one counts.

        Raises:
            StorageError: it cannot be written.
            SubmissionError: the folder holds far more than work, or a file that cannot be read.
        """
        works, self.remarks = self._works()
        self.journal.note(
            Event.SUBMIT, now, works={file: hashlib.sha256(body).hexdigest() for file, body in works.items()}
        )
        log = read_file(self.folder / LOG) or ""
        path = target / f"{self.pack.assessment}-{self.pack.code or _plain(name) or 'work'}{HANDIN_SUFFIX}"
        try:
            path.write_bytes(build_handin(self.pack, works, log, name))
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}; choose another folder with --to") from None
        return path

    def _works(self) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
        """Everything in the folder that a candidate wrote, byte for byte, and what there is to say of the rest."""
        own = self._written_by_the_candidate()
        contents = read_contents(self.folder, BOUNDS, passed_over={LOG, *self.pack.files} - own)
        refuse_damaged(contents)
        written = {name: body for name, body in contents.files.items() if name not in self.pack.files or name in own}
        for part in (*self.pack.challenges, *self.pack.questions):
            written.setdefault(self._file(part.id).relative_to(self.folder).as_posix(), self.text(part.id).encode())
        remarks = [remark for remark in contents.remarks if not remark.startswith(f"left out ({Kind.CLUTTER.value})")]
        for name, body in written.items():
            if kind_of(name) is FileKind.NOTEBOOK:
                try:
                    read_notebook(body)
                except SubmissionError as error:
                    remarks.append(f"{name} {error}")
        return written, tuple(remarks)

    def _written_by_the_candidate(self) -> set[str]:
        """Files that a pack brings to be written in."""
        return {
            *(f"{challenge_folder(part.id)}/{ENTRY_FILE}" for part in self.pack.challenges),
            *(answer_file(part.id) for part in self.pack.questions),
        }

    def _file(self, part: str) -> Path:
        name = answer_file(part) if self._is_question(part) else f"{challenge_folder(part)}/{ENTRY_FILE}"
        return self.folder / name

    def _is_question(self, part: str) -> bool:
        return any(one.id == part for one in self.pack.questions)

    def _lend_projects(self) -> None:
        """Public tests may read the data of a reference project, which ships with the product, not with the pack."""
        link = self.folder / _RUNNER / "projects"
        if not link.exists() and (shipped_root() / "projects").is_dir():
            try:
                link.symlink_to(shipped_root() / "projects", target_is_directory=True)
            except OSError as error:
                raise StorageError(f"{link} cannot be made: {error.strerror}; choose another folder") from None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(name: str) -> str:
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in name).strip("-")
