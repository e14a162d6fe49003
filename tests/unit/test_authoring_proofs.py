"""What the evidence must show and how it is reported, on evidence made up for the purpose."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.evidence import ProofResults, TriedMutant
from prep.authoring.matrix import Fate, summarize_outcome
from prep.authoring.mutants import Mutant
from prep.authoring.notices import notices
from prep.authoring.outcome import ProofOutcome
from prep.authoring.package import ChallengePackage, load_package
from prep.authoring.proofs import PROOFS
from prep.authoring.questions import check_questions
from prep.authoring.record import recorded_versions, renew_table
from prep.authoring.report import render_report
from prep.authoring.survivors import MutantCount, count_mutants
from prep.authoring.version import proof_version
from prep.catalog.challenges import load_challenge_folder
from prep.cli.main import prep
from prep.model.challenge import EquivalentMutant
from prep.model.errors import ContentError
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict

PACKAGE = load_package(Path(__file__).parents[1] / "content/challenges/tiny/spread")
POINTS = {"spread_of_three": 20.0, "spread_of_many": 50.0, "refuses_nothing": 30.0}


def result(time_s: float = 0.1, **verdicts: Verdict) -> GradeResult:
    """Accepted in all checks but the given ones."""
    checks = tuple(
        CheckResult(
            id=name,
            verdict=(verdict := verdicts.get(name, Verdict.ACCEPTED)),
            points=points if verdict is Verdict.ACCEPTED else 0.0,
            max_points=points,
            time_s=time_s,
            message="" if verdict is Verdict.ACCEPTED else "because",
        )
        for name, points in POINTS.items()
    )
    return GradeResult(
        challenge="tiny/spread",
        fingerprint="",
        submission="x",
        checks=checks,
        isolation=Isolation.FULL,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        time_s=time_s,
        cpu_s=time_s,
    )


def all_of(verdict: Verdict) -> GradeResult:
    return result(0.1, **dict.fromkeys(POINTS, verdict))


def right(*runs: GradeResult) -> Mapping[str, tuple[GradeResult, ...]]:
    return {"reference.py": runs}


def problems(evidence: ProofResults, package: ChallengePackage = PACKAGE) -> list[str]:
    diagnostics = Diagnostics()
    for proof in PROOFS:
        proof(package, evidence, diagnostics)
    return diagnostics.problems


def test_sound_evidence_raises_nothing() -> None:
    evidence = ProofResults(
        right=right(result(), result()),
        starter=all_of(Verdict.RUNTIME_ERROR),
        odd={"returns None": all_of(Verdict.WRONG_ANSWER)},
        later=result(),
        memorised=all_of(Verdict.RUNTIME_ERROR),
    )
    assert problems(evidence) == []


def test_a_solution_that_passes_only_sometimes_is_told_apart_from_a_wrong_one() -> None:
    wrong = result(spread_of_many=Verdict.WRONG_ANSWER)
    assert problems(ProofResults(right=right(wrong, result(), result(), wrong))) == [
        (
            "reference.py fails the check `spread_of_many` (wrong answer: because) in 2 of 4 runs; "
            "seed what is drawn at random, and let the check depend on no clock"
        )
    ]


def test_a_machine_too_busy_to_tell_is_no_fault_of_the_solution() -> None:
    (problem,) = problems(ProofResults(right=right(result(spread_of_many=Verdict.TOO_NOISY), result())))
    assert problem.startswith("reference.py: the check `spread_of_many` (too noisy: because) could not be decided")


def test_a_rejected_submission_that_could_not_be_timed_neither_passes_nor_fails() -> None:
    noisy = result(spread_of_many=Verdict.TOO_NOISY)
    (problem,) = problems(ProofResults(right={}, wrong={"rejected/last_minus_first.py": noisy}))
    assert problem.startswith("rejected/last_minus_first.py: the check `spread_of_many` (too noisy: because) could not")


def test_grader_errors_are_told_once_with_all_the_checks_they_hit() -> None:
    assert problems(ProofResults(right=right(all_of(Verdict.GRADER_ERROR)))) == [
        (
            "reference.py cannot be graded by `spread_of_three`, `spread_of_many`, `refuses_nothing`: because; "
            "fix the test; it may compute with nothing that `expect` has not looked at"
        )
    ]


@pytest.mark.parametrize("kind", ["starter", "odd", "wrong"])
def test_no_submission_may_make_the_grader_stumble(kind: str) -> None:
    broken = all_of(Verdict.GRADER_ERROR)
    evidence = {
        "starter": ProofResults(right={}, starter=broken),
        "odd": ProofResults(right={}, odd={"returns NaN": broken}),
        "wrong": ProofResults(right={}, wrong={"rejected/sum_of_ends.py": broken}),
    }[kind]
    name = {"starter": "starter.py", "odd": "a submission that returns NaN", "wrong": "rejected/sum_of_ends.py"}[kind]
    assert any(problem.startswith(f"{name} cannot be graded by") for problem in problems(evidence))


def test_a_solution_that_needs_more_than_half_of_a_check_is_too_slow() -> None:
    assert problems(ProofResults(right=right(result(time_s=2.4)))) == []
    slow = problems(ProofResults(right=right(result(time_s=2.6))))
    assert slow[0] == (
        "reference.py takes 2.6 s of the 5 s for the check `spread_of_three`; "
        "raise `check_s` to more than twice that, or make the check smaller"
    )
    assert slow[1].startswith("reference.py takes 7.8 s of the 15 s for all checks; raise `total_s`")


def test_one_slow_run_on_a_busy_machine_is_no_matter() -> None:
    assert problems(ProofResults(right=right(result(), result(time_s=4.9), result()))) == []


def test_nonsense_that_earns_is_told_by_check() -> None:
    earning = result(spread_of_many=Verdict.WRONG_ANSWER, refuses_nothing=Verdict.WRONG_ANSWER)
    assert problems(ProofResults(right={}, odd={"returns None": earning, "returns NaN": earning})) == [
        (
            "the check `spread_of_three` gives points to a submission that returns None, or returns NaN; "
            "let it also ask for a value that only a right solution returns"
        )
    ]


@pytest.mark.parametrize("verdict", [Verdict.TOO_NOISY, Verdict.OVER_BUDGET])
def test_order_is_not_judged_by_what_was_measured(verdict: Verdict) -> None:
    measured = result(spread_of_many=verdict)
    assert problems(ProofResults(right=right(result()), backwards={"reference.py": measured})) == []


def test_order_must_not_matter() -> None:
    evidence = ProofResults(
        right=right(result()), backwards={"reference.py": result(spread_of_many=Verdict.WRONG_ANSWER)}
    )
    assert problems(evidence)[0].startswith("the check `spread_of_many` comes out differently for reference.py when")


def test_a_check_that_fails_at_another_time_is_told() -> None:
    (problem,) = problems(ProofResults(right={}, later=result(spread_of_many=Verdict.WRONG_ANSWER)))
    assert problem == (
        "reference.py fails the check `spread_of_many` (wrong answer: because) when it runs a year later; "
        "put fixed dates and times into the test"
    )


def test_only_hidden_checks_must_refuse_the_memoriser() -> None:
    assert problems(ProofResults(right={}, memorised=result(refuses_nothing=Verdict.RUNTIME_ERROR))) == [
        (
            "the hidden check `spread_of_many` uses no input that the public checks do not show; "
            "give it inputs of its own: who only remembers the public ones would pass"
        )
    ]


def mutant(change: str, verdict: Verdict) -> TriedMutant:
    return TriedMutant(Mutant("a\nb\n", f"a\n{change}\n"), result(spread_of_many=verdict))


def test_one_surviving_mutant_in_ten_is_allowed() -> None:
    dead = [mutant(f"c{number}", Verdict.TIME_LIMIT) for number in range(9)]
    alive = mutant("d", Verdict.ACCEPTED)
    assert problems(ProofResults(right={}, mutants=(*dead, alive))) == []
    assert problems(ProofResults(right={}, mutants=(*dead[1:], alive))) == [
        (
            "8 of 9 mutants of reference.py die; those that change line 2 survive; "
            "add checks that tell them apart, or acknowledge equivalent ones with [[equivalent_mutants]]"
        )
    ]


def test_a_mutant_that_only_a_busy_machine_stopped_survives() -> None:
    tried = [mutant("c", Verdict.TOO_NOISY), mutant("d", Verdict.OVER_BUDGET)]
    assert count_mutants(tried, ()) == MutantCount(total=2, killed=1, acknowledged=0)


def test_the_score_of_no_mutants_is_full() -> None:
    assert MutantCount().score == 1.0
    assert MutantCount(total=4, killed=1, acknowledged=2).score == 0.5


HABIT = TriedMutant(Mutant("a\nb\n", "a\nd\n", "accepted/by_hand.py", "does not sort"), result())
EVIDENCE = ProofResults(
    right=right(result(spread_of_many=Verdict.TIME_LIMIT)),
    starter=all_of(Verdict.RUNTIME_ERROR),
    wrong={
        "rejected/last_minus_first.py": result(spread_of_many=Verdict.WRONG_ANSWER),
        "rejected/sum_of_ends.py": result(spread_of_three=Verdict.WRONG_ANSWER),
    },
    odd={"returns None": all_of(Verdict.WRONG_ANSWER)},
    mutants=(mutant("<script>alert(1)</script>", Verdict.ACCEPTED), mutant("c", Verdict.WRONG_ANSWER)),
)
OUTCOME = ProofOutcome(
    challenge="tiny/spread",
    problems=("<b>bold</b> is wrong; mend it",),
    seconds=12.34,
    package=PACKAGE,
    evidence=EVIDENCE,
    mutants=MutantCount(total=2, killed=1, acknowledged=0),
    survivors=(EVIDENCE.mutants[0],),
    habits=MutantCount(total=2, killed=1, acknowledged=0),
    living_habits=(HABIT,),
)


def cells(name: str) -> list[Fate]:
    (row,) = [row for row in summarize_outcome(OUTCOME).rows if row.name == name]
    return [entry.cell for entry in row.entries]


def test_a_cell_tells_what_happened_and_whether_it_should() -> None:
    assert cells("reference.py") == [Fate.PASSED, Fate.UNDECLARED, Fate.PASSED]
    assert cells("rejected/last_minus_first.py") == [Fate.PASSED, Fate.CAUGHT, Fate.PASSED]
    assert cells("rejected/sum_of_ends.py") == [Fate.CAUGHT, Fate.MISSED, Fate.MISSED]
    assert cells("starter.py") == cells("returns None") == [Fate.CAUGHT] * 3


def test_columns_count_what_each_check_catches() -> None:
    counts = {column.check.id: (column.rejected, column.mutants) for column in summarize_outcome(OUTCOME).columns}
    assert counts == {"spread_of_three": (1, 0), "spread_of_many": (1, 1), "refuses_nothing": (0, 0)}


class Tags(HTMLParser):
    """Lists the tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def links(self) -> Iterator[str]:
        for _, attributes in self.found:
            yield from (value or "" for name, value in attributes.items() if name in ("href", "src"))


