"""Keeps workers alive: one thread looks after each, hands it frames, and starts another when it dies."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Thread

from projects.detection.serve.fates import Answer
from projects.detection.serve.queues import Frame, FrameQueue, QueueUnavailableError
from projects.detection.serve.worker import work

Target = Callable[[Connection, Path], None]

_START_S = 60.0
_PAUSE_S = 0.2


class WorkerDiedError(Exception):
    """The text says in which state."""


class Worker:
    """One process and its line."""

    def __init__(self, model: Path, target: Target) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=target, args=(theirs, model), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def wait_ready(self) -> None:
        """Raises WorkerDiedError."""
        self._hear(_START_S, "before it was ready")

    def ask(self, packed: bytes, patience_s: float) -> Answer | str:
        """An answer, or why the frame has none. Raises WorkerDiedError."""
        try:
            self._line.send_bytes(packed)
        except OSError as error:
            raise WorkerDiedError("the worker died") from error
        heard: Answer | str = self._hear(patience_s, "on this frame")
        return heard

    def end(self) -> None:
        self._line.close()
        self._process.join(timeout=2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _hear(self, patience_s: float, when: str) -> Answer | str:
        try:
            if not self._line.poll(patience_s):
                raise WorkerDiedError(f"the worker did not answer {when}")
            heard: Answer | str = self._line.recv()
        except (EOFError, OSError) as error:
            raise WorkerDiedError(f"the worker died {when}") from error
        return heard


class Crew:
    """The workers of one service."""

    def __init__(
        self, queue: FrameQueue, model: Path, *, size: int, patience_s: float = 2.0, target: Target = work
    ) -> None:
        self._queue = queue
        self._model = model
        self._patience_s = patience_s
        self._target = target
        self._stopping = Event()
        self._ready = [Event() for _ in range(size)]
        self._pids: list[int | None] = [None] * size
        self.restarts = 0
        self._threads = [Thread(target=self._look_after, args=(k,), name=f"crew {k}", daemon=True) for k in range(size)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait_ready(self, timeout_s: float) -> bool:
        return all(ready.wait(timeout_s) for ready in self._ready)

    @property
    def ready(self) -> int:
        return sum(ready.is_set() for ready in self._ready)

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(pid for pid in self._pids if pid is not None)

    def stop(self) -> None:
        """Frames in hand are finished first."""
        self._stopping.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        self._queue.close()

    def _look_after(self, place: int) -> None:
        while not self._stopping.is_set():
            worker = Worker(self._model, self._target)
            self._pids[place] = worker.pid
            try:
                worker.wait_ready()
                self._ready[place].set()
                self._feed(worker)
            except WorkerDiedError:
                self.restarts += 1
                self._stopping.wait(_PAUSE_S)
            finally:
                self._ready[place].clear()
                worker.end()

    def _feed(self, worker: Worker) -> None:
        while not self._stopping.is_set():
            try:
                frame = self._queue.take(0.2)
                if frame is not None:
                    self._work_on(worker, frame)
            except QueueUnavailableError:
                self._stopping.wait(_PAUSE_S)

    def _work_on(self, worker: Worker, frame: Frame) -> None:
        try:
            answer = worker.ask(frame.packed, self._patience_s)
        except WorkerDiedError as error:
            self._queue.finish(frame, str(error))
            raise
        self._queue.finish(frame, answer)
