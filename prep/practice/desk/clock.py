"""The clock of a challenge: computed from a deadline, so that nothing but the time of day moves it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Clock:
    """When somebody began, and when the time is up. Passing the deadline is told; it forbids nothing."""

    started_at: datetime
    deadline: datetime | None
    """None if the person wanted no limit."""

    stopped_at: datetime | None = None
    """When every check was passed."""

    @classmethod
    def start(cls, minutes: int, now: datetime) -> Self:
        return cls(started_at=now, deadline=now + timedelta(minutes=minutes))

    @classmethod
    def without_limit(cls, now: datetime) -> Self:
        return cls(started_at=now, deadline=None)

    def stop(self, now: datetime) -> Self:
        """The clock as it stands now; one that was stopped before stays as it is."""
        return self if self.stopped_at else replace(self, stopped_at=now)

    def left(self, now: datetime) -> timedelta | None:
        """The time to the deadline; negative once it has passed; None without one."""
        return None if self.deadline is None else self.deadline - (self.stopped_at or now)

    def is_over(self, now: datetime) -> bool:
        left = self.left(now)
        return left is not None and left <= timedelta(0)

    def tell(self, now: datetime, done: str = "solved") -> str:
        """What it shows: "24:10 left", "2:05 over time", "12:34, no limit", "solved in 12:34"."""
        if self.stopped_at:
            return f"{done} in {format_span(self.stopped_at - self.started_at)}"
        left = self.left(now)
        if left is None:
            return f"{format_span(now - self.started_at)}, no limit"
        if left > timedelta(0):
            return f"{format_span(left)} left"
        return f"{format_span(-left)} over time"


def format_span(span: timedelta) -> str:
    """Minutes and seconds, with hours and days only where there are any."""
    seconds = int(span.total_seconds())
    days, hours, minutes = seconds // 86_400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"
