"""One worker in the jail, seen from the trusted side: spawn it, exchange frames with it, end it."""

import os
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Final, Self

import msgpack

from prep.grading.jail import processes, wire
from prep.grading.jail.namespaces import WorkerLimits
from prep.grading.jail.plain import CONTROL_BYTES
from prep.grading.server.exchange import Reply, Time, Usage
from prep.grading.server.outcomes import (
    JailGoneError,
    MemoryLimitError,
    TimeLimitError,
    Violation,
    WorkerEndedError,
)

_REPLY_KINDS: Final = ("value", "raised", "unsendable")


@dataclass
class Link:
    """A worker and the channel to it."""

    control: socket.socket
    channel: socket.socket
    pid: int
    """As the zygote knows it."""

    pidfd: int | None
    limits: WorkerLimits
    timed: bool = False
    """Whether to note how late replies are noticed, which takes a moment for each."""

    noticed_late_ns: int = field(default=0, init=False)
    """How long this process has waited for a processor with a reply at hand."""

    _waited_ns: int = field(default=0, init=False)
    _baseline_kb: int = field(default=0, init=False)
    _looked_at: float = field(default=0.0, init=False)

    @classmethod
    def spawn(cls, control: socket.socket, limits: WorkerLimits, box: str, output_kb: int) -> Self:
        """Have the zygote clone a worker.

        Raises:
            JailGoneError: the zygote is dead or cannot clone.
        """
        ours, theirs = socket.socketpair()
        request = {"do": "spawn", "limits": asdict(limits), "box": box, "output_bytes": output_kb << 10}
        try:
            with theirs:
                socket.send_fds(control, [msgpack.packb(request)], [theirs.fileno()])
            message, descriptors, *_ = socket.recv_fds(control, CONTROL_BYTES, 1)
        except OSError as error:
            raise JailGoneError(f"the jail is gone ({error.strerror})") from None
        answer: dict[str, Any] = msgpack.unpackb(message) if message else {"error": "it closed its channel"}
        if "error" in answer:
            raise JailGoneError(f"the jail could not make a worker: {answer['error']}")
        link = cls(control, ours, answer["pid"], descriptors[0] if descriptors else None, limits)
        link._baseline_kb = processes.resident_kb([link.host_pid])
        return link

    def ask(
        self,
        operation: str,
        arguments: list[Any],
        allowed: Time,
        *,
        adopt: Callable[[wire.Handle], Any] | None = None,
    ) -> Reply:
        """Send one request and read its reply within the time allowed for both.

        `adopt` gives what stands in the reply for each handle of an object that stays in the jail.

        Raises:
            TimeLimitError, MemoryLimitError: a limit was reached; the worker must be ended.
            WorkerEndedError: the submission ended its process.
            Violation: what came back is not an answer to this request.
        """
        number = secrets.randbits(63)
        pieces = wire.encode([number, operation, arguments])
        deadline = time.monotonic() + allowed.wall_s
        cpu_limit_ns = processes.own_cpu_ns(self.host_pid) + int(allowed.cpu_s * 1e9)

        def watch() -> None:
            if self.timed:  # what it has waited before it sleeps again, it has waited while the worker was at work
                self._waited_ns = processes.waited_ns("self")
            # Between many short exchanges as within a long one, and also while an answer drips in.
            if (now := time.monotonic()) < self._looked_at + wire.TICK_S:
                return
            self._looked_at = now
            tree = processes.process_tree(self.host_pid)
            self._check_memory(processes.resident_kb(tree) - self._baseline_kb)
            if processes.tree_cpu_ns(tree) > cpu_limit_ns:
                raise TimeLimitError

        self._waited_ns = processes.waited_ns("self") if self.timed else 0
        try:
            wire.send(self.channel, pieces, deadline, tick=watch)
            reply = wire.receive(self.channel, deadline, adopt=adopt, tick=watch)
        except wire.DeadlineError:
            raise TimeLimitError from None
        except wire.ClosedError:
            raise WorkerEndedError from None
        except wire.ProtocolViolationError as error:
            raise Violation(f"the submission sent {error}") from None
        if self.timed:
            self.noticed_late_ns += processes.waited_ns("self") - self._waited_ns
        match reply:
            case [int(answered), str(kind), body] if answered == number and kind in _REPLY_KINDS:
                return Reply(kind, body)
        raise Violation("the submission sent something that answers no request")

    def cpu_ns(self) -> int:
        """CPU time of the worker and its descendants, read from outside, in nanoseconds."""
        return processes.tree_cpu_ns(processes.process_tree(self.host_pid))

    def own_cpu_s(self) -> float:
        """CPU time of the worker's first process alone: less, but quick to read."""
        return processes.own_cpu_ns(self.host_pid) / 1e9

    @cached_property
    def host_pid(self) -> int:
        """The worker's process id on this side of the jail; the kernel keeps it until the zygote has reaped it."""
        if self.pidfd is None:
            return self.pid
        return processes.pid_of(self.pidfd)

    def end(self, *, ending: bool = False) -> Usage:
        """Kill the worker with everything it started, and wait until it is gone.

        Args:
            ending: it hung up by itself; how it ended is worth a moment's waiting.
        """
        self.channel.close()
        if self.pidfd is not None:
            os.close(self.pidfd)
            self.pidfd = None
        try:
            self.control.send(msgpack.packb({"do": "reap", "pid": self.pid, "ending": ending}))
            message = self.control.recv(CONTROL_BYTES)
        except OSError as error:
            raise JailGoneError(f"the jail is gone ({error.strerror})") from None
        if not message:
            raise JailGoneError("the jail is gone")
        return Usage(**msgpack.unpackb(message))

    def is_blameless(self, usage: Usage) -> bool:
        """Whether the worker was killed though it kept its limits: a full machine, or a person, did that."""
        within = usage.cpu_s < self.limits.cpu_s and usage.peak_kb - self._baseline_kb < self.limits.memory_mb << 9
        return usage.killed_from_outside and within

    def _check_memory(self, used_kb: int) -> None:
        """Pages shared within the tree count once for each, so it gets no more than its limit and may get less."""
        if used_kb > self.limits.memory_mb << 10:
            raise MemoryLimitError(used_kb >> 10)