def test_the_page_escapes_what_authors_wrote_and_needs_nothing_beside_it() -> None:
    page = render_report([OUTCOME])
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;bold&lt;/b&gt; is wrong" in page
    tags = Tags(page)
    assert not [tag for tag, _ in tags.found if tag in ("script", "link", "img")]
    assert list(tags.links()) == ["#tiny/spread"]


def test_a_challenge_that_could_not_be_loaded_has_its_problems_in_the_report() -> None:
    broken = ProofOutcome(challenge="tiny/broken", problems=("prompt.md is missing; write it",), seconds=0.0)
    assert "prompt.md is missing; write it" in render_report([broken])


def test_the_page_names_the_habits_that_live() -> None:
    assert "accepted/by_hand.py, line 2: does not sort" in render_report([OUTCOME])


def test_an_acknowledgement_of_a_living_habit_is_not_stale() -> None:
    spec = replace(PACKAGE.challenge.spec, equivalent_mutants=(EquivalentMutant(diff="d", reason="It is the same."),))
    package = replace(PACKAGE, challenge=replace(PACKAGE.challenge, spec=spec))
    assert (
        problems(ProofResults(right={}, mutants=(mutant("c", Verdict.WRONG_ANSWER),), habits=(HABIT,)), package) == []
    )
    assert problems(ProofResults(right={}, mutants=(mutant("c", Verdict.WRONG_ANSWER),)), package) == [
        "the equivalent mutant `d` is none of those that survive; remove it from challenge.toml"
    ]


