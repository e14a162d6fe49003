"""Keeps workers alive: one thread looks after each, hands it frames, and starts another when it dies."""

import multiprocessing
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Thread

from projects.detection.serve.fates import Answer
from projects.detection.serve.queues import Frame, FrameQueue, QueueUnavailableError
from projects.detection.serve.worker import CannotStart, work

Target = Callable[[Connection, Path], None]
Broken = Callable[[str], None]
"""Hears, from any thread, why no worker of a model can start."""

_START_S = 60.0
_PAUSE_S = 0.2


class WorkerDiedError(Exception):
    """The text says in which state."""


class WorkerCannotStartError(Exception):
    """The text says what is wrong with its model; another start would change nothing."""


class Worker:
    """One process and its line."""

    def __init__(self, model: Path, target: Target) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self.model = model
        self._process: BaseProcess = context.Process(target=target, args=(theirs, model), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def has_spoken(self) -> bool:
        """Whether waiting for it would end at once."""
        return self._line.poll(0)

    def wait_ready(self) -> None:
        """Raises WorkerDiedError and WorkerCannotStartError."""
        said = self._hear(_START_S, "before it was ready")
        if isinstance(said, CannotStart):
            raise WorkerCannotStartError(said.reason)

    def ask(self, packed: bytes, patience_s: float) -> Answer | str:
        """An answer, or why the frame has none. Raises WorkerDiedError."""
        try:
            self._line.send_bytes(packed)
        except OSError as error:
            raise WorkerDiedError("the worker died") from error
        heard = self._hear(patience_s, "on this frame")
        if isinstance(heard, CannotStart):
            raise WorkerDiedError("the worker died")
        return heard

    def end(self) -> None:
        self._line.close()
        self._process.join(timeout=2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _hear(self, patience_s: float, when: str) -> Answer | CannotStart | str:
        try:
            if not self._line.poll(patience_s):
                raise WorkerDiedError(f"the worker did not answer {when}")
            heard: Answer | CannotStart | str = self._line.recv()
        except (EOFError, OSError) as error:
            raise WorkerDiedError(f"the worker died {when}") from error
        return heard


class Crew:
    """The workers of one service."""

    def __init__(
        self,
        queue: FrameQueue,
        model: Path,
        *,
        size: int,
        patience_s: float = 2.0,
        target: Target = work,
        on_broken: Broken | None = None,
    ) -> None:
        self._queue = queue
        self._model = model
        self._patience_s = patience_s
        self._target = target
        self._on_broken = on_broken
        self._broken = False
        self.refused = ""
        """Why the model that it was last to change to was not taken up."""

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

    @property
    def model(self) -> Path:
        return self._model

    def change_model(self, model: Path) -> None:
        """Each worker goes on until one with the new model is ready to take its place."""
        self.refused = ""
        self._model = model

    def stop(self) -> None:
        """Frames in hand are finished first."""
        self._stopping.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        self._queue.close()

    def _look_after(self, place: int) -> None:
        worker: Worker | None = None
        while not self._stopping.is_set():
            following = Worker(self._model, self._target)
            if worker is not None and not self._feeds_well(worker, following.has_spoken):
                self._dismiss(worker, place)
                worker = None
            if self._stopping.is_set():
                following.end()
            elif self._becomes_ready(following, worker):
                if worker is not None:
                    worker.end()
                worker = following
                self._pids[place] = worker.pid
                self._ready[place].set()
            elif worker is None and self._broken:
                return
            if worker is not None and not self._feeds_well(worker, partial(self._has_changed_from, worker.model)):
                self._dismiss(worker, place)
                worker = None
        if worker is not None:
            self._dismiss(worker, place)

    def _has_changed_from(self, model: Path) -> bool:
        return self._model != model

    def _dismiss(self, worker: Worker, place: int) -> None:
        self._ready[place].clear()
        worker.end()

    def _becomes_ready(self, following: Worker, worker: Worker | None) -> bool:
        """If not, a worker that is there already goes on with the model that it has."""
        try:
            following.wait_ready()
        except (WorkerCannotStartError, WorkerDiedError) as error:
            following.end()
            self._broken = isinstance(error, WorkerCannotStartError)
            self.restarts += not self._broken
            if worker is not None:
                self.refused = str(error)
                self._model = worker.model
            elif self._broken and self._on_broken is not None:
                self._on_broken(str(error))
            if not self._broken:
                self._stopping.wait(_PAUSE_S)
            return False
        return True

    def _feeds_well(self, worker: Worker, done: Callable[[], bool]) -> bool:
        """False if the worker died on the way."""
        try:
            while not self._stopping.is_set() and not done():
                self._feed(worker)
        except WorkerDiedError:
            self.restarts += 1
            self._stopping.wait(_PAUSE_S)
            return False
        return True

    def _feed(self, worker: Worker) -> None:
        """One frame, if there is one."""
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
