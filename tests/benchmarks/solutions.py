"""Other people's solutions, written from the prompts alone: are right ones accepted at once, and wrong ones never?

    python -m tests.benchmarks.solutions FOLDER [--kept FILE] [--content FOLDER] [CHALLENGE]...

FOLDER holds a folder for each challenge, `housing__pca` for `housing/pca`, and in it `right_….py` and `wrong_….py`; the
first line of a wrong one says what is wrong. Folders that are still being written (fewer than `--files`) wait for the
next run. With `--kept`, a solution that was graded by the same tests before is not graded again, so a run that was
stopped goes on where it was. `--content` grades with other tests than those of this checkout: with a copy of what they
were before anybody had seen a solution, for instance, which is the figure that counts.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from prep.authoring.version import proof_version
from prep.catalog.challenges import load_challenge
from prep.catalog.locate import shipped_root
from prep.grading.grader import Grader
from prep.model.challenge import Challenge
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict

_TRIES = 3
"""What a busy machine left undecided is tried again so often."""


@dataclass(frozen=True, kw_only=True)
class Graded:
    """A solution and what came of it."""

    challenge: str
    file: str
    says: str
    """The first line of a wrong one: what is wrong."""

    digest: str
    """Of the solution and of the tests that graded it."""

    points: float
    max_points: float
    failed: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return self.file.startswith("right")

    @property
    def accepted(self) -> bool:
        return not self.failed

    def __str__(self) -> str:
        why = f": {', '.join(self.failed)}" if self.failed else ""
        return f"{self.challenge} {self.file}, {self.points:g} of {self.max_points:g}{why}"


def solutions_of(folder: Path) -> list[Path]:
    return sorted([*folder.glob("right_*.py"), *folder.glob("wrong_*.py")])


def grade_folder(
    folder: Path, challenge: Challenge, grader: Grader, kept: Mapping[str, Graded]
) -> Iterator[tuple[Graded, bool]]:
    """Each solution with its outcome, and whether it was graded just now."""
    for path in solutions_of(folder):
        source = path.read_bytes()
        digest = hashlib.sha256(proof_version(challenge).encode() + source).hexdigest()[:16]
        if digest in kept:
            yield kept[digest], False
            continue
        submission = Submission(name=path.name, files={ENTRY_FILE: source})
        result = _decided(grader, challenge, submission)
        yield (
            Graded(
                challenge=challenge.id,
                file=path.name,
                says=source.decode(errors="replace").partition("\n")[0].lstrip("# "),
                digest=digest,
                points=result.points,
                max_points=result.max_points,
                failed=tuple(
                    f"{check.id} ({check.verdict})" for check in result.checks if check.verdict is not Verdict.ACCEPTED
                ),
            ),
            True,
        )


def _decided(grader: Grader, challenge: Challenge, submission: Submission) -> GradeResult:
    for _ in range(_TRIES):
        result = grader.grade(challenge, submission)
        if all(check.verdict is not Verdict.TOO_NOISY for check in result.checks):
            break
    return result


def figures(graded: Sequence[Graded]) -> Iterator[str]:
    """The two shares, then every solution that came out otherwise than its author meant, by challenge."""
    right = [one for one in graded if one.is_right]
    wrong = [one for one in graded if not one.is_right]
    refused = [one for one in right if not one.accepted]
    passed = [one for one in wrong if one.accepted]
    yield f"{len({one.challenge for one in graded})} challenges"
    yield f"right ones accepted at once: {_share(len(right) - len(refused), len(right))}"
    yield f"wrong ones with full points: {_share(len(passed), len(wrong))}"
    for one in refused:
        yield f"  refused, though right: {one}"
    for one in passed:
        yield f"  accepted, though wrong: {one}\n      {one.says}"


def _share(count: int, of: int) -> str:
    return f"{count} of {of}" + (f" ({count / of:.1%})" if of else "")


def _kept(file: Path | None) -> dict[str, Graded]:
    if file is None or not file.exists():
        return {}
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {row["digest"]: Graded(**row | {"failed": tuple(row["failed"])}) for row in rows}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("challenges", nargs="*", metavar="CHALLENGE")
    parser.add_argument("--content", type=Path, default=shipped_root(), help="the content whose tests grade them")
    parser.add_argument("--kept", type=Path, help="where outcomes are kept, a JSON line each")
    parser.add_argument("--files", type=int, default=7, help="how many solutions a finished folder holds")
    given = parser.parse_intermixed_args()
    kept, graded = _kept(given.kept), []
    with Grader() as grader:
        for folder in sorted(given.folder.iterdir()):
            name = folder.name.replace("__", "/", 1)
            if len(solutions_of(folder)) < given.files or (given.challenges and name not in given.challenges):
                continue
            for one, new in grade_folder(folder, load_challenge([given.content], name), grader, kept):
                graded.append(one)
                if new and given.kept:
                    with given.kept.open("a", encoding="utf-8") as lines:
                        lines.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            print(f"{name}: {len(solutions_of(folder))} graded", flush=True)
    print("\n".join(figures(graded)))


if __name__ == "__main__":
    main()