def test_a_habit_is_acknowledged_wherever_it_is_not_noticed() -> None:
    elsewhere = replace(HABIT, mutant=Mutant("a\nb\n", "c\nb\n", "reference.py", "does not sort"))
    by_kind = EquivalentMutant(habit="does not sort", reason="Order does not matter.")
    assert count_mutants([HABIT, elsewhere], [by_kind]).acknowledged == 2
    assert count_mutants([mutant("c", Verdict.ACCEPTED)], [by_kind]).acknowledged == 0


def test_what_no_seed_shows_is_counted_apart() -> None:
    assert count_mutants([HABIT, replace(HABIT, alike_elsewhere=True)], ()) == MutantCount(total=2, alike=1)


def test_right_solutions_that_fail_under_other_seeds_are_told_once_a_check() -> None:
    failing = result(spread_of_many=Verdict.TIME_LIMIT)
    evidence = ProofResults(right={}, other_seeds={"reference.py": (result(),), "accepted/slow.py": (failing, failing)})
    told = [line for line in notices(replace(OUTCOME, evidence=evidence)) if "other seeds" in line]
    where = (
        "  on what the tests draw from other seeds, as a fork's do, accepted/slow.py fails the check `spread_of_many` "
    )
    assert told == [where + "(time limit); habits are not tried there"]


