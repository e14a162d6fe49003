"""A hint for a question: where an answer begins, as something to ask oneself, which gives no point away."""

from prep.model.question import KeyPoint, Question
from prep.model.text import count_words


def first_point(question: Question) -> KeyPoint:
    """The point that a good answer begins with; the hint is about it."""
    return question.points[0]


def first_step(question: Question) -> str:
    """The hint: how many points there are, and what leads to the first."""
    points = count_words(len(question.points), "point")
    return f"A good answer makes {points}. Begin with this: {first_point(question).follow_up}"
