"""Finds, among the files of a hand-in, the one that is the solution to a challenge, and lays the others around it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from prep.catalog.given import is_given
from prep.catalog.handins.kinds import FileKind, kind_of, refusal_of
from prep.catalog.handins.names import base_of, below, common_folder, folder_of, stem_of, suffix_of
from prep.catalog.handins.notebook import Notebook, looks_like_notebook, read_notebook
from prep.catalog.handins.text import as_utf8
from prep.model.challenge import Challenge
from prep.model.errors import SubmissionError
from prep.model.submission import ENTRY_FILE
from prep.model.text import one_line

if TYPE_CHECKING:
    from prep.catalog.handins.module import NotebookModule

_DEFINED: Final = re.compile(r"^(?:def|class|async def)\s+([A-Za-z]\w*)", re.MULTILINE)
_OF_THE_PACK: Final = frozenset({"challenge.toml", "prompt.md", "starter.py", "test_public.py", "test_hidden.py"})
PREDICTIONS: Final = "predictions.csv"
_SCRIPTS: Final = ("solution", "main", "__main__", "run", "predict")
"""What people call the file that is run."""

_FENCE: Final = re.compile(rb"^[ \t]*(```|~~~)", re.MULTILINE)
"""Around code in Markdown."""

MakeModule = Callable[[Notebook, Collection[str]], "NotebookModule"]
_TEST: Final = re.compile(r"^(test_.*|.*_test|conftest|setup)\.py$")


@dataclass(frozen=True)
class PossibleSolution:
    """A file that may be the solution."""

    name: str
    code: str
    """As Python; of a notebook, the module that it makes."""

    original: bytes
    notebook: Notebook | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    """Modules that a notebook writes."""

    remarks: tuple[str, ...] = ()

    def defines(self, wanted: Collection[str]) -> bool:
        """Whether it defines anything that is asked for."""
        names = "|".join(map(re.escape, wanted)) or r"(?!)"
        return bool(
            re.search(rf"^(?:(?:async\s+)?def|class)\s+(?:{names})\b|^(?:{names})\s*[:=]", self.code, re.MULTILINE)
        )


@dataclass(frozen=True, kw_only=True)
class Laid:
    """Work as the grader takes it."""

    files: Mapping[str, bytes]
    """The entry at the top, what it may import around it."""

    originals: Mapping[str, bytes] = field(default_factory=dict)
    """What of it was made of something else, byte for byte: a notebook, a file in another encoding."""

    remarks: tuple[str, ...] = ()


def wanted_names(challenge: Challenge) -> tuple[str, ...]:
    """What a challenge's starter defines."""
    return tuple(_DEFINED.findall(challenge.starter))


def _module(notebook: Notebook, wanted: Collection[str]) -> "NotebookModule":
    from prep.catalog.handins.module import notebook_module  # most hand-ins have no notebook

    return notebook_module(notebook, wanted)


def _script(notebook: Notebook, _: Collection[str]) -> "NotebookModule":
    from prep.catalog.handins.script import notebook_script

    return notebook_script(notebook)


def read_solution(
    name: str, content: bytes, wanted: Collection[str] = (), make: MakeModule = _module
) -> PossibleSolution:
    """Read one file as Python or as a notebook, whichever it is.

    Args:
        wanted: names that it is asked to define.
        make: what makes Python of a notebook.

    Raises:
        SubmissionError: it is neither; the text names it.
    """
    told = one_line(name, 80)
    if refusal := refusal_of(content):
        raise SubmissionError(f"{told} {refusal}")
    if suffix_of(name) == ".ipynb" or looks_like_notebook(content):
        try:
            notebook = read_notebook(content)
        except SubmissionError as error:
            raise SubmissionError(f"{told} {error}") from None
        module = make(notebook, wanted)
        remarks = tuple(f"{told}: {remark}" for remark in module.left_out)
        return PossibleSolution(name, module.source, content, notebook, module.files, remarks)
    text = as_utf8(content)
    if text is None:
        raise SubmissionError(f"{told} is not text; save it as a .py file in UTF-8")
    if suffix_of(name) not in (".py", ".pyw") and _FENCE.search(text.content):
        raise SubmissionError(f"{told} is a text with code in it; hand in the code itself as a .py file")
    remarks = (f"{told} was saved as {text.saved_as} and is read as such",) if text.saved_as else ()
    return PossibleSolution(name, text.content.decode("utf-8", "surrogateescape"), content, remarks=remarks)


