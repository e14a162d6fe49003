"""Runs the collected checks on one submission, and reports each as it is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from prep.diagnosis.words import perhaps_the_same
from prep.grading.server.candidate import RemoteSession
from prep.grading.server.exchange import Worker
from prep.grading.server.gauge import MetricGauge
from prep.grading.server.judge import Finding, judge
from prep.grading.server.outcomes import JailGoneError
from prep.grading.server.projects import project_files
from prep.grading.server.symptom import symptom_of, symptom_of_metric
from prep.model.challenge import Challenge, Check, Limits, Visibility
from prep.model.submission import ENTRY_FILE
from prep.model.verdict import Verdict, worst

if TYPE_CHECKING:
    from prep.grading.server.latency import Latency

_DISORDER = frozenset({Verdict.PROTOCOL_VIOLATION, Verdict.MEMORY_LIMIT, Verdict.GRADER_ERROR})


@dataclass(frozen=True)
class Request:
    """What to grade, as the lane asks for it."""

    files: Mapping[str, bytes]
    checks: Sequence[str]
    """In the order in which they are to run."""

    box: str
    """The folder in which workers live: inside the jail, or a temporary one where there is no jail."""

    until_failure: bool = False
    """Skip what comes after the first check that is not accepted."""


@dataclass
class CheckedRun:
    """One submission's way through its checks; the fixtures read it."""

    challenge: Challenge
    request: Request
    spawn: Callable[[Request, Limits], Worker]
    """Makes a worker to load the submission in."""

    send: Callable[[dict[str, Any]], None]
    """Tells the report of a check, and at last what all of them took."""

    session: RemoteSession = field(init=False)
    check: Check = field(init=False)
    latency: "Latency | None" = field(default=None, init=False)
    """`latency` and `metric`: what the current check's fixture of that name measured, if it has one."""

    metric: MetricGauge | None = field(default=None, init=False)
    _jail_failed: bool = field(default=False, init=False)
    _first_wrong: Check | None = field(default=None, init=False)
    """The first check of this submission that came out wrong."""

    _has_run_hidden: bool = field(default=False, init=False)
    """Whether the worker was last used by a hidden check."""

    def __post_init__(self) -> None:
        self.session = self.open_session(self.request.files)

    def open_session(self, files: Mapping[str, bytes]) -> RemoteSession:
        """A session for these files, with the challenge's limits."""
        limits = self.challenge.spec.limits
        files = project_files(files) if self.challenge.spec.project else files
        return RemoteSession(lambda: self.spawn(self.request, limits), files, limits)

    def reference_session(self) -> RemoteSession:
        return self.open_session({ENTRY_FILE: self.challenge.folder.joinpath("reference.py").read_bytes()})

    def run(self, items: Mapping[str, list[pytest.Function]]) -> bool:
        """Run the requested checks in the requested order and report each, then what it took.

        Returns:
            Whether it went in good order; if not, this process should not grade another submission.
        """
        by_id = {check.id: check for check in self.challenge.spec.checks}
        wanted = [by_id[name] for name in self.request.checks]
        order = [(check, item) for check in wanted for item in items[check.id]]
        following: list[pytest.Function | None] = [item for _, item in order[1:]]
        next_of = dict(zip([item for _, item in order], [*following, None], strict=True))
        over, is_orderly = False, True
        for check in wanted:
            report = _skipped(check) if over else self._run_check(check, items[check.id], next_of)
            self.send(report)
            over = self.request.until_failure and report["verdict"] != Verdict.ACCEPTED.value
            is_orderly = is_orderly and report["verdict"] not in _DISORDER
        if over:  # what the skipped ones would have used is still set up
            state = order[0][1].session._setupstate  # noqa: SLF001 - as in `_error_of`
            is_orderly = _raised_by(lambda: state.teardown_exact(None)) is None and is_orderly
        self.session.end()
        cpu_s = sum(usage.cpu_s for usage in self.session.usages)
        self.send({"done": True, "cpu_s": cpu_s, "jail_failed": self._jail_failed})
        return is_orderly

    def _run_check(
        self, check: Check, items: Sequence[pytest.Function], next_of: Mapping[pytest.Function, pytest.Function | None]
    ) -> dict[str, Any]:
        self._begin(check)
        finding = self._in_context(check, self._conclude([self._run_item(item, next_of[item]) for item in items]))
        score = self.metric.score if self.metric else None
        timing = self.latency.score if self.latency else None
        return {
            "check": check.id,
            "verdict": finding.verdict.value,
            "message": finding.message,
            "line": finding.line,
            "time_s": self.session.spent_in_check.wall_s,
            "output": self.session.output() if check.visibility is Visibility.PUBLIC else "",
            "metric": asdict(score) if score else None,
            "latency": asdict(timing) if timing else None,
            "symptom": finding.symptom,
        }

    def _in_context(self, check: Check, finding: Finding) -> Finding:
        """Advice on a special case is beside the point where the usual case is wrong, which its check asks for, too."""
        if finding.verdict is not Verdict.WRONG_ANSWER:
            return finding
        first, self._first_wrong = self._first_wrong, self._first_wrong or check
        if first is None or not check.advice or finding.message != check.advice:
            return finding
        return replace(finding, message=perhaps_the_same(first.title, check.advice))

    def _begin(self, check: Check) -> None:
        if check.visibility is Visibility.PUBLIC and self._has_run_hidden:
            self.session.end()  # what it says in a public check is told, so it must not remember a hidden one
        self._has_run_hidden = check.visibility is Visibility.HIDDEN
        self.check, self.latency, self.metric = check, None, None
        self.session.begin_check()

    def _conclude(self, findings: Sequence[Finding]) -> Finding:
        """The worst finding of a check's tests; where all is well, the metric has the last word."""
        verdict = worst(finding.verdict for finding in findings)
        if verdict is Verdict.ACCEPTED and self.metric is not None:
            found = self.metric.finding
            score = self.metric.score
            failed = score is not None and found.verdict.is_failure
            return replace(found, symptom=str(symptom_of_metric(score))) if score and failed else found
        return next(finding for finding in findings if finding.verdict is verdict)

    def _run_item(self, item: pytest.Function, following: pytest.Function | None) -> Finding:
        error = self._error_of(item, following)
        self._jail_failed = self._jail_failed or isinstance(error, JailGoneError)
        finding = _with_symptom(judge(error, self.check, self.session, item.path), error)
        if not finding.unexpected:
            return finding
        return self._second_opinion(item, following, finding)

    def _second_opinion(self, item: pytest.Function, following: pytest.Function | None, finding: Finding) -> Finding:
        """A test that stumbles over a submission but not over the reference was given something it cannot use."""
        own, self.session = self.session, self.reference_session()
        try:
            error = self._error_of(item, following)
        finally:
            self.session.end()
            self.session = own
        if error is not None:
            return finding
        told = self.check.advice or "what came back is not what the prompt asks for"
        return Finding(Verdict.WRONG_ANSWER, told, symptom=finding.symptom)

    def _error_of(self, item: pytest.Function, following: pytest.Function | None) -> BaseException | None:
        """What a test raises in its three phases, the first of it.

        The phases are called without pytest's hooks and reports around them, which nobody reads here and which would
        cost more than most tests.
        """
        item._initrequest()  # noqa: SLF001 - as pytest's own runner does before it runs an item again
        state = item.session._setupstate  # noqa: SLF001 - what its hooks for the three phases work on
        error = _raised_by(lambda: state.setup(item)) or _raised_by(item.runtest)
        # Also after an error, or the next test would find this one's fixtures still up.
        torn_down = _raised_by(lambda: state.teardown_exact(following))
        return error or torn_down


def _raised_by(phase: Callable[[], object]) -> BaseException | None:
    try:
        phase()
    except (Exception, pytest.fail.Exception, pytest.skip.Exception) as error:  # noqa: BLE001 - the judge tells them apart
        return error
    return None


def _with_symptom(finding: Finding, error: BaseException | None) -> Finding:
    return replace(finding, symptom=str(symptom_of(error, finding.verdict))) if error else finding


def _skipped(check: Check) -> dict[str, Any]:
    return {"check": check.id, "verdict": Verdict.SKIPPED.value, "metric": None, "latency": None}
