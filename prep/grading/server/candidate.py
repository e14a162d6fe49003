"""The submission as a test sees it: attributes to call, data back, objects that stay in the jail."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from prep.grading.jail import wire
from prep.grading.jail.describe import MAX_BASES, MAX_NAME, MAX_TEXT, MAX_TRACE, Wall
from prep.grading.server.exchange import Reply, Time, Usage, Worker
from prep.grading.server.outcomes import (
    NO_SUCH_TYPE,
    CandidateRaised,
    CheckOutcome,
    CodePlace,
    JailGoneError,
    MemoryLimitError,
    TimeLimitError,
    Violation,
    WorkerEndedError,
    WrongAnswer,
)
from prep.model.challenge import Limits

MAX_LOST: Final = 5
"""How many workers one function may wear out: enough for a few checks that kill theirs, too few to stall a lane. What
one function does is not held against another: who hangs in the first may be right in the second.
"""

MAX_LOST_TO_TIME: Final = 2
"""The same for those that ran into a time limit, which are the expensive ones."""

_MODULE: Final = 0
_LAZY: Final = {
    **{f"a {name}": "a list" for name in ("generator", "map", "filter", "zip", "enumerate")},
    **{f"a {name}": "what it computes" for name in ("function", "coroutine")},
}
"""What people return by mistake, and what to return instead; any other type a submission may have named after a hidden
value.
"""


@dataclass(frozen=True)
class Called:
    """A call's result together with its arguments as the call left them in the jail."""

    value: Any
    arguments: list[Any]
    keywords: dict[str, Any]


@dataclass(frozen=True)
class RemoteCallable:
    """Something in the jail that a test may call."""

    session: "RemoteSession" = field(repr=False)
    target: int | str
    path: str
    name: str
    """As people would say it: `fit_line`, or `Ridge.fit`."""

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - any plain data
        sent = [self.target, self.path, *_sendable(arguments, keywords), False]
        return self.session.exchange("call", sent, self.path, self.name)

    def with_arguments(self, *arguments: Any, **keywords: Any) -> Called:  # noqa: ANN401
        """Call it and also see what became of the arguments, to find out whether they were changed in place."""
        sent = [self.target, self.path, *_sendable(arguments, keywords), True]
        match self.session.exchange("call", sent, self.path, self.name):
            case [value, list(positional), dict(named)]:
                return Called(value, positional, named)
        raise Violation(f"`{self.path}` did not come back with its arguments")


@dataclass(frozen=True)
class RemoteObject:
    """A stateful object that stays in the jail; its methods are called by name, its attributes read with `get`."""

    session: "RemoteSession" = field(repr=False)
    handle: wire.Handle
    maker: str
    """The name of what was called to get it."""

    def __getattr__(self, name: str) -> RemoteCallable:
        if name.startswith("__"):
            raise AttributeError(name)
        return RemoteCallable(self.session, self.handle.number, name, f"{self.maker}.{name}")

    def get(self, name: str) -> Any:  # noqa: ANN401
        """The value of an attribute, for example `model.get("coef_")`."""
        return self.session.exchange("get", [self.handle.number, name], name, f"{self.maker}.{name}")


@dataclass(frozen=True)
class RemoteSubmission:
    """The module that was handed in: `candidate.fit_line(x, y)` calls its function `fit_line` in the jail."""

    session: "RemoteSession" = field(repr=False)

    def __getattr__(self, name: str) -> RemoteCallable:
        if name.startswith("__"):
            raise AttributeError(name)
        return RemoteCallable(self.session, _MODULE, name, name)

    def get(self, name: str) -> Any:  # noqa: ANN401
        """The value of a name of the module."""
        return self.session.exchange("get", [_MODULE, name], name, name)

    def library(self, module: str, name: str) -> RemoteCallable:
        """Something of a library in the jail, for example `candidate.library("sklearn.linear_model", "Ridge")()`."""
        return RemoteCallable(self.session, module, name, f"{module}.{name}")

    def helper(self, name: str, source: str) -> RemoteObject:
        """Load code of the challenge itself into the jail, beside the submission, which could tamper with it."""
        loaded = self.session.exchange("support", [name, source], name, name)
        if not isinstance(loaded, RemoteObject):
            raise Violation(f"the helper {name} was not loaded")
        return loaded

    @contextmanager
    def raises(self, error: type[BaseException], *, because: str) -> Iterator[None]:
        """Expect the submission to raise `error` in the block; `because` tells the candidate when it must, in hidden
        checks if it is written out in the test.
        """
        asked = f"{error.__name__} is asked for"
        try:
            yield
        except CandidateRaised as raised:
            if self.session.import_failed:  # an error of the import proves nothing
                raise
            if not raised.is_a(error):
                said = f"raised {raised.type_name}, where {asked}: {because}"
                raise WrongAnswer(said, because=because, form=asked) from None
        else:
            raise WrongAnswer(f"raised nothing, where {asked}: {because}", because=because, form=asked)


