"""The corpus against the grader: every attack scores what it must, leaves nothing, and spoils nothing for the next."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.grading.jail.processes import process_tree
from prep.grading.lane import Lane
from prep.model.challenge import Challenge, Runtime
from prep.model.result import GradeResult
from prep.model.text import visible
from prep.model.verdict import Verdict
from tests.attacks.corpus import FULL, HERE, TARGET, Attack, load_attack, load_attacks

SHARE = int(os.environ.get("PREP_ATTACKS_SHARE", "1"))
"""Only every so-manieth attack of the corpus."""

SECRET = "secret-of-the-environment"
TRACE = "prep-attack"
"""Every file that an attack tries to write has this in its name."""

LEAKS = (SECRET, "canary-of-the-tests", "canary-of-the-reference", "7261", "9053", str(HERE))


@pytest.fixture(scope="module")
def challenge() -> Challenge:
    return load_challenge_folder(TARGET)


@pytest.fixture(scope="module")
def correct() -> Attack:
    return load_attack("control/correct")


@pytest.fixture(scope="module")
def grader(challenge: Challenge, correct: Attack) -> Iterator[Grader]:
    """One grader with one lane for the whole corpus, warm."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PREP_ATTACK_SECRET", SECRET)
    with patch.context(), Grader() as grader:
        for _ in range(2):
            assert grader.grade(challenge, correct.submission).points == FULL
        yield grader
    patch.undo()


@dataclass(frozen=True)
class Surroundings:
    """What an attack must leave as it was."""

    processes: frozenset[int]
    mounts: int
    descriptors: tuple[int, ...]
    files: frozenset[Path]

    @classmethod
    def of(cls, lane: Lane) -> "Surroundings":
        (server,) = lane._servers.values()
        zygote = lane._zygotes[Runtime.NUMPY]
        # After a correct submission there is one fork of the server; which one does not matter.
        serving, *forks = process_tree(server.process.pid)
        if len(forks) != 1 or not _comes_to_rest(forks[0]):
            raise RetiredForkError
        jailed = process_tree(zygote.process.pid)
        mounted = ("self", zygote.process.pid, jailed[-1])
        return cls(
            processes=frozenset({serving, *jailed}),
            mounts=sum(len(Path(f"/proc/{pid}/mountinfo").read_text().splitlines()) for pid in mounted),
            descriptors=tuple(_descriptors(pid) for pid in (os.getpid(), serving, *forks)),
            files=frozenset(_files()),
        )


class RetiredForkError(Exception):
    """The fork of the server has graded as many submissions as one may."""


def _comes_to_rest(pid: int) -> bool:
    """Whether it sleeps in the end: a fork tidies up after it has told its last result, or ends."""
    try:
        while Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "S":
            pass
    except (FileNotFoundError, ProcessLookupError):
        return False
    return True


def _descriptors(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def _files() -> Iterator[Path]:
    """Everything beside the corpus, and what bears the attacks' mark where they could write on this machine."""
    yield from (path for path in HERE.rglob("*") if "__pycache__" not in path.parts)
    for folder in (Path("/tmp"), Path("/dev/shm"), Path("/"), Path.cwd(), Path.home()):
        if os.access(folder, os.R_OK):
            yield from folder.glob(f"*{TRACE}*")


def told(result: GradeResult) -> list[str]:
    return [text for check in result.checks for text in (check.message, check.output)]


def is_within(attack: Attack, result: GradeResult) -> None:
    """What every attack must hold to, and what this one must score."""
    summary = "\n".join(f"{c.id}: {c.verdict}, {c.points:g} points, {c.message!r}" for c in result.checks)
    assert result.verdict in attack.verdicts, summary
    assert attack.least <= result.points <= attack.most, summary
    assert all(check.verdict is not Verdict.GRADER_ERROR for check in result.checks), summary
    assert attack.says in "\n".join(told(result)), summary
    for check in result.checks:
        assert check.message == visible(check.message)
        assert check.message or check.verdict in (Verdict.ACCEPTED, Verdict.WRONG_ANSWER), summary
    for leak in (*LEAKS, *filter(None, [attack.hides])):
        assert not any(leak in text for text in told(result)), summary


@pytest.mark.parametrize("attack", load_attacks()[::SHARE], ids=lambda attack: attack.name)
def test_an_attack_scores_what_it_must_and_leaves_nothing(
    attack: Attack, challenge: Challenge, correct: Attack, grader: Grader
) -> None:
    def surroundings() -> Surroundings:
        assert grader.grade(challenge, correct.submission).points == FULL
        try:
            return Surroundings.of(lane)
        except RetiredForkError:  # the next submission gets another
            assert grader.grade(challenge, correct.submission).points == FULL
            return Surroundings.of(lane)

    (lane,) = grader._lanes
    grader.grade(challenge, correct.submission)  # where the attack before this one has failed its test
    before = surroundings()
    is_within(attack, grader.grade(challenge, attack.submission))
    assert surroundings() == before


def test_the_corpus_is_as_large_as_it_claims_to_be() -> None:
    assert len(load_attacks()) >= 100
