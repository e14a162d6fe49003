"""Sorts files to the parts of an assessment: by where they lie, else by what they define or are called."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from prep.assessment.packs.kept_work import KeptWork
from prep.assessment.packs.layout import GUIDE, LOG, MANIFEST, SIGNATURE, SUPPORT, challenge_folder
from prep.assessment.spec.content import Content
from prep.catalog.given import is_given
from prep.catalog.handins.entries import MAX_BYTES, MAX_FILES
from prep.catalog.handins.entry import (
    PREDICTIONS,
    PossibleSolution,
    is_starter,
    lay_around,
    lay_out,
    read_solution,
    the_one,
    wanted_names,
)
from prep.catalog.handins.kinds import FileKind, kind_of
from prep.catalog.handins.names import base_of, below, common_folder, folder_of, stem_of, suffix_of
from prep.catalog.handins.notebook import looks_like_notebook
from prep.catalog.handins.text import as_utf8
from prep.model.challenge import Challenge
from prep.model.errors import SubmissionError
from prep.model.text import one_line

MAX_ANSWER: Final = 100_000
_ANSWER_ENDINGS: Final = ("", ".md", ".markdown", ".txt", ".rst", ".md.txt")
_IMPORTED: Final = re.compile(r"^[ \t]*(?:from|import)[ \t]+\.?(\w+)", re.MULTILINE)
_ONLY_OURS: Final = (
    "holds only what was handed out, such as the folder `questions`; ask for the whole folder with `challenges` and "
    "`answers`, where the work is"
)
_OF_THE_PACK: Final = frozenset({MANIFEST, SIGNATURE, GUIDE, LOG})
_IN_CHALLENGES: Final = frozenset({"challenge.toml", "prompt.md", "starter.py", "test_public.py"})


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """Works by part, and what there is to say of the rest."""

    works: Mapping[str, KeptWork] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def sort_parts(files: Mapping[str, bytes], content: Content, *, single: bool = False) -> Sorted:
    """Sort what was handed in.

    Args:
        files: by path, original bytes.
        single: it is one file by itself, whose name says nothing of where it belongs.

    Raises:
        SubmissionError: nothing of it belongs to the assessment; the text names no hand-in.
    """
    top = common_folder(files)
    if top not in ("challenges", "answers", "questions"):  # a folder around everything often has somebody's name
        files = {below(name, top): body for name, body in files.items()}
    sorting = _Sorting(content, {name: body for name, body in files.items() if not _is_of_the_pack(name)})
    if files and not sorting.has_files:
        raise SubmissionError(_ONLY_OURS)
    sorting.take_folders()
    sorting.take_answers()
    sorting.take_loose(single=single)
    return sorting.finish()


class _Sorting:
    def __init__(self, content: Content, files: dict[str, bytes]) -> None:
        self._content = content
        self._left = files
        self._works: dict[str, KeptWork] = {}
        self._problems: dict[str, str] = {}
        self._remarks: list[str] = []

    @property
    def has_files(self) -> bool:
        return bool(self._left)

    def take_folders(self) -> None:
        """What lies in a challenge's own folder is for it, whatever lies around that folder."""
        for challenge in self._content.challenges.values():
            own = {inner: self._left.pop(name) for name, inner in self._below(challenge)}
            code = [name for name in own if kind_of(name) in (FileKind.SOURCE, FileKind.NOTEBOOK)]
            if any(base_of(name) not in _IN_CHALLENGES and not is_given(challenge, name, own[name]) for name in code):
                self._lay_out(own, challenge)

    def take_answers(self) -> None:
        """An answer is a text with the question's name, in `answers/` or anywhere else."""
        for question in self._content.questions:
            names = [name for name in self._left if _is_answer(name, question)]
            names.sort(key=lambda name: ("answers" not in name.split("/"), not self._left[name].strip(), name))
            for number, name in enumerate(names):
                body = self._left.pop(name)
                if number == 0:
                    self._answer(question, name, body)
                elif body.strip():
                    self._remarks.append(f"{one_line(name, 80)} was left out: there is {one_line(names[0], 80)}, too")

    def take_loose(self, *, single: bool) -> None:
        """Files that lie anywhere go to the challenge whose names they define."""
        if single:
            self._left = {_nameless(name, body): body for name, body in self._left.items()}
        missing = [one for one in self._content.challenges.values() if one.id not in self._works | self._problems]
        used: set[str] = set()
        for challenge in missing:
            used |= self._place(challenge, single=single)
        for name, body in sorted(self._left.items()):
            if name not in used and body.strip():
                self._remarks.append(f"{one_line(name, 80)} was left out: {self._why(name, body)}")

    def finish(self) -> Sorted:
        for part, work in list(self._works.items()):
            if problem := _too_much(work, is_answer=part in self._content.questions):
                self._problems[part] = problem
        for part in self._problems:
            self._works[part] = KeptWork()
        if not self._works.keys() - self._problems.keys():
            raise SubmissionError(self._refusal())
        missing = [part.id for part in self._content.assessment.parts if part.id not in self._works]
        if missing:
            self._remarks.append(f"nothing was handed in for {', '.join(missing)}")
        self._remarks += [f"{part} is not graded: {problem}" for part, problem in self._problems.items()]
        return Sorted(works=self._works, problems=self._problems, remarks=tuple(self._remarks))

    def _below(self, challenge: Challenge) -> list[tuple[str, str]]:
        """Files in the challenge's folder, by their path in the hand-in and in that folder."""
        slug = challenge.id.rpartition("/")[2]
        alone = sum(one.rpartition("/")[2] == slug for one in self._content.challenges) == 1
        found = []
        for name in self._left:
            path = f"/{name}"
            for folder in (challenge_folder(challenge.id), slug) if alone else (challenge_folder(challenge.id),):
                _, there, inner = path.rpartition(f"/{folder}/")
                if there:
                    found.append((name, inner))
                    break
        return found

    def _lay_out(self, own: Mapping[str, bytes], challenge: Challenge, *, single: bool = False) -> None:
        try:
            laid = lay_out(own, challenge, single=single)
        except SubmissionError as error:
            self._problems[challenge.id] = f"{challenge_folder(challenge.id)} {error}"
            return
        if laid.files["solution.py"].split() == challenge.starter.encode().split():
            return  # never begun
        self._works[challenge.id] = KeptWork(files=laid.files, originals=laid.originals)
        self._remarks += laid.remarks

    def _answer(self, question: str, name: str, body: bytes) -> None:
        if not body.strip():
            return
        text = as_utf8(body)
        if text is None:
            self._problems[question] = f"{one_line(name, 80)} is not text; ask for it as plain text"
            return
        if text.saved_as:
            self._remarks.append(f"{one_line(name, 80)} was saved as {text.saved_as} and is read as such")
        self._works[question] = KeptWork(files={"answer.md": text.content.strip()})

    def _place(self, challenge: Challenge, *, single: bool) -> set[str]:
        """Take the loose files that are the work on a challenge; returns their names."""
        if challenge.spec.project:
            return self._place_project(challenge, single=single)
        wanted = wanted_names(challenge)
        read = [one for name in self._left if (one := self._read(name, wanted, single=single))]
        only = len(self._content.challenges) == 1
        meant = [one for one in read if one.defines(wanted)]
        meant = meant or [one for one in read if only and stem_of(one.name) == "solution"]
        meant = [one for one in meant if not is_starter(one, challenge)]
        if not meant:
            return set()
        chosen = the_one(meant, challenge)
        if chosen is None:
            names = ", ".join(one_line(one.name, 60) for one in meant[:5])
            remedy = "ask which one counts, or collect them one by one if several people wrote them"
            self._problems[challenge.id] = f"{names} could each be meant; {remedy}"
            return {one.name for one in meant}
        beside = self._left if only else dict(self._imported(chosen))
        laid = lay_around(chosen, beside, read, challenge, single=single)
        self._works[challenge.id] = KeptWork(files=laid.files, originals=laid.originals)
        self._remarks += [remark for remark in laid.remarks if remark not in self._remarks]
        return set(beside)

    def _place_project(self, challenge: Challenge, *, single: bool) -> set[str]:
        """Take what lies loose for a project, if anything of it writes predictions."""
        code = [name for name in self._left if kind_of(name) in (FileKind.SOURCE, FileKind.NOTEBOOK)]
        if not any(PREDICTIONS.encode() in self._left[name] for name in code):
            return set()
        own = dict(self._left)
        self._lay_out(own, challenge, single=single)
        return set(own)

    def _read(self, name: str, wanted: tuple[str, ...], *, single: bool) -> PossibleSolution | None:
        if not single and kind_of(name) not in (FileKind.SOURCE, FileKind.NOTEBOOK):
            return None
        try:
            return read_solution(name, self._left[name], wanted)
        except SubmissionError as error:
            if str(error) not in self._remarks:
                self._remarks.append(str(error))
            return None

    def _imported(self, chosen: PossibleSolution) -> Iterator[tuple[str, bytes]]:
        """A file and those that it imports, and so on, of what lies in its folder."""
        folder = folder_of(chosen.name)
        waiting, seen = [chosen.code], {chosen.name}
        yield chosen.name, self._left[chosen.name]
        while waiting:
            modules = set(_IMPORTED.findall(waiting.pop()))
            for name, body in self._left.items():
                inner = name.removeprefix(f"{folder}/") if folder else name
                if name not in seen and inner.removesuffix(".py").split("/")[0] in modules:
                    seen.add(name)
                    waiting.append(body.decode("utf-8", "replace"))
                    yield name, body

    def _why(self, name: str, body: bytes) -> str:
        if kind_of(name) not in (FileKind.SOURCE, FileKind.NOTEBOOK):
            return "it is neither Python nor a notebook, nor called like a question"
        for challenge in self._content.challenges.values():
            if body.split() == challenge.starter.encode().split():
                return "it is the starter as it was"
        return "it defines nothing that a challenge of this assessment asks for"

    def _refusal(self) -> str:
        told = "; ".join([*self._problems.values(), *self._remarks][:3])
        if self._problems:
            return f"cannot be graded: {told}"
        names = sorted({name for one in self._content.challenges.values() for name in wanted_names(one)})
        wanted = (
            "a file that defines " + " or ".join(f"`{name}`" for name in names[:4]) if names else "the whole folder"
        )
        return f"holds nothing of this assessment; ask for {wanted}" + (f" ({told})" if told else "")


def _nameless(name: str, body: bytes) -> str:
    """What a file by itself is called from here on: reviewers are not to learn whose it is by its name."""
    if kind_of(name) is FileKind.NOTEBOOK or looks_like_notebook(body):
        return "notebook.ipynb"
    return f"{'solution' if stem_of(name) == 'solution' else 'work'}{suffix_of(name)}"


def _is_of_the_pack(name: str) -> bool:
    parts = name.split("/")
    return (parts[-1] in _OF_THE_PACK and len(parts) <= 2) or "questions" in parts[:2] or name in SUPPORT


def _is_answer(name: str, question: str) -> bool:
    base = base_of(name).casefold()
    return any(base == f"{question}{ending}" for ending in _ANSWER_ENDINGS)


def _too_much(work: KeptWork, *, is_answer: bool) -> str:
    size = sum(map(len, work.files.values()))
    if is_answer and size > MAX_ANSWER:
        return f"the answer is longer than {MAX_ANSWER:,} bytes; ask for a shorter one"
    if len(work.files) > MAX_FILES or size > MAX_BYTES:
        return f"more than {MAX_FILES} files or {MAX_BYTES >> 20} MB of code for one challenge; ask for the code only"
    return ""
