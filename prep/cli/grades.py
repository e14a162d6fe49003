"""Tells in lines of text how an answer or a submission was graded."""

from collections.abc import Callable

from prep.cli.dialogue import Dialogue
from prep.diagnosis.diagnose import diagnose
from prep.diagnosis.words import cause_words
from prep.model.challenge import Challenge
from prep.model.question import AnswerResult, PointStanding, Question
from prep.model.result import GradeResult
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict
from prep.practice.shown.grade_words import ABOUT_PERHAPS, MARKS, NEEDS_PERSON, range_words


def say_grade(question: Question, result: AnswerResult, say: Callable[[str], object]) -> None:
    """The score with its reasons, each point with the words that make it, misconceptions, and what was doubtful."""
    say(_score(result))
    for remark in result.remarks:
        say(visible(remark, 400))
    if result.needs_review and result.is_scored:
        say(NEEDS_PERSON)
    if not result.is_scored:
        return
    for point, found in zip(question.points, result.points, strict=True):
        say(f"{MARKS[found.standing]} {point.description}")
        if found.evidence:
            say(f"    you wrote: “{one_line(visible(found.evidence.quote))}”")
    if any(point.standing is PointStanding.PERHAPS for point in result.points):
        say(ABOUT_PERHAPS)
    for wrong in result.misconceptions:
        say(f"! “{one_line(visible(wrong.evidence.quote))}”\n    {wrong.feedback}")
    for doubt in result.doubts:
        say(f"? Did you mean this? “{one_line(visible(doubt.evidence.quote))}”\n    If so: {doubt.feedback}")


def _score(result: AnswerResult) -> str:
    if not result.is_scored:
        return "not scored"
    return f"{result.score:.0%} of the marks; {range_words(result)}"


def say_checks(challenge: Challenge, result: GradeResult, dialogue: Dialogue, hint_cost: float = 0.0) -> None:
    """Each check with its verdict, then the sum."""
    titles = {check.id: check.title for check in challenge.spec.checks}
    for check in result.checks:
        mark, told = check.verdict.mark, "" if check.verdict is Verdict.ACCEPTED else f" ({check.verdict})"
        dialogue.say(f"{mark} {check.points:g}/{check.max_points:g} {titles[check.id]}{told}")
        if check.message:
            dialogue.say("\n".join(f"    {line}" for line in visible(check.message, 2000).splitlines()))
        if check.output:
            dialogue.say("\n".join(["    it printed:", *(f"      {line}" for line in check.output.splitlines()[:40])]))
    if said := cause_words(diagnose(challenge, result).causes):
        dialogue.say(said)
    passed = sum(check.verdict is Verdict.ACCEPTED for check in result.checks)
    dialogue.say(f"{result.points:g} of {result.max_points:g} points, {passed} of {len(result.checks)} checks passed")
    if hint_cost:
        dialogue.say(f"{max(0.0, result.points - hint_cost):g} after {hint_cost:g} points for hints")
