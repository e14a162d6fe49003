"""Puts a mock interview together: questions and a challenge that fit its time, by level and topic."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from prep.model.challenge import Challenge, ChallengeKind, Level
from prep.model.errors import ContentError
from prep.model.question import Question
from prep.model.text import count_words
from prep.practice.drafts.interviews import InterviewPart, PartKind
from prep.practice.work.rounds import Round

CHALLENGE_SHARE: Final = 0.6
"""At most this much of the time goes to the challenge."""

MINUTES: Final = (5, 20, 45, 60)
"""What is offered; any other length from 5 minutes to 4 hours can be named."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What kind of interview it shall be; without a level, topics or a round, anything."""

    minutes: int = 45
    level: Level | None = None
    topics: tuple[str, ...] = ()
    with_challenge: bool = True
    round: Round | None = None

    def fits(self, level: Level, topics: Sequence[str], minutes: int) -> bool:
        """Whether something of this level, these topics and this length may be asked."""
        is_asked = self.round is None or self.round.asks(level, topics, minutes)
        return is_asked and self.level in (None, level) and (not self.topics or bool(set(self.topics) & set(topics)))


def plan_interview(
    wish: Wish,
    questions: Mapping[str, Question],
    challenges: Mapping[str, Challenge],
    skill: Mapping[str, float],
    rng: random.Random,
) -> tuple[InterviewPart, ...]:
    """Questions of different topics, then one challenge, as long as the time lasts.

    Topics that went badly so far (`skill`, from 0 to 1) come up more often.

    Raises:
        ContentError: nothing fits the wish.
    """
    coding = _choose_challenge(wish, challenges, rng) if wish.with_challenge else []
    left = wish.minutes - sum(part.minutes for part in coding)
    fitting = [
        question
        for question in questions.values()
        if wish.fits(question.level, [question.topic], question.time_limit_minutes)
    ]
    asked = _choose_questions(fitting, left, skill, rng)
    if not asked and not coding:
        raise ContentError(
            f"nothing fits an interview of {count_words(wish.minutes, 'minute')} with this level, round and "
            "these topics; ask for less"
        )
    return (*asked, *coding)


def _choose_challenge(wish: Wish, challenges: Mapping[str, Challenge], rng: random.Random) -> list[InterviewPart]:
    most = wish.minutes * CHALLENGE_SHARE
    fitting = [
        challenge
        for challenge in challenges.values()
        if (minutes := challenge.spec.time_limit_minutes) <= most
        and wish.fits(challenge.spec.level, challenge.spec.topics, minutes)
    ]
    if not fitting:
        return []
    whole = [one for one in fitting if one.kind is not ChallengeKind.WARM_UP]  # a warm-up only where nothing else fits
    chosen = rng.choice(whole or fitting)
    return [InterviewPart(kind=PartKind.CHALLENGE, id=chosen.id, minutes=chosen.spec.time_limit_minutes)]


def _choose_questions(
    questions: Sequence[Question], minutes: int, skill: Mapping[str, float], rng: random.Random
) -> list[InterviewPart]:
    """Drawn without return; a topic that came up is a twentieth as likely to come up again."""
    asked: list[InterviewPart] = []
    left, pool, seen = minutes, list(questions), dict.fromkeys((question.topic for question in questions), 0)
    while pool := [question for question in pool if question.time_limit_minutes <= left]:
        weights = [(1.3 - skill.get(question.topic, 0.5)) * 0.05 ** seen[question.topic] for question in pool]
        (chosen,) = rng.choices(pool, weights)
        pool.remove(chosen)
        seen[chosen.topic] += 1
        left -= chosen.time_limit_minutes
        asked.append(InterviewPart(kind=PartKind.QUESTION, id=chosen.id, minutes=chosen.time_limit_minutes))
    return asked
