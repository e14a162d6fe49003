"""What is said to be wrong with a submission: what is known, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from prep.catalog.challenges import challenge_ids, load_challenge
from prep.catalog.locate import shipped_root
from prep.catalog.symptoms import SYMPTOMS_FILE, read_symptoms, symptoms_text
from prep.diagnosis.causes import Certainty
from prep.diagnosis.diagnose import diagnose, without_accusations
from prep.diagnosis.words import cause_words
from prep.grading.server.outcomes import CandidateRaised, WrongAnswer
from prep.grading.server.symptom import symptom_of
from prep.model.challenge import Challenge
from prep.model.errors import ContentError
from prep.model.result import GradeResult
from prep.model.symptom import Symptom
from prep.model.verdict import Verdict
from tests import report_stage as stage

SHIPPED = challenge_ids([shipped_root()])


def failing(symptoms: Mapping[str, Symptom | None], of: Challenge | None = None) -> GradeResult:
    """A result in which these checks are wrong answers with these symptoms."""
    changes = {check: {"symptom": str(symptom or "")} for check, symptom in symptoms.items()}
    return stage.graded(dict.fromkeys(symptoms, Verdict.WRONG_ANSWER), of=of, changes=changes)


def known(file: str) -> dict[str, Symptom]:
    return dict(stage.challenge().symptoms[file])


def otherwise(symptom: Symptom) -> Symptom:
    """At the same place, with another result."""
    return replace(symptom, words="00000000")


def test_what_fails_exactly_as_a_known_mistake_does_is_stated() -> None:
    (cause,) = diagnose(stage.challenge(), failing(known("no_intercept.py"))).causes
    assert (cause.mistake.file, cause.certainty) == ("no_intercept.py", Certainty.CERTAIN)
    assert cause_words([cause]) == "What is wrong: it fits a plane through the origin."


def test_what_others_may_fail_alike_is_a_question() -> None:
    (cause,) = diagnose(stage.challenge(), failing(known("no_validation.py"))).causes
    assert cause.certainty is Certainty.LIKELY
    assert cause_words([cause]) == "Could it be that it lets NumPy broadcast its way through lengths that differ?"


def test_a_mistake_most_of_whose_failures_are_unparticular_is_asked_about_and_not_stated() -> None:
    of, symptoms = stage.challenge(), known("no_intercept.py")
    first, *others = symptoms
    vague = {first: symptoms[first], **{check: replace(symptoms[check], is_telling=False) for check in others}}
    of = replace(of, symptoms={**of.symptoms, "no_intercept.py": vague})
    (cause,) = diagnose(of, failing(vague, of)).causes
    assert (cause.mistake.file, cause.certainty) == ("no_intercept.py", Certainty.LIKELY)


def test_two_known_mistakes_that_fail_alike_are_both_asked_about() -> None:
    of = stage.challenge()
    twin = replace(next(r for r in of.spec.rejected if r.file == "no_intercept.py"), file="twin.py", why="Is a twin.")
    of = replace(
        of,
        spec=replace(of.spec, rejected=(*of.spec.rejected, twin)),
        symptoms={**of.symptoms, "twin.py": of.symptoms["no_intercept.py"]},
    )
    found = diagnose(of, failing(known("no_intercept.py"))).causes
    assert cause_words(found) == "Could it be that it fits a plane through the origin? Or that it is a twin?"


def test_of_two_mistakes_in_one_submission_both_are_found_as_questions() -> None:
    both = known("centres_in_place.py") | known("gradient_descent_too_short.py")
    found = diagnose(stage.challenge(), failing(both)).causes
    assert {cause.mistake.file for cause in found} == {"centres_in_place.py", "gradient_descent_too_short.py"}
    assert {cause.certainty for cause in found} == {Certainty.LIKELY}


def test_a_mistake_that_would_have_failed_more_is_no_cause() -> None:
    some = known("no_intercept.py")
    del some["collinear_columns"]
    assert diagnose(stage.challenge(), failing(some)).causes == ()


def test_other_results_at_the_same_places_name_nothing() -> None:
    others = {check: otherwise(symptom) for check, symptom in known("no_intercept.py").items()}
    assert diagnose(stage.challenge(), failing(others)).causes == ()


def test_public_checks_alone_are_too_little_to_go_by() -> None:
    whole = failing(known("no_intercept.py"))
    public = replace(whole, checks=tuple(check for check in whole.checks if check.visibility == "public"))
    assert diagnose(stage.challenge(), public).causes == ()


def test_what_could_not_be_loaded_has_no_cause_but_that() -> None:
    ids = [check.id for check in stage.challenge().spec.checks]
    assert diagnose(stage.challenge(), stage.graded(dict.fromkeys(ids, Verdict.IMPORT_ERROR))).causes == ()


def test_whoever_forgot_the_intercept_is_not_told_to_have_kept_something_of_an_earlier_fit() -> None:
    found = diagnose(stage.challenge(), failing(known("no_intercept.py")))
    assert found.own == {"fits_a_line"}
    assert found.rests_on["second_fit_forgets_the_first"] == "fits_a_line"
    told = {c.id: c.message for c in without_accusations(stage.challenge(), failing(known("no_intercept.py"))).checks}
    assert told["second_fit_forgets_the_first"] == (
        "could not be judged by itself, because “Finds slope and intercept of points on a line” fails"
    )


def test_only_who_writes_into_the_callers_array_fails_the_check_of_inputs() -> None:
    assert "leaves_inputs_unchanged" not in known("no_intercept.py")
    assert set(known("centres_in_place.py")) == {"leaves_inputs_unchanged"}


def test_whoever_did_write_into_it_is_told() -> None:
    result = failing(known("centres_in_place.py"))
    assert diagnose(stage.challenge(), result).own == {"leaves_inputs_unchanged"}
    assert without_accusations(stage.challenge(), result) == result


def test_whoever_did_both_is_told_both() -> None:
    """At the place of that test where only the caller's array is looked at, nothing else can be meant."""
    result = failing(known("no_intercept.py") | known("centres_in_place.py"))
    assert diagnose(stage.challenge(), result).own == {"fits_a_line", "leaves_inputs_unchanged"}


