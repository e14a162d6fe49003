"""The words in which a graded answer is shown, in the app as on the command line."""

from typing import Final

from prep.model.question import AnswerResult, PointStanding

MARKS: Final = {PointStanding.FOUND: "✓", PointStanding.PERHAPS: "~ perhaps:", PointStanding.NOT_FOUND: "✗ missing:"}
ABOUT_PERHAPS: Final = "“~ perhaps” means that the grader is not sure; such a point counts in part."
NEEDS_PERSON: Final = "A person should look at this answer before the score counts."


def range_words(result: AnswerResult) -> str:
    """Where a person's mark for the answer probably lies."""
    return f"a person would probably give {result.low:.0%} to {result.high:.0%}"
