"""One person at one concept question: what is saved when, how it is graded, and when it is asked again."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from prep.model.errors import StorageError
from prep.model.question import AnswerResult, FollowUp, Question
from prep.model.sitting import AnswerItem, FollowUpAnswer
from prep.practice.desk.clock import Clock
from prep.practice.desk.desk import Desk
from prep.practice.desk.library import question_version
from prep.practice.drafts.answers import AnswerDraft, GradedDraft
from prep.practice.drafts.claims import Assertion, with_claims
from prep.practice.drafts.help import Help, load_help, save_help
from prep.practice.record import journal
from prep.practice.record.drills import current_drill
from prep.practice.record.journal import Journal, Objection
from prep.practice.record.reviewing import review_answer
from prep.practice.record.rows import answer_record
from prep.practice.record.schedule import Rating, suggest_rating, tell_due
from prep.practice.shown.first_step import first_step
from prep.practice.work.credit import with_credit, with_first_step
from prep.practice.work.examining import MOST_CHARACTERS, Examining
from prep.store.practice import add, all_entries, find_cards, put_cards


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A question that is done for now."""

    item: AnswerItem
    rating: Rating
    due: datetime

    def tell(self, now: datetime) -> str:
        return f"rated {self.rating.name.lower()}; it comes again {tell_due(self.due, now)}"


class Answering:
    """Grading may run in another thread than the rest."""

    def __init__(self, desk: Desk, question: Question) -> None:
        """Open the question as it was left.

        Raises:
            StorageError: a draft is there, but cannot be read.
        """
        self.desk = desk
        self.question = question
        self._examining = Examining(desk, question)
        self._version = question_version(question)
        self._draft = AnswerDraft.of(desk.data, question.id)
        self.text = self._draft.load_text()
        clock = self._draft.load_clock()
        self.is_new = clock is None
        self.clock = clock or Clock.start(question.time_limit_minutes, desk.now())
        self.graded = self._draft.load_graded(self._version)
        self.help = load_help(self._draft.folder)

    def begin(self) -> None:
        """Keep the clock, which runs from now on.

        Raises:
            StorageError: it cannot be written.
        """
        self._draft.save_clock(self.clock)

    def save(self, text: str) -> None:
        """Keep the text.

        Raises:
            StorageError: it cannot be written.
        """
        self._draft.save_text(text)
        self.text = text

    @property
    def hint(self) -> str:
        """The first step, once it was asked for; else nothing."""
        return first_step(self.question) if self.help.hints else ""

    def take_hint(self) -> str:
        """See the first step; its point counts half from then on. That it was taken is kept before it is shown.

        Raises:
            StorageError: it cannot be written; then it is not shown.
        """
        assert self.graded is None
        taken = Help(hints=1)
        save_help(self._draft.folder, taken)
        self.help = taken
        return self.hint

    def warm(self) -> None:
        """Load the model while the question is read."""
        self._examining.warm()

    def grade(self, text: str) -> GradedDraft:
        """Grade an answer; it is kept as graded, but counts only once it is rated."""
        submitted_at = self.desk.now()
        result = self._examining.grade(text)
        self.clock = self.clock.stop(submitted_at)
        graded = GradedDraft(
            answer=text[:MOST_CHARACTERS],
            taken_s=(submitted_at - self.clock.started_at).total_seconds(),
            result=result,
        )
        return self._keep(graded)

    @property
    def follow_up(self) -> FollowUp | None:
        """The next follow-up question that was not answered yet."""
        if self.graded is None:
            return None
        asked = {one.point for one in self.graded.follow_ups} | {one.id for one in self.graded.claims}
        return next((one for one in self.graded.result.follow_ups if one.point not in asked), None)

    def answer_follow_up(self, follow_up: FollowUp, text: str) -> FollowUpAnswer:
        """Grade the answer to a follow-up question; an empty one passes it over."""
        assert self.graded is not None
        answer = self._examining.grade_follow_up(follow_up, text)
        self._keep(replace(self.graded, follow_ups=(*self.graded.follow_ups, answer)))
        return answer

    def dispute(self, claim: Assertion) -> None:
        """Disagree with the grader about a point or misconception; the same again takes it back."""
        assert self.graded is not None
        others = tuple(one for one in self.graded.claims if one != claim)
        claims = others if len(others) < len(self.graded.claims) else (*others, claim)
        self._keep(replace(self.graded, claims=claims))

    @property
    def result(self) -> AnswerResult:
        """With the person's own word, and the credit of the follow-up questions answered so far."""
        assert self.graded is not None
        graded = self.graded
        claimed = {claim.id for claim in graded.claims}
        credited = [one for one in graded.follow_ups if one.point not in claimed]
        held = with_claims(self.question, graded.result, graded.claims)
        return with_credit(self.question, with_first_step(self.question, held) if self.help.hints else held, credited)

    @property
    def suggested(self) -> Rating:
        """The rating that fits the grade."""
        return suggest_rating(self.result.score)

    def rate(self, rating: Rating) -> Rated:
        """Keep the attempt and the review in one transaction, and ask again when it is due.

        Raises:
            StorageError: it cannot be written; then it can be rated again.
        """
        assert self.graded is not None
        now = self.desk.now()
        item = AnswerItem(
            question=self.question,
            answer=self.graded.answer,
            result=self.result,
            follow_ups=tuple(one for one in self.graded.follow_ups if one.answer.strip()),
            taken_s=self.graded.taken_s,
        )
        sitting = current_drill(self.desk, now)
        with self.desk.notebook.writing() as connection:
            before = find_cards(connection, [self.question.id]).get(self.question.id)
            reviewed = review_answer(item, rating, before, Journal.read(all_entries(connection)), now)
            add(connection, answer_record(item, now, hints_used=self.help.hints, sitting_uid=sitting.uid))
            add(connection, reviewed.review)
            for dispute in self._disputes(now):
                add(connection, journal.dispute(dispute))
            put_cards(connection, [reviewed.card])
        with suppress(StorageError):  # the attempt is kept; a draft that stays does no harm
            self._draft.discard()
        return Rated(item=item, rating=rating, due=reviewed.card.due)

    def _disputes(self, now: datetime) -> Iterator[Objection]:
        assert self.graded is not None
        for claim in self.graded.claims:
            yield Objection(
                question=self.question.id,
                version=self._version,
                part=claim.part,
                id=claim.id,
                said=claim.said,
                answer=self.graded.answer,
                at=now,
            )

    def _keep(self, graded: GradedDraft) -> GradedDraft:
        self.graded = graded
        with suppress(StorageError):  # told when the text is saved; it only costs grading again after a restart
            self._draft.save_clock(self.clock)
            self._draft.save_graded(graded, self._version)
        return graded