def test_what_was_measured_stands_whatever_else_is_wrong() -> None:
    result = stage.graded({"fits_a_line": Verdict.WRONG_ANSWER, "whole_numbers": Verdict.OVER_BUDGET})
    assert "whole_numbers" in diagnose(stage.challenge(), result).own


def test_an_error_keeps_its_own_words() -> None:
    result = failing(known("no_intercept.py"))
    said = "raised KeyError at line 3 of solution.py"
    checks = tuple(
        replace(c, verdict=Verdict.RUNTIME_ERROR, message=said) if c.id == "whole_numbers" else c for c in result.checks
    )
    told = {c.id: c.message for c in without_accusations(stage.challenge(), replace(result, checks=checks)).checks}
    assert told["whole_numbers"] == said


# --- symptoms -------------------------------------------------------------------------------------------------------


def symptom(error: BaseException, verdict: Verdict = Verdict.WRONG_ANSWER) -> Symptom:
    try:
        raise error
    except type(error) as caught:
        return symptom_of(caught, verdict)


def test_the_same_result_by_another_way_of_computing_is_the_same_symptom() -> None:
    one, other = "coef_ is 1.9999999998, expected 2.5", "coef_ is 2.0000000003, expected 2.5"
    assert symptom(WrongAnswer(one)).words == symptom(WrongAnswer(other)).words
    assert symptom(WrongAnswer(one)).words != symptom(WrongAnswer("coef_ is 2.1, expected 2.5")).words


@pytest.mark.parametrize(
    ("said", "telling"),
    [
        ("coef_ at [0] is 2.5714, expected 2.0", True),
        ("the words is ['a', 'film', 'that', 'is', 'not', 'good'], expected ['a']", True),
        ("the result is 1, expected 0; 18 of 36 differ", False),
        ("the result has shape (100, 3); (100, 4) is asked for", False),
        ("the result holds NaN or infinity", False),
    ],
)
def test_only_a_particular_result_tells_one_mistake_from_another(said: str, *, telling: bool) -> None:
    assert symptom(WrongAnswer(said)).is_telling is telling


def test_a_very_long_text_is_cut_before_it_is_looked_at() -> None:
    assert symptom(WrongAnswer("9" * 5_000_000)) == symptom(WrongAnswer("9" * 6_000_000))


def test_what_is_measured_has_no_words_that_change_from_run_to_run() -> None:
    assert symptom(WrongAnswer("took 1.234 s"), Verdict.TIME_LIMIT).words == ""


def test_another_exception_is_another_place() -> None:
    errors = [CandidateRaised(name, ["Exception"], "no", []) for name in ("KeyError", "ValueError")]
    first, second = (symptom(error, Verdict.RUNTIME_ERROR) for error in errors)
    assert first.place != second.place


@pytest.mark.parametrize("text", ["", "ab12", "-"])
def test_what_is_no_symptom_reads_as_none(text: str) -> None:
    assert Symptom.parse(text) is None


@pytest.mark.parametrize("found", [Symptom(place="a"), Symptom(place="a", words="b", is_telling=True)])
def test_a_symptom_survives_being_written(found: Symptom) -> None:
    assert Symptom.parse(str(found)) == found


# --- the record ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_every_rejected_submission_that_ships_is_recorded_with_the_checks_that_it_fails(name: str) -> None:
    """If this fails, `prep author symptoms` records it anew."""
    of = load_challenge([shipped_root()], name)
    assert {file: sorted(checks) for file, checks in of.symptoms.items()} == {
        rejected.file: sorted(rejected.fails) for rejected in of.spec.rejected
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_every_mistake_that_ships_can_be_asked_about_in_one_sentence(name: str) -> None:
    for rejected in load_challenge([shipped_root()], name).spec.rejected:
        first = rejected.why.split()[0]
        assert first.endswith("s") or first in ("Never", "Only"), rejected
        assert rejected.why.endswith("."), rejected
        assert ". " not in rejected.why, rejected


def test_a_record_that_is_written_reads_the_same(tmp_path: Path) -> None:
    found = {"a.py": {"check": Symptom(place="ab", words="cd", is_telling=True), "other": Symptom(place="ef")}}
    path = tmp_path / SYMPTOMS_FILE
    path.parent.mkdir()
    path.write_text(symptoms_text(found), "utf-8")
    assert read_symptoms(tmp_path) == found


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"format_version": 2, "rejected": {}}', '{"format_version": 1, "rejected": {"a": {"b": 1}}}'],
)
def test_a_broken_record_says_how_to_write_it_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / SYMPTOMS_FILE
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError, match="`prep author symptoms` writes it anew"):
        read_symptoms(tmp_path)