@dataclass
class RemoteSession:
    """One submission over all its checks: its current worker, what time is left, what it has used."""

    spawn: Callable[[], Worker]
    files: Mapping[str, bytes]
    limits: Limits

    spent: Time = field(default_factory=Time)
    """In exchanges of all checks; what the test itself needs is not charged."""

    spent_in_check: Time = field(default_factory=Time)
    spent_importing: Time = field(default_factory=Time)
    """In the check whose import failed, once and for all."""

    usages: list[Usage] = field(default_factory=list)
    asked: str = ""
    """The path that the last exchange was about."""

    given_up: str = ""
    """The function for which this check was not run, since it has worn out its workers in checks before."""

    out_of_all: Time | None = None
    """What all checks together had taken when this one ran into their common limit, if it did."""

    _link: Worker | None = None
    _losses: dict[str, list[CheckOutcome]] = field(default_factory=dict)
    """By the function that was asked."""

    _makers: dict[int, str] = field(default_factory=dict)
    """What was called first to get each object that the current worker holds."""

    _import_failure: CheckOutcome | None = None

    def begin_check(self) -> None:
        self.spent_in_check, self.given_up, self.out_of_all = Time(), "", None

    @property
    def link(self) -> Worker:
        """The current worker with the submission loaded in it; a new one if the last was lost."""
        if self._import_failure is not None:
            raise self._import_failure
        if self._link is None:
            self._load()
        assert self._link is not None
        return self._link

    @property
    def import_failed(self) -> bool:
        return self._import_failure is not None

    def exchange(self, operation: str, arguments: list[Any], what: str, function: str) -> Any:  # noqa: ANN401
        """Ask the worker for something; its answer as plain data.

        Args:
            what: the path that is asked for.
            function: the name of whatever answers, on which time limits are held.

        Raises:
            Outcome: there is no answer; the class says why.
        """
        if _has_worn_out(self._losses.get(function, [])):
            self.given_up = function
            raise self._losses[function][-1]
        self.link  # noqa: B018 - loads the submission, whose failure has its own words
        self.asked = what
        return self._value_of(self._ask(operation, arguments, function), what)

    def output(self) -> str:
        """What the submission printed since it was last asked, as far as it was kept."""
        if self._link is None:
            return ""
        try:
            body = self._ask("output", []).body
        except CheckOutcome:
            return ""
        match body:
            case [bytes(text), int(size)] if size < 1 << 50:
                text = text[: self.limits.output_kb << 10]
                left = f"\n… ({size - len(text):,} more bytes)" if size > len(text) else ""
                return text.decode("utf-8", "replace") + left
        return ""

    def end(self, *, ending: bool = False) -> None:
        """End the current worker, if there is one, and note what it used."""
        if self._link is not None:
            link, self._link = self._link, None
            self.usages.append(link.end(ending=ending))

    def _load(self) -> None:
        self._link = self.spawn()
        self._makers.clear()
        try:
            reply = self._ask("load", [dict(self.files)])
            self._value_of(reply, "the import")
        except CheckOutcome as failure:
            self.end()
            self._import_failure, self.spent_importing = failure, self.spent_in_check
            raise

    def _ask(self, operation: str, arguments: list[Any], function: str = "") -> Reply:
        assert self._link is not None
        link, started, cpu_s = self._link, time.monotonic(), self._link.own_cpu_s()
        in_check, of_all = self.spent_in_check.left_of(self.limits.check_s), self.spent.left_of(self.limits.total_s)
        before, hung = self.spent, False

        def adopt(handle: wire.Handle) -> RemoteObject:
            return RemoteObject(self, handle, self._makers.setdefault(handle.number, function))

        try:
            return link.ask(operation, arguments, in_check.within(of_all), adopt=adopt)
        except (TimeLimitError, MemoryLimitError, WorkerEndedError, Violation) as loss:
            self._charge(Time(link.cpu_ns() / 1e9 - cpu_s, 0.0))
            self.end(ending=isinstance(loss, WorkerEndedError))
            usage = self.usages[-1]
            if link.is_blameless(usage):
                raise JailGoneError("the process of the submission was killed from outside the jail") from None
            if usage.over_memory_mb:
                loss = MemoryLimitError(usage.over_memory_mb)
            hung = isinstance(loss, TimeLimitError)
            self._losses.setdefault(function, []).append(loss)
            raise loss from None
        finally:
            used_s = max(link.own_cpu_s() - cpu_s, 0.0) if self._link is link else 0.0
            self._charge(Time(used_s, time.monotonic() - started))
            if hung:
                if of_all.cpu_s < in_check.cpu_s or of_all.wall_s < in_check.wall_s:
                    self.out_of_all = self.spent
                self.spent = before  # the time that one function hangs is not taken from the others

    def _charge(self, time_used: Time) -> None:
        self.spent += time_used
        self.spent_in_check += time_used

    def _value_of(self, reply: Reply, what: str) -> Any:  # noqa: ANN401
        if reply.kind == "unsendable":
            raise _unsendable(what, reply.body)
        if reply.kind == "raised":
            raise _raised(reply.body)
        return reply.body