def lay_out(files: Mapping[str, bytes], challenge: Challenge | None, *, single: bool = False) -> Laid:
    """Find the solution and lay the rest of the work around it.

    Args:
        files: by path, as they came.
        challenge: what they answer; without it only names count.
        single: it is one file by itself, whose name does not count.

    Raises:
        SubmissionError: there is no solution, or more than one; the text says what was found, and names no hand-in.
    """
    if challenge is not None and challenge.spec.project:
        return lay_out_project(files, challenge, single=single)
    wanted = wanted_names(challenge) if challenge else ()
    own = dict(files) if single else _own(files, challenge)
    faults: list[str] = []
    solutions = list(_solutions(own, wanted, faults, single=single))
    chosen = solutions[0] if len(solutions) == 1 else the_one(solutions, challenge) if solutions else None
    if chosen is None or (faults and is_starter(chosen, challenge)):
        raise SubmissionError(_nothing(own, faults, solutions))
    if single and suffix_of(chosen.name) not in (".py", ".pyw", ".ipynb") and not _is_python(chosen, wanted):
        raise SubmissionError("is text and not Python; hand in a .py file or a notebook")
    laid = lay_around(chosen, own, solutions, challenge, single=single)
    return replace(laid, remarks=(*laid.remarks, *faults))


def lay_out_project(files: Mapping[str, bytes], challenge: Challenge, *, single: bool = False) -> Laid:
    """Find the script or notebook that writes the predictions; `package/__main__.py` is run as a package.

    Raises:
        SubmissionError: there is none, or several; the text says what was found, and names no hand-in.
    """
    own = dict(files) if single else _own(files, challenge)
    faults: list[str] = []
    read = list(_solutions(own, (), faults, single=single, make=_script))
    begun = [one for one in read if not is_starter(one, challenge) and not _TEST.match(base_of(one.name).casefold())]
    writing = [one for one in begun if PREDICTIONS in one.code] or begun or read
    first = [one for one in writing if stem_of(one.name) in _SCRIPTS] or writing
    chosen = (first[0] if len(first) == 1 else _only(first, ())) if first else None
    if chosen is None or (faults and is_starter(chosen, challenge)):
        raise SubmissionError(_nothing(own, faults, first))
    if base_of(chosen.name) == "__main__.py" and folder_of(chosen.name):
        above, package = folder_of(folder_of(chosen.name)), base_of(folder_of(chosen.name))
        code = f'import runpy\n\nrunpy.run_module("{package}", run_name="__main__", alter_sys=True)\n'
        chosen = PossibleSolution(f"{above}/{ENTRY_FILE}" if above else ENTRY_FILE, code, code.encode())
    laid = lay_around(chosen, own, read, challenge, single=single)
    return replace(laid, remarks=(*laid.remarks, *faults))


def _own(files: Mapping[str, bytes], challenge: Challenge | None) -> dict[str, bytes]:
    """What was written, without what was handed out."""
    return {
        name: body
        for name, body in files.items()
        if base_of(name) not in _OF_THE_PACK and not (challenge and is_given(challenge, name, body))
    }


def _solutions(
    files: Mapping[str, bytes],
    wanted: Collection[str],
    faults: list[str],
    *,
    single: bool,
    make: MakeModule = _module,
) -> Iterator[PossibleSolution]:
    """All files that may be the solution; those that cannot be read are told."""
    for name, body in files.items():
        if not single and kind_of(name) not in (FileKind.SOURCE, FileKind.NOTEBOOK):
            continue
        try:
            yield read_solution(name, body, wanted, make)
        except SubmissionError as error:
            if single:
                raise SubmissionError(str(error).removeprefix(one_line(name, 80)).strip()) from None
            faults.append(str(error))


def _is_python(one: PossibleSolution, wanted: Collection[str]) -> bool:
    if one.defines(wanted):
        return True
    from prep.catalog.handins.cells import NotPythonError, parse

    try:
        parse(one.code)
    except NotPythonError:
        return False
    return True


def the_one(solutions: Sequence[PossibleSolution], challenge: Challenge | None) -> PossibleSolution | None:
    """The solution among files that may be it; None if several may be meant."""
    wanted = wanted_names(challenge) if challenge else ()
    begun = [one for one in solutions if not is_starter(one, challenge)]
    possible = [one for one in begun if not _TEST.match(base_of(one.name).casefold())] or list(solutions)
    finished = [one for one in possible if one.defines(wanted) and not _is_unfinished(one)]
    possible = [one for one in possible if not _is_unfinished(one)] if finished else possible
    named = [
        [one for one in possible if base_of(one.name) == ENTRY_FILE],
        [one for one in possible if base_of(one.name).casefold() == ENTRY_FILE],
        [one for one in possible if stem_of(one.name) == "solution"],
    ]
    for group in (*named, [one for one in possible if one.defines(wanted)], possible):
        if group and (only := _only(group, wanted)):
            return only
    return None


