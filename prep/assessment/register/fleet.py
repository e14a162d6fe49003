"""Grading by workers on many machines, over Celery with Redis or RabbitMQ.

The broker only says what to look at next; the database is the truth. A message may be lost, come twice or come late: a
work that has its grade is left alone, and whoever waits sends again what nobody has graded. So nothing here needs the
broker to be right, only to be there.

Each version of each part has a queue of its own, and a worker listens to those that it has proved it can serve. So a
machine with another key, other content or no jail takes no message; one that breaks down later gives its message back,
counts nothing against the work, and stops.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Engine, select

from prep.assessment.packs.keys import TeamKey
from prep.assessment.register.bulk import GradesAnswers, OnGraded, grade_one
from prep.assessment.register.home import TakeHome, join_take_home
from prep.assessment.register.ledger import MAX_TRIES, graded_works, is_graded, load_work, pending_works
from prep.assessment.register.machine import MachineFaultError, prove_runtimes
from prep.grading.grader import Grader
from prep.model.challenge import WALL_FACTOR
from prep.model.errors import IsolationError, PrepError, StorageError
from prep.model.extras import how_to_add
from prep.model.isolation import Isolation
from prep.model.text import one_line, without_password
from prep.store.database import open_database, reading
from prep.store.tables.take_homes import take_homes

QUEUE: Final = "prep-take-homes"
_TASK: Final = "prep.grade_work"
_RESTORE_EVERY_S: Final = 10
"""How soon a message of a worker that died is seen again, once its visibility timeout has passed."""

LONGEST_S: Final = 3600.0
"""The visibility timeout. No grading takes longer: a challenge that could is refused before anything is sent."""

POLL_S: Final = 0.25
STALL_S: Final = 20.0
"""When nothing was graded for so long, what waits is sent again, in case its messages were lost."""

_MARGIN_S: Final = 150.0
"""Starting a lane and waiting for its last words."""


def make_app(broker: str) -> Any:  # noqa: ANN401 - celery has no types
    """The Celery app: acknowledged after grading, given back when a worker dies, one message at a time.

    Raises:
        StorageError: Celery is not installed.
    """
    try:
        from celery import Celery  # an extra, and slow to import
    except ImportError:
        raise StorageError(f"workers need the extra `team`: {how_to_add('team')}") from None
    app = Celery("prep", broker=broker, set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": LONGEST_S,
            "unacked_restore_interval": _RESTORE_EVERY_S,
            "unacked_restore_throttle": 1,
        },
        task_acks_late=True,
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        task_serializer="json",
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
    )
    return app


def longest_grading_s(home: TakeHome) -> float:
    """Wall seconds that grading one work may take at most."""
    totals = [challenge.spec.limits.total_s for challenge in home.content.challenges.values()]
    return 2 * WALL_FACTOR * max(totals, default=0.0) + _MARGIN_S


def grade_by_fleet(
    home: TakeHome,
    broker: str,
    on_graded: OnGraded,
    *,
    on_quiet: Callable[[int], None] = lambda _: None,
    stall_s: float = STALL_S,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Send out everything that waits, and wait until it has its grades or was given up.

    Args:
        on_quiet: told how many still wait when nothing was graded for a while.

    Raises:
        StorageError: the broker cannot be reached, or a challenge may take longer than a message stays invisible.
    """
    if longest_grading_s(home) > LONGEST_S:
        raise StorageError(
            f"a challenge may take {longest_grading_s(home):.0f} s to grade, and messages come back after "
            f"{LONGEST_S:.0f} s; lower `limits.total_s` in its challenge.toml"
        )
    app = make_app(broker)
    waiting = _waiting(home)
    _send(app, broker, home, waiting)
    quiet_since = time.monotonic()
    while waiting:
        pause(POLL_S)
        left = _waiting(home)
        gone = waiting.keys() - left.keys()
        for number in gone & _graded(home) if gone else ():
            on_graded(waiting[number])
        if gone:
            quiet_since = time.monotonic()
        waiting = left
        if waiting and time.monotonic() - quiet_since > stall_s:
            on_quiet(len(waiting))
            _send(app, broker, home, waiting)
            quiet_since = time.monotonic()


def queue_of(take_home: str, part: str, version: str) -> str:
    """Where the messages on one version of a part go."""
    told = hashlib.sha256(f"{take_home}\0{part}\0{version}".encode()).hexdigest()
    return f"{QUEUE}.{take_home}.{told[:16]}"


