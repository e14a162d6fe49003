"""Shows a clock."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from textual.message import Message
from textual.widgets import Static

from prep.practice.desk.clock import Clock

_TICK_S: Final = 0.5
"""Twice a second, so that no second is skipped when the app is busy."""


class ClockFace(Static):
    """Works out what to show from the deadline at every tick."""

    class TimeUp(Message):
        """The deadline has just passed."""

    def __init__(self, clock: Clock, now: Callable[[], datetime], done: str = "solved") -> None:
        super().__init__("")
        self._done = done
        self._said = ""
        self._clock = clock
        self._now = now
        self._was_over = clock.is_over(now())

    @property
    def clock(self) -> Clock:
        return self._clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self._clock = clock
        self._was_over = clock.is_over(self._now())
        self._tick()

    def on_mount(self) -> None:
        self._tick()
        self.set_interval(_TICK_S, self._tick)

    def _tick(self) -> None:
        now = self._now()
        over = self._clock.is_over(now)
        said = f"◷ {self._clock.tell(now, self._done)}"
        if said != self._said:  # nothing is drawn twice, and only a longer or shorter text moves its neighbours
            self.update(said, layout=len(said) != len(self._said))
            self._said = said
        self.set_class(over, "-over")
        if over and not self._was_over:
            self.post_message(self.TimeUp())
        self._was_over = over