def _only(group: list[PossibleSolution], wanted: Collection[str]) -> PossibleSolution | None:
    """The one that stands highest, or the one that defines what is asked for; None if several may be meant."""
    right = [one for one in group if one.defines(wanted)] or group
    least = min(one.name.count("/") for one in right)
    highest = [one for one in right if one.name.count("/") == least]
    if len({one.original for one in highest}) == 1:
        return highest[0]
    return None


def is_starter(one: PossibleSolution, challenge: Challenge | None) -> bool:
    """Whether a file is the starter as it was handed out."""
    return challenge is not None and one.code.split() == challenge.starter.split()


def _is_unfinished(one: PossibleSolution) -> bool:
    """Whether something of the starter is still in it: who went on in a notebook leaves that behind."""
    return "NotImplementedError" in one.code


def _nothing(files: Mapping[str, bytes], faults: list[str], solutions: list[PossibleSolution]) -> str:
    """What there is instead of a solution."""
    if faults:
        return f"cannot be read: {'; '.join(faults[:3])}"
    if solutions:
        names = ", ".join(one_line(one.name, 60) for one in solutions[:5])
        more = f" and {len(solutions) - 5} more" if len(solutions) > 5 else ""
        return f"holds no {ENTRY_FILE}, and {names}{more} could each be meant; give the right one that name"
    names = ", ".join(one_line(name, 60) for name in list(files)[:5])
    found = f"; it holds {names}" if names else ""
    return f"holds no {ENTRY_FILE}{found}; put your solution into a file of that name"


def _not_run(
    chosen: PossibleSolution, solutions: Sequence[PossibleSolution], challenge: Challenge | None
) -> Iterator[str]:
    for one in solutions:
        if one.notebook is not None and one is not chosen:
            yield f"{one_line(one.name, 80)} is kept for reviewers; {one_line(chosen.name, 80)} is what is run"
        elif one is not chosen and base_of(one.name) == ENTRY_FILE and is_starter(one, challenge):
            yield f"{one_line(one.name, 80)} is the starter as it was, and is passed over"


def lay_around(
    chosen: PossibleSolution,
    files: Mapping[str, bytes],
    solutions: Sequence[PossibleSolution],
    challenge: Challenge | None,
    *,
    single: bool = False,
) -> Laid:
    """The entry at the top; what lies in its folder beside it; the rest where it was, below the common folder."""
    root = folder_of(chosen.name)
    common = common_folder(files)
    laid: dict[str, bytes] = {}
    originals: dict[str, bytes] = {}
    read = {one.name: one for one in solutions}
    for name, body in sorted(files.items(), key=lambda file: (not file[0].startswith(f"{root}/"), file[0])):
        inner = name.removeprefix(f"{root}/") if root and name.startswith(f"{root}/") else below(name, common)
        if name == chosen.name or inner == ENTRY_FILE:
            continue
        if kind_of(name) is FileKind.NOTEBOOK:
            originals[inner] = body
        elif (one := read.get(name)) is not None:
            laid.setdefault(_as_module(inner), one.code.encode("utf-8", "surrogateescape"))
        else:
            laid.setdefault(inner, body)
    for name, text in chosen.files.items():
        laid.setdefault(name, text.encode("utf-8", "surrogateescape"))
    code = chosen.code.encode("utf-8", "surrogateescape")
    if code != chosen.original:
        originals[base_of(chosen.name)] = chosen.original
    taken = [f"{one_line(chosen.name, 80)} is taken for {ENTRY_FILE}"]
    if base_of(chosen.name) == ENTRY_FILE or single:
        taken = []
    remarks = (*taken, *chosen.remarks, *_not_run(chosen, solutions, challenge))
    return Laid(files={ENTRY_FILE: code, **laid}, originals=originals, remarks=remarks)


def _as_module(name: str) -> str:
    """`helper.PY` and `helper.py.txt` are imported as `helper`."""
    base = re.sub(r"\.pyw?(\.txt)?$", ".py", base_of(name), flags=re.IGNORECASE)
    folder = folder_of(name)
    return f"{folder}/{base}" if folder else base