def run_worker(
    broker: str, database: str, roots: Sequence[Path], key: TeamKey, jobs: int, answers: Callable[[], GradesAnswers]
) -> None:
    """Grade what comes until stopped; one process and one lane a job. First it proves that it can.

    Raises:
        StorageError: the database cannot be reached, or holds no take-home that this machine can serve.
        IsolationError: there is no full jail, at the start or later.
    """
    from celery.signals import worker_process_shutdown  # an extra

    app = make_app(broker)
    queues = _proved_queues(database, roots, key)
    name = f"prep-{os.getpid()}@{os.uname().nodename}"
    fault = Path(tempfile.mkdtemp(prefix="prep-worker-")) / "fault"
    bench = _Bench(database, roots, key, answers)

    @app.task(name=_TASK, bind=True, max_retries=None)  # type: ignore[untyped-decorator]
    def grade_work(task: Any, take_home: str, number: int, version: str) -> None:  # noqa: ANN401
        queue = task.request.delivery_info["routing_key"]
        try:
            bench.grade(take_home, number, version)
        except StorageError as error:  # the database went away: later, by whichever worker is free then
            raise task.retry(exc=error, countdown=5, queue=queue) from None
        except IsolationError as error:  # this machine's fault: another one's turn, and the end of this worker
            fault.write_text(str(error), "utf-8")
            app.control.shutdown(destination=[name])
            raise task.retry(exc=error, countdown=1, queue=queue) from None
        except PrepError as error:  # not gradable here; whoever waits for it sends it again
            sys.stderr.write(f"prep worker: {error}\n")

    worker_process_shutdown.connect(lambda **_: bench.close(), weak=False)
    worker = app.Worker(
        pool="prefork",
        concurrency=jobs,
        queues=queues,
        hostname=name,
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
    )
    try:
        worker.start()
    finally:
        told = fault.read_text("utf-8") if fault.exists() else ""
        shutil.rmtree(fault.parent, ignore_errors=True)
    if told:
        raise IsolationError(f"this worker stopped: {told}")


def _proved_queues(database: str, roots: Sequence[Path], key: TeamKey) -> list[str]:
    """Prove database, key, content and jail; the queues of all that this machine can serve.

    Everything that was opened for it is closed, because the processes that grade are forked afterwards.
    """
    engine = open_database(database)
    try:
        with reading(engine) as connection:
            known = list(connection.execute(select(take_homes.c.id).order_by(take_homes.c.id)).scalars())
        homes = []
        for name in known:
            try:
                homes.append(join_take_home(engine, name, roots, key))
            except StorageError:
                raise
            except PrepError as error:
                sys.stderr.write(f"prep worker: `{name}` is left to others: {error}\n")
    finally:
        engine.dispose()
    if not homes:
        raise StorageError(
            "there is no take-home in this database that this machine can grade; begin with `prep assess collect`, "
            "and give all machines the same --database, content and team.key"
        )
    with Grader(lanes=1, isolation=Isolation.FULL) as grader:
        prove_runtimes(grader, homes)
    return [
        queue_of(home.id, part.id, home.content_version(part.id)) for home in homes for part in home.assessment.parts
    ]


class _Bench:
    """What one worker process keeps between works. Everything is made on first use, which is after the fork."""

    def __init__(
        self, database: str, roots: Sequence[Path], key: TeamKey, answers: Callable[[], GradesAnswers]
    ) -> None:
        self._database = database
        self._roots = roots
        self._key = key
        self._answers = cache(answers)
        self._engine: Engine | None = None
        self._homes: dict[str, TakeHome] = {}
        self._grader: Grader | None = None

    def grade(self, take_home: str, number: int, version: str) -> None:
        """Grade one work by that version of its content, unless it has its grade.

        A fault of ours is counted, never scored.

        Raises:
            MachineFaultError: it lies with this machine, so that nothing is counted.
        """
        home = self._home(take_home)
        if is_graded(home, number, version):
            return
        work = load_work(home, number)
        if not _has(home, work.part, version):
            self._homes.clear()  # it may have been brought here since
            home = self._home(take_home)
        if not _has(home, work.part, version):
            raise MachineFaultError(
                f"{os.uname().nodename} has another version of {work.part} by now; copy the right one there"
            )
        if self._grader is None:
            self._grader = Grader(lanes=1, isolation=Isolation.FULL)
        for _ in range(MAX_TRIES):
            if grade_one(home, self._grader, self._answers, work):
                break

    def close(self) -> None:
        if self._grader is not None:
            self._grader.close()
        if self._engine is not None:
            self._engine.dispose()

    def _home(self, take_home: str) -> TakeHome:
        self._engine = self._engine or open_database(self._database)
        if take_home not in self._homes:
            self._homes[take_home] = join_take_home(self._engine, take_home, self._roots, self._key)
        return self._homes[take_home]


def _has(home: TakeHome, part: str, version: str) -> bool:
    known = part in home.content.challenges or part in home.content.questions
    return known and home.content_version(part) == version


def _graded(home: TakeHome) -> set[int]:
    """Works that have their grade."""
    return {
        number
        for part in home.assessment.parts
        for number in graded_works(home, part.id, home.content_version(part.id))
    }


def _waiting(home: TakeHome) -> dict[int, str]:
    """Works without a grade, with their part."""
    found = {}
    for part in home.assessment.parts:
        for number in pending_works(home, part.id, home.content_version(part.id)):
            found[number] = part.id
    return found


def _send(app: Any, broker: str, home: TakeHome, waiting: dict[int, str]) -> None:  # noqa: ANN401
    from kombu.exceptions import OperationalError  # comes with Celery

    try:
        with app.producer_or_acquire() as producer:
            for number, part in waiting.items():
                task = [home.id, number, home.content_version(part)]
                queue = queue_of(home.id, part, home.content_version(part))
                app.send_task(_TASK, args=task, queue=queue, producer=producer, retry=False)
    except (OperationalError, OSError) as error:
        reason = one_line(str(error).replace(broker, "").replace(str(urlsplit(broker).password or "\0"), "…"), 200)
        raise StorageError(
            f"the broker {without_password(broker)} cannot be reached: {reason}; is it running?"
        ) from None
