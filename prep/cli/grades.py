"""Tells in lines of text how an answer or a submission was graded."""

from prep.cli.dialogue import Dialogue
from prep.diagnosis.diagnose import diagnose
from prep.diagnosis.words import cause_words
from prep.model.challenge import Challenge
from prep.model.question import AnswerResult, Question
from prep.model.result import GradeResult
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict


def say_grade(question: Question, result: AnswerResult, dialogue: Dialogue) -> None:
    """The score, each point with the words that make it, misconceptions."""
    dialogue.say(f"\n{result.score:.0%} of the marks, confidence {result.confidence:.0%}")
    for point, found in zip(question.points, result.points, strict=True):
        dialogue.say(f"{'✓' if found.found else '✗'} {'' if found.found else 'missing: '}{point.description}")
        if found.evidence:
            dialogue.say(f"    you wrote: “{one_line(found.evidence.quote)}”")
    for wrong in result.misconceptions:
        dialogue.say(f"! misconception: “{one_line(wrong.evidence.quote)}”\n    {wrong.feedback}")
    if result.needs_review:
        dialogue.say("The grader is not sure of this one: " + ", ".join(result.flags))


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
