"""The same queue in Redis Streams, so that workers may run on other machines and several services share them.

The stream has an exact MAXLEN: without one, or with Redis's approximate one, a backlog turns into latency. A worker
acknowledges a frame after its answer is written; one that died leaves its frame pending, and another takes it over.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from threading import Event, Lock, Thread
from typing import Any
from uuid import uuid4

from projects.detection.errors import DetectionError
from projects.detection.serve.fates import Answer, Found
from projects.detection.serve.queues import Deliver, Frame, QueueUnavailableError
from projects.detection.serve.shares import Source, who_gives_way
from projects.detection.watch.features import Features

STREAM, GROUP = "detection:frames", "workers"
TAKE_OVER_MS = 4_000
"""A frame that its worker has held for longer is given to another."""

_TRIES = 2
_RESULTS = 10_000


def _results_of(owner: str) -> str:
    return f"detection:results:{owner}"


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    number: int
    source: Source


class RedisQueue:
    """One for each service or worker process; `deliver` is None where no frames are let in."""

    def __init__(self, url: str, capacity: int, deliver: Deliver | None, *, take_over_ms: int = TAKE_OVER_MS) -> None:
        try:
            import redis
        except ImportError as error:
            raise DetectionError("a queue in Redis needs redis: the extra `serve` of prep brings it") from error
        self._errors = (redis.ConnectionError, redis.TimeoutError, redis.ResponseError, OSError)
        self._name = uuid4().hex
        self._capacity = capacity
        self._take_over_ms = take_over_ms
        try:
            self._client: Any = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1)
        except (ValueError, TypeError) as error:
            raise DetectionError(
                f"--redis {url}: not an address of a Redis ({error}); like redis://HOST:6379/0 or unix:///PATH"
            ) from error
        self._pushed_out: list[int] = []
        self._waiting: dict[str, _Waiting] = {}
        """Our frames by ticket, oldest first, until their answer or their end is known."""

        self._suspects: set[str] = set()
        self._lock = Lock()
        self._stopping = Event()
        self._deliver = deliver
        self._listener = Thread(target=self._listen, name="redis results", daemon=True)
        if deliver is not None:
            self._listener.start()

    def offer(self, frame: Frame) -> None:
        fields: Mapping[str, Any] = {"owner": self._name, "number": frame.number, "packed": frame.packed}
        try:
            self._make_room(frame)
            ticket = self._client.xadd(STREAM, fields, maxlen=self._capacity, approximate=False)
        except self._errors as error:
            raise self._unavailable(error) from error
        with self._lock:
            self._waiting[ticket.decode()] = _Waiting(number=frame.number, source=frame.source)

    def take(self, wait_s: float) -> Frame | None:
        try:
            self._ensure_group()
            stuck = self._client.xautoclaim(STREAM, GROUP, self._name, self._take_over_ms, count=1)[1]
            if stuck:
                return self._again(*stuck[0])
            read = self._client.xreadgroup(GROUP, self._name, {STREAM: ">"}, count=1, block=max(1, int(wait_s * 1000)))
        except self._errors as error:
            raise QueueUnavailableError(str(error)) from error
        return _frame(*read[0][1][0]) if read else None

    def finish(self, frame: Frame, answer: Answer | str) -> None:
        said = json.dumps({"number": frame.number, "ticket": frame.ticket, "answer": _plain(answer)})
        try:
            with self._client.pipeline(transaction=True) as steps:
                steps.xadd(_results_of(frame.owner), {"said": said}, maxlen=_RESULTS, approximate=False)
                steps.expire(_results_of(frame.owner), 600)
                steps.xack(STREAM, GROUP, frame.ticket)
                steps.xdel(STREAM, frame.ticket)
                steps.execute()
        except self._errors as error:
            raise QueueUnavailableError(str(error)) from error

    def collect_dropped(self) -> list[int]:
        """A frame that is gone from the stream and pending with no worker was pushed out, or was just answered. It is
        told as dropped at the second look, when an answer would have arrived.
        """
        with self._lock:
            tickets = list(self._waiting)
            dropped, self._pushed_out = self._pushed_out, []
        try:
            gone = self._gone(tickets) if tickets else set()
        except self._errors as error:
            with self._lock:
                self._pushed_out += dropped
            raise self._unavailable(error) from error
        with self._lock:
            dropped += [self._waiting.pop(ticket).number for ticket in gone & self._suspects if ticket in self._waiting]
            self._suspects = gone & self._waiting.keys()
        return dropped

    def depth(self) -> int:
        try:
            return int(self._client.xlen(STREAM))
        except self._errors as error:
            raise QueueUnavailableError(str(error)) from error

    def close(self) -> None:
        self._stopping.set()
        if self._listener.is_alive():
            self._listener.join(timeout=3)
        self._client.close()

    def _unavailable(self, error: Exception) -> QueueUnavailableError:
        """Whether what waited there still does is unknown: it is answered, or its deadline tells it as lost."""
        with self._lock:
            self._waiting.clear()
        return QueueUnavailableError(str(error))

    def _make_room(self, frame: Frame) -> None:
        """MAXLEN would push out whoever is oldest. Among our own frames, the one that gives way is chosen fairly; those
        that a worker has already are left alone.
        """
        with self._lock:
            waiting = dict(self._waiting)
        if len(waiting) < self._capacity:
            return
        self._ensure_group()
        held = {
            row["message_id"].decode()
            for row in self._client.xpending_range(STREAM, GROUP, min="-", max="+", count=self._capacity)
        }
        tickets = [ticket for ticket in waiting if ticket not in held]
        if len(tickets) < self._capacity:
            return
        place = who_gives_way([*(waiting[ticket].source for ticket in tickets), frame.source])
        ticket = tickets[place]  # never the new frame's: the oldest of the fullest gives way
        if self._client.xdel(STREAM, ticket):
            with self._lock:
                self._waiting.pop(ticket, None)
                self._pushed_out.append(waiting[ticket].number)

    def _gone(self, tickets: list[str]) -> set[str]:
        """A new, empty Redis has given no tickets yet: what the old one lost is not taken for pushed out."""
        self._ensure_group()
        info = self._client.xinfo_stream(STREAM)
        newest = _order(info["last-generated-id"].decode())
        oldest = _order(info["first-entry"][0].decode()) if info["first-entry"] else (newest[0], newest[1] + 1)
        away = [ticket for ticket in tickets if _order(ticket) < oldest]
        return {t for t in away if not self._client.xpending_range(STREAM, GROUP, min=t, max=t, count=1)}

    def _ensure_group(self) -> None:
        """Redis may have been restarted empty at any time."""
        try:
            self._client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        except self._errors as error:
            if "BUSYGROUP" not in str(error):
                raise

    def _again(self, ticket: bytes, fields: Mapping[bytes, bytes]) -> Frame | None:
        """A frame whose worker died. One that keeps killing its workers is given up."""
        frame = _frame(ticket, fields)
        held = self._client.xpending_range(STREAM, GROUP, min=frame.ticket, max=frame.ticket, count=1)
        if held and held[0]["times_delivered"] > _TRIES:
            self.finish(frame, "it ended every worker that tried")
            return None
        return frame

    def _listen(self) -> None:
        last = "0"
        while not self._stopping.is_set():
            try:
                read = self._client.xread({_results_of(self._name): last}, count=100, block=200)
            except self._errors:
                # Frames without an answer count as lost from their deadline on; a restarted Redis counts anew.
                last = "0"
                self._stopping.wait(0.2)
                continue
            for ticket, fields in read[0][1] if read else ():
                last = ticket.decode()
                self._hear(json.loads(fields[b"said"]))

    def _hear(self, said: Mapping[str, Any]) -> None:
        with self._lock:
            self._waiting.pop(said["ticket"], None)
        if self._deliver is not None:
            self._deliver(said["number"], _answer(said["answer"]))


def _order(ticket: str) -> tuple[int, int]:
    time_ms, _, number = ticket.partition("-")
    return int(time_ms), int(number)


def _frame(ticket: bytes, fields: Mapping[bytes, bytes]) -> Frame:
    return Frame(
        number=int(fields[b"number"]),
        packed=fields[b"packed"],
        ticket=ticket.decode(),
        owner=fields[b"owner"].decode(),
    )


def _plain(answer: Answer | str) -> object:
    return answer if isinstance(answer, str) else asdict(answer)


def _answer(fields: Any) -> Answer | str:  # noqa: ANN401 - just read from JSON
    if isinstance(fields, str):
        return fields
    return Answer(
        found=tuple(Found(**row) for row in fields["found"]),
        features=Features(**fields["features"] | {"view": tuple(fields["features"]["view"])}),
    )
