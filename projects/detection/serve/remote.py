"""Workers without a service: they take frames from the queue in Redis, on any machine that reaches it."""

import signal
from pathlib import Path
from threading import Event

from projects.detection.errors import DetectionError
from projects.detection.serve.crew import Crew
from projects.detection.serve.redis_queue import RedisQueue


def work_remotely(url: str, model: Path, *, size: int) -> None:
    """Blocks until SIGTERM or Ctrl-C; frames in hand are finished first."""
    if not model.is_file():
        raise DetectionError(f"no model at {model}; name one with --model")
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    broken: list[str] = []

    def give_up(reason: str) -> None:
        broken.append(reason)
        stopping.set()

    crew = Crew(RedisQueue(url, capacity=1, deliver=None), model, size=size, on_broken=give_up)
    crew.start()
    stopping.wait()
    crew.stop()
    if broken:
        raise DetectionError(broken[0])