def test_the_line_for_programs_has_all_the_counts() -> None:
    assert json.loads(OUTCOME.as_json()) == {
        "challenge": "tiny/spread",
        "ok": False,
        "problems": ["<b>bold</b> is wrong; mend it"],
        "accepted": 2,
        "rejected": 6,
        "mutants": {"total": 2, "killed": 1, "acknowledged": 0, "alike": 0},
        "habits": {"total": 2, "killed": 1, "acknowledged": 0, "alike": 0},
        "seconds": 12.3,
    }


def test_a_table_keeps_the_rows_of_what_was_not_checked(tmp_path: Path) -> None:
    table = tmp_path / "table.md"
    assert renew_table(table, [OUTCOME]) == 1
    kept = table.read_text().replace("tiny/spread", "tiny/other")
    table.write_text(kept)
    assert renew_table(table, [replace(OUTCOME, problems=())]) == 2
    rows = [line for line in table.read_text().splitlines() if line.startswith("| `")]
    assert [row.split("|")[3].strip() for row in rows] == ["no", "yes"]
    assert "| 1/2 | 1/2 | 0 | 0 | 1 | 12 |" in rows[1]
    assert recorded_versions(table)["tiny/spread"] == proof_version(PACKAGE.challenge)


@pytest.mark.parametrize("name", ["tests/test_hidden.py", "reference.py", "submissions/rejected/no_negatives.py"])
def test_a_proof_is_of_another_version_after_a_change_of_tests_or_solutions(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    before = proof_version(load_challenge_folder(folder))
    (folder / name).write_text("# changed\n")
    assert proof_version(load_challenge_folder(folder)) != before


def test_a_proof_is_of_the_same_version_after_a_change_of_words_and_points(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = proof_version(load_challenge_folder(folder))
    for name in ("prompt.md", "hints.md"):
        (folder / name).write_text("# changed\n")
    spec = (folder / "challenge.toml").read_text()
    changed = spec.replace('level = "beginner"', 'level = "advanced"').replace("points = 20", "points = 25")
    assert changed.count('level = "advanced"') == changed.count("points = 25") == 1
    (folder / "challenge.toml").write_text(changed)
    assert proof_version(load_challenge_folder(folder)) == before


def test_a_proof_is_of_another_version_after_a_change_of_what_grades(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = proof_version(load_challenge_folder(folder))
    spec = (folder / "challenge.toml").read_text()
    (folder / "challenge.toml").write_text(spec.replace("check_s = 5.0", "check_s = 6.0"))
    assert proof_version(load_challenge_folder(folder)) != before


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGE.challenge.folder, tmp_path / "tiny/spread"))


def test_there_are_no_versions_without_a_table(tmp_path: Path) -> None:
    assert recorded_versions(tmp_path / "none.md") == {}


@pytest.mark.parametrize(
    ("text", "expected"), [('format_version = 1\nid = "x"\n', "is missing"), ("[", "not valid TOML")]
)
def test_broken_questions_are_told(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "rubrics/concepts/nlp/x.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    outcome = check_questions([tmp_path])
    assert not outcome.ok
    assert str(file) in outcome.problems[0]
    assert expected in outcome.problems[0]


def test_one_question_is_checked_alone_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "rubrics/concepts/nlp"
    folder.mkdir(parents=True)
    for name in ("mine", "other"):
        (folder / f"{name}.toml").write_text(f'format_version = 1\nid = "{name}"\n')
    outcome = check_questions([tmp_path], only="mine")
    assert outcome.challenge == "mine"
    assert outcome.problems
    assert "other.toml" not in "".join(outcome.problems)


def test_a_question_to_check_that_is_not_there_is_named() -> None:
    done = CliRunner().invoke(prep, ["author", "check", "bias-varianse"])
    assert isinstance(done.exception, ContentError)
    assert "no question `bias-varianse`; did you mean `bias-variance`?" in str(done.exception)
