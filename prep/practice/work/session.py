"""One person at work on one challenge: what is saved when, and what a submission leads to."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prep.catalog.given import given_names
from prep.grading.grader import OnCheck
from prep.model.challenge import Challenge
from prep.model.errors import PrepError, StorageError
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE
from prep.model.verdict import Verdict
from prep.practice.desk.clock import Clock
from prep.practice.desk.desk import Desk
from prep.practice.desk.runtimes import require_runtime
from prep.practice.drafts.challenges import Way, draft_folder, lay_out_given, open_draft, save_clock, save_text
from prep.practice.drafts.help import hint_price, load_help, save_help
from prep.practice.drafts.place import LastPlace, note_place
from prep.practice.drafts.unfinished import Unfinished
from prep.practice.record.attempts import best_attempts, count_attempts, record_attempt
from prep.practice.shown.reading import reading_of
from prep.practice.shown.solution import ShownSolution, load_solution
from prep.practice.shown.tellings import Tellings
from prep.practice.shown.withheld import WITHHELD, Withheld
from prep.practice.work.solving import Solving
from prep.store.files import read_file, write_file


@dataclass(frozen=True, kw_only=True)
class RunOutcome:
    """What came of running checks."""

    result: GradeResult
    report: Path | None = None
    """Of a submission that was kept as an attempt."""

    scheduled: tuple[str, ...] = ()
    """Questions that what failed asks for."""

    problem: str = ""
    """Why it could not be kept, in one line."""

    @property
    def is_withheld(self) -> bool:
        """Whether something is left to say that a hint brings."""
        return any(WITHHELD in check.message for check in self.result.checks)


class Session:
    """Grading may run in another thread than the rest; it touches nothing but the disk and the clock."""

    def __init__(self, desk: Desk, challenge_id: str, way: Way | None = None) -> None:
        """Open the challenge's draft; solved from memory, the text that solved it is kept as `before.py` beside it.

        Raises:
            ContentError: there is no such challenge.
            MissingLibraryError: it cannot be graded here; no clock has started.
            StorageError: there is a draft, but it cannot be read.
        """
        self.challenge = desk.library.challenge(challenge_id)
        self.desk = desk
        self._solving = Solving(desk, self.challenge)
        draft = open_draft(desk.data, self.challenge, desk.now(), way)
        if draft.is_new:
            require_runtime(self.challenge)
        self.text = draft.text
        self.clock = draft.clock
        self.is_new = draft.is_new
        self.help = load_help(self.folder)
        self._graded: GradeResult | None = None
        self.interrupted_at: datetime | None = Unfinished(self.folder).submitted_at
        """When a submission was made that was never graded to its end, because the program died."""

    @property
    def folder(self) -> Path:
        """Where the draft lies."""
        return draft_folder(self.desk.data, self.challenge.id)

    @property
    def given(self) -> list[str]:
        """Names of the files that are handed out beside the draft."""
        return given_names(self.challenge)

    @property
    def public_tests(self) -> str:
        """The source of the tests that a person may read."""
        return (self.challenge.folder / "tests" / "test_public.py").read_text("utf-8")

    def begin(self) -> None:
        """Keep the draft and its clock as they were opened, with what is handed out beside them.

        Raises:
            ContentError: something that is handed out is missing.
            StorageError: they cannot be written.
        """
        before = read_file(self.folder / ENTRY_FILE)
        if self.is_new and before is not None and before not in (self.text, self.challenge.starter):
            write_file(self.folder / "before.py", before)
        save_clock(self.desk.data, self.challenge.id, self.clock)
        self.save(self.text)
        lay_out_given(self.desk.data, self.challenge)

    def save(self, text: str) -> None:
        """Keep the text.

        Raises:
            StorageError: it cannot be written.
        """
        save_text(self.desk.data, self.challenge.id, text)
        self.text = text

    def outside_text(self) -> str | None:
        """What somebody else wrote into the file since it was saved; None if nobody did.

        Raises:
            StorageError: it cannot be read.
        """
        text = read_file(self.folder / ENTRY_FILE)
        return None if text is None or text == self.text else text

    def take_over(self, text: str) -> None:
        """Go on from what somebody else wrote."""
        self.text = text

    def put_aside(self, text: str) -> Path:
        """Keep what somebody else wrote beside the draft, where both were changed; returns the file.

        Raises:
            StorageError: it cannot be written.
        """
        path = self.folder / "outside.py"
        write_file(path, text)
        return path

    def note_place(self, line: int, column: int) -> None:
        """Keep where the person is in the text.

        Raises:
            StorageError: it cannot be written.
        """
        note_place(self.desk.data, LastPlace(challenge=self.challenge.id, line=line, column=column, at=self.desk.now()))

    def restart_clock(self) -> None:
        """Give oneself the whole time again.

        Raises:
            StorageError: it cannot be written; the clock has restarted all the same.
        """
        self._set_clock(Clock.start(self.challenge.spec.time_limit_minutes, self.desk.now()))

    # --- help ---------------------------------------------------------------------------------------------------------

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints taken so far."""
        return self.challenge.hints[: self.help.hints]

    @property
    def hints_left(self) -> int:
        return len(self.challenge.hints) - len(self.hints)

    @property
    def hint_price(self) -> float:
        """Points that the next hint costs."""
        return hint_price(self.challenge)

    def take_hint(self) -> str:
        """Take the next hint, which costs points; kept before it is shown.

        Raises:
            StorageError: that it was taken cannot be written; then it is not shown.
        """
        taken = self.help.with_hint()
        save_help(self.folder, taken)
        self.help = taken
        return self.hints[-1]

    @property
    def may_see_solution(self) -> bool:
        """Whether the challenge was finished, or given up."""
        return self.help.reference_shown or self.clock.stopped_at is not None or self._was_solved()

    def give_up(self) -> None:
        """From now on the solution may be read, and attempts no longer count.

        Raises:
            StorageError: it cannot be written.
        """
        if not self.may_see_solution:
            taken = self.help.with_reference()
            save_help(self.folder, taken)
            self.help = taken

    def solution(self) -> ShownSolution:
        """The reference, once it may be read.

        Raises:
            ContentError: it cannot be read.
        """
        return load_solution(self.challenge, reading_of(self.challenge, self.desk.library))

    def _was_solved(self) -> bool:
        try:
            best = best_attempts(self.desk.notebook).get(self.challenge.id)
        except StorageError:
            return False
        return best is not None and best.is_solved

    # --- grading ------------------------------------------------------------------------------------------------------

    def warm(self) -> None:
        """Prepare for grading, so that the first run does not wait for imports."""
        self._solving.warm()

    def check(self, text: str, on_check: OnCheck) -> RunOutcome:
        """Run the public tests; nothing is kept of it."""
        return RunOutcome(result=self._solving.check(text, on_check))

    def try_out(self, text: str, typed: str) -> str:
        """Run what was typed on the work, as Python's own prompt would; nothing is counted.

        Raises:
            PrepError: it cannot be run.
            Stopped: somebody stopped it.
        """
        return self._solving.try_out(text, typed)

    def submit(self, text: str, on_check: OnCheck) -> RunOutcome:
        """Run all tests and keep the attempt; the clock stops once every check has passed.

        A fault of the grader is no attempt, and is not kept. A metric on hidden labels is told only as often as the
        challenge allows; where to look is said once a hint was taken, or the challenge is finished.
        """
        submitted_at = self.desk.now()
        unfinished = Unfinished(self.folder)
        unfinished.begin(submitted_at)
        try:
            tellings, withheld = self._tellings(), self._withheld
            result = self._solving.grade(text, lambda check: on_check(withheld.veil(tellings.veil(check))))
            self._graded = tellings.veil_all(result)
            return self._keep(withheld.veil_all(self._graded), text, submitted_at)
        finally:
            unfinished.end()
            self.interrupted_at = None

    def _keep(self, result: GradeResult, text: str, submitted_at: datetime) -> RunOutcome:
        if not result.counts_as_attempt:
            return RunOutcome(result=result)
        try:
            kept = record_attempt(
                self.desk.notebook,
                self.challenge,
                result,
                text,
                clock=self.clock,
                taken=self.help,
                now=submitted_at,
                is_sayable=self._is_advice_free,
            )
            if result.verdict is Verdict.ACCEPTED:
                self._set_clock(self.clock.stop(submitted_at))
        except PrepError as error:
            return RunOutcome(result=result, problem=str(error))
        return RunOutcome(result=result, report=kept.report, scheduled=kept.scheduled)

    @property
    def last_result(self) -> GradeResult | None:
        """Of the last submission since the challenge was opened, as it may be shown now: a hint brings more of it."""
        return self._graded and self._withheld.veil_all(self._graded)

    @property
    def sayable(self) -> Challenge:
        """The challenge as far as its advice may be said."""
        return self._withheld.without(self.challenge)

    @property
    def _withheld(self) -> Withheld:
        return Withheld.of(self.challenge, is_sayable=self._is_advice_free)

    @property
    def _is_advice_free(self) -> bool:
        """Whether hidden checks say what to look at: whoever took a hint or finished need not pay for that."""
        return self.help.hints > 0 or self.may_see_solution

    def _tellings(self) -> Tellings:
        """Without its data nobody knows how often a metric was told; it is told once more then."""
        try:
            return Tellings.of(self.challenge, count_attempts(self.desk.notebook, self.challenge.id))
        except StorageError:
            return Tellings.of(self.challenge, 0)

    @property
    def weakness(self) -> str:
        """Why isolation is below full, if it is."""
        return self.desk.bench.weakness

    def stop(self) -> None:
        """End whatever is being graded."""
        self.desk.bench.stop()

    def _set_clock(self, clock: Clock) -> None:
        self.clock = clock
        save_clock(self.desk.data, self.challenge.id, clock)
