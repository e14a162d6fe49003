"""Puts an assessment together and proves it before anybody gets it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import tomli_w

from prep.assessment.packs.layout import SUPPORT
from prep.assessment.spec.content import Content
from prep.catalog.locate import shipped_root
from prep.catalog.questions import question_files
from prep.model.challenge import Challenge
from prep.model.errors import StorageError
from prep.model.question import Question

_HIDDEN_TESTS: Final = "tests/test_hidden.py"
_SHORTEST_SECRET: Final = 24
"""Shorter lines, such as `X = np.asarray(X)`, are everybody's."""

_SHORTEST_OF_ANOTHER: Final = 64
"""What two challenges have in common is chance unless it is longer than a line of the usual set-up and assertions."""

_LONGEST_FIGURE_BY_CHANCE: Final = 6
"""Characters of a number that another challenge's files may hold by chance, such as 0.9999."""

_EVERYBODYS: Final = ("import ", "from ", "def ", "class ", "raise ", "@", '"""', "#")
_FIGURE: Final = re.compile(r"(?<![\w.])\d+\.\d{4,}(?!\w)|(?<![\w.])\d{6,}(?![\w.])")
"""Numbers with so many digits are expected values, not examples."""


def check_composition(content: Content, packed: Mapping[str, bytes]) -> Iterator[str]:
    """Everything that is wrong with an assessment, its content's own soundness apart; each says how to mend it."""
    limit, expected = content.assessment.time_limit_minutes, content.expected_minutes
    if expected > limit:
        parts = ", ".join(f"{name} {minutes}" for name, minutes in _minutes(content))
        yield (
            f"its parts take {expected} minutes by their own limits ({parts}), but the time limit is {limit}; "
            f"set `time_limit_minutes` to {expected}, or leave a part out"
        )
    yield from find_leaks(content, packed)


def shipped_parts(content: Content, roots: Sequence[Path]) -> list[str]:
    """Parts that travel with the product: whoever installs it can read their hidden tests, references and rubrics."""
    shipped = shipped_root().resolve()
    files = question_files(roots)
    found = [one.id for one in content.challenges.values() if one.folder.resolve().is_relative_to(shipped)]
    return found + [name for name in content.questions if files[name].resolve().is_relative_to(shipped)]


def find_leaks(content: Content, packed: Mapping[str, bytes]) -> Iterator[str]:
    """Lines and figures in a pack that give away what decides: hidden tests, references, known solutions, rubrics."""
    flat = {file: _flat(body.decode("utf-8", "replace")) for file, body in packed.items() if _may_tell(file, body)}
    together = "\n".join(flat.values())
    for challenge in content.challenges.values():
        found = ((secret, source) for secret, source in challenge_secrets(challenge) if secret in together)
        yield from _leaks(challenge.id, found, flat)
    for question in content.questions.values():
        found = ((secret, source) for secret, source in question_secrets(question) if secret in together)
        yield from _leaks(question.id, found, flat)


def challenge_secrets(challenge: Challenge) -> Iterator[tuple[str, str]]:
    """What of a challenge a candidate must not see, and where it comes from."""
    folder = challenge.folder
    tests = _flat((folder / "tests" / "test_public.py").read_text("utf-8"))
    starter = _flat(challenge.starter)
    files = [folder / "tests" / "test_hidden.py", folder / "reference.py", *sorted(folder.glob("submissions/**/*.py"))]
    for file in files:
        text = file.read_text("utf-8", errors="replace")
        name = file.relative_to(folder).as_posix()
        # Both kinds of tests share their helpers, and a solution begins as the starter.
        shown = f"{tests}\n{starter}" if name == _HIDDEN_TESTS else starter
        yield from ((line, name) for line in sorted(_lines(text)) if _is_telling(line) and line not in shown)
        if name == _HIDDEN_TESTS:
            figures_shown = set(_FIGURE.findall(f"{challenge.prompt}\n{shown}"))
            yield from ((figure, name) for figure in sorted(set(_FIGURE.findall(text)) - figures_shown))


def question_secrets(question: Question) -> Iterator[tuple[str, str]]:
    """What of a question's rubric a candidate must not see."""
    yield from ((line, "the model answer") for line in _lines(question.model_answer) if _is_telling(line))
    for point in question.points:
        yield point.description, "a key point"
        yield from ((phrasing, "a key point") for phrasing in point.phrasings if _is_telling(phrasing))
        yield point.follow_up, "a follow-up question"
    for misconception in question.misconceptions:
        yield from ((phrasing, "a misconception") for phrasing in misconception.phrasings if _is_telling(phrasing))


def draft(values: Mapping[str, Any]) -> str:
    """The text of a new assessment's file."""
    return tomli_w.dumps({"format_version": 1, **values}, multiline_strings=True)


def write_draft(path: Path, values: Mapping[str, Any]) -> None:
    """Write a new assessment's file.

    Raises:
        StorageError: there is one already, or it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(draft(values))
    except FileExistsError:
        raise StorageError(f"{path} is there already; choose another name") from None
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}") from None


def is_question(roots: Sequence[Path], part: str) -> bool:
    """Whether an id is a question's; challenges have a project before theirs."""
    return "/" not in part and part in question_files(roots)


def _minutes(content: Content) -> Iterator[tuple[str, int]]:
    for challenge in content.challenges.values():
        yield challenge.id, challenge.spec.time_limit_minutes
    for question in content.questions.values():
        yield question.id, question.time_limit_minutes


def _leaks(owner: str, secrets: Iterable[tuple[str, str]], packed: Mapping[str, str]) -> Iterator[str]:
    told: set[tuple[str, str]] = set()
    for secret, source in secrets:
        for file, text in packed.items():
            if secret in text and (file, source) not in told and not _by_chance(secret, file, owner):
                told.add((file, source))
                yield f"`{file}` in the pack gives away {secret[:60]!r} from {source} of {owner}; change one of the two"


def _by_chance(secret: str, file: str, owner: str) -> bool:
    """Whether a file of another challenge holds a line or a figure because many do."""
    if not file.startswith("challenges/") or file.startswith(f"challenges/{owner}/"):
        return False
    least = _LONGEST_FIGURE_BY_CHANCE + 1 if _FIGURE.fullmatch(secret) else _SHORTEST_OF_ANOTHER
    return len(secret) < least


def _may_tell(file: str, body: bytes) -> bool:
    """Whether a file of a pack is text of ours that somebody could have written a secret into."""
    return file not in SUPPORT and b"\0" not in body


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> set[str]:
    return {_flat(line) for line in text.splitlines()}


def _is_telling(line: str) -> bool:
    return len(line) >= _SHORTEST_SECRET and not line.startswith(_EVERYBODYS)
