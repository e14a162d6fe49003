"""Whether reports say what is wrong, and nothing else: all rejected submissions that ship, by their declared cause.

    python -m tests.benchmarks.diagnosis [FOLDER]

Each is graded by the product's engine (results are kept in FOLDER, so that a second run only counts) and gets a
candidate's report. Counted is whether its first step names the declared cause, and whom it accuses of something else:
once with all that is recorded, and once without the submission's own record, as if its mistake were not known. The
second is what a new mistake meets: nothing to be named, and something to be said falsely.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from prep.authoring.package import load_package
from prep.catalog.challenges import challenge_ids, find_challenge
from prep.catalog.locate import shipped_root
from prep.diagnosis.causes import Certainty
from prep.diagnosis.diagnose import Diagnosis, diagnose
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Rejected
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.practice.drafts.decode import decode
from prep.reports.inline import text_of
from prep.reports.summarize import summarize
from prep.reports.view import Steps

_ACCUSATIONS: Final = (
    (re.compile(r"^(Does not change|Changes no)"), re.compile(r"caller|in place|argument|own (box|map|data)|into the")),
    (re.compile(r"^Starts afresh"), re.compile(r"first|earlier|again|last fit|survive", re.IGNORECASE)),
    (
        re.compile(r"^Refuses"),
        re.compile(r"whatever|broadcast|lets|check|takes .*text|nothing|raises|error|refus|without", re.IGNORECASE),
    ),
)
"""Titles of checks that accuse of something by themselves, and the words of a declared cause of that kind. Who fails
nothing else has the fault that the check is about, in whatever words it is declared.
"""


@dataclass(frozen=True, kw_only=True)
class Graded:
    challenge: Challenge
    mistake: Rejected
    submission: Submission
    result: GradeResult


def report(cache: Path) -> None:
    cases = list(_graded(cache))
    print(f"{len(cases)} rejected submissions of {len({case.challenge.id for case in cases})} challenges")
    _count("with all that is recorded", cases)
    _count("without its own record", [replace(case, challenge=_without(case)) for case in cases])


def _count(title: str, cases: list[Graded]) -> None:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for case in cases:
        diagnosis = diagnose(case.challenge, case.result)
        counts[_naming(case, diagnosis)] += 1
        false = [*_false_causes(case, diagnosis), *_false_checks(case, diagnosis)]
        counts["falsely accused"] += bool(false)
        wrong += [f"{case.challenge.id} {case.mistake.file}: {said} (declared: {case.mistake.why})" for said in false]
    print(f"\n{title}:")
    for what, count in sorted(counts.items()):
        print(f"  {what}: {count} ({count / len(cases):.1%})")
    for line in wrong:
        print(f"    false: {line}")


def _naming(case: Graded, diagnosis: Diagnosis) -> str:
    """What the first step says about the declared cause."""
    first = next(
        (
            text_of(step.text)
            for section in summarize(case.challenge, case.result, case.submission).sections
            for block in section.blocks
            if isinstance(block, Steps)
            for step in block.steps[:1]
        ),
        "",
    )
    if case.mistake.why.replace("`", "").removesuffix(".")[1:] in first:
        sure = diagnosis.causes[0].certainty is Certainty.CERTAIN
        return "named: stated" if sure else f"named: asked about, as one of {len(diagnosis.causes)}"
    if not diagnosis.causes:
        return "nothing is named"
    return (
        "another is named: stated" if diagnosis.causes[0].certainty is Certainty.CERTAIN else "another is asked about"
    )


def _false_causes(case: Graded, diagnosis: Diagnosis) -> Iterator[str]:
    for cause in diagnosis.causes:
        if cause.certainty is Certainty.CERTAIN and cause.mistake.why != case.mistake.why:
            yield f"states “{cause.mistake.why}”"


def _false_checks(case: Graded, diagnosis: Diagnosis) -> Iterator[str]:
    titles = {check.id: check.title for check in case.challenge.spec.checks}
    for check in sorted(diagnosis.own) if len(case.mistake.fails) > 1 else ():
        for title, cause in _ACCUSATIONS:
            if title.search(titles[check]) and not cause.search(case.mistake.why):
                yield f"advice of “{titles[check]}”"


def _without(case: Graded) -> Challenge:
    of, file = case.challenge, case.mistake.file
    rejected = tuple(known for known in of.spec.rejected if known.file != file)
    symptoms = {name: found for name, found in of.symptoms.items() if name != file}
    return replace(of, spec=replace(of.spec, rejected=rejected), symptoms=symptoms)


def _graded(cache: Path) -> Iterator[Graded]:
    roots = [shipped_root()]
    cache.mkdir(parents=True, exist_ok=True)
    with Grader() as grader:
        for challenge_id in challenge_ids(roots):
            package = load_package(find_challenge(roots, challenge_id))
            for mistake in package.challenge.spec.rejected:
                submission = package.rejected[mistake.file]
                result = _result(cache, grader, package.challenge, submission)
                yield Graded(challenge=package.challenge, mistake=mistake, submission=submission, result=result)


def _result(cache: Path, grader: Grader, challenge: Challenge, submission: Submission) -> GradeResult:
    content = "".join(f"{name}\0{text!r}\0" for name, text in sorted(submission.files.items()))
    kept = cache / f"{challenge.fingerprint}-{sha256(content.encode()).hexdigest()[:16]}.json"
    if kept.is_file():
        return decode(GradeResult, json.loads(kept.read_text("utf-8")))
    result = grader.grade(challenge, submission)
    kept.write_text(json.dumps(result.as_plain()), "utf-8")
    return result


if __name__ == "__main__":
    report(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir(), "prep-diagnosis"))