def _has_worn_out(losses: Sequence[CheckOutcome]) -> bool:
    """Whether a function has lost so many workers that it gets no more."""
    slow = sum(isinstance(loss, TimeLimitError) for loss in losses)
    return len(losses) >= MAX_LOST or slow >= MAX_LOST_TO_TIME


def _unsendable(what: str, body: Any) -> WrongAnswer:  # noqa: ANN401
    """People return such things by mistake; hidden checks name only what a submission could not name for itself."""
    found = body[:300] if isinstance(body, str) else "something"
    if found in _LAZY:
        said = f"`{what}` returned {found}; return {_LAZY[found]}"
        return WrongAnswer(said, form=f"{said}.")
    advice = "" if "; return" in found else "; return numbers, text, lists, dicts or arrays"
    return WrongAnswer(f"`{what}` returned {found}{advice}", form=NO_SUCH_TYPE)


def _sendable(arguments: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    return [_handle_of(a) for a in arguments], {name: _handle_of(a) for name, a in keywords.items()}


def _handle_of(argument: Any) -> Any:  # noqa: ANN401
    if isinstance(argument, list):
        return [_handle_of(entry) for entry in argument]
    return argument.handle if isinstance(argument, RemoteObject) else argument


def _raised(body: Any) -> CheckOutcome:  # noqa: ANN401
    """The exception that the worker describes; the submission may have written the description itself."""
    match body:
        case {"type": str(name), "bases": list(bases), "text": str(text), "trace": list(trace)}:
            names = [base[:MAX_NAME] for base in bases[:MAX_BASES] if isinstance(base, str)]
            places = [_place(entry) for entry in trace[-MAX_TRACE:]]
            walls = body.get("walls")
            hit = frozenset(wall for wall in Wall if isinstance(walls, list) and wall.value in walls[: len(Wall)])
            return CandidateRaised(name[:MAX_NAME], names, text[:MAX_TEXT], places, hit)
    return Violation("the submission sent an exception that cannot be read")


def _place(entry: Any) -> CodePlace:  # noqa: ANN401
    match entry:
        case [str(file), int(line), str(function), str(text)] if 0 <= line < 1 << 31:
            return CodePlace(file[:MAX_NAME], line, function[:MAX_NAME], text[:MAX_NAME])
    return CodePlace("?", 0, "", "")
