"""What a person works towards: the day of an interview, and the time they give to it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import ceil
from typing import Any, Final, Self

LONGEST_GAP_DAYS: Final = 120
"""Without a date nothing is left alone for longer: an interview may come at any time."""

_FRESH_DAYS: Final = 3
"""For so long a good answer stays fresh."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Everything has a default, so that there is a plan before anybody makes one."""

    made_on: date
    interview: date | None = None
    days: int = 7
    """Of a week, on which the person practises."""

    minutes: int = 45
    """Of such a day."""

    def days_left(self, today: date) -> int | None:
        """Days to the interview; None without one, or once it is over."""
        if self.interview is None or self.interview < today:
            return None
        return (self.interview - today).days

    def gap_days(self, today: date) -> int:
        """The longest time until a question comes again: half of what is left, so that all come again before.

        What was answered in the last days before the interview needs no further look.
        """
        left = self.days_left(today)
        return LONGEST_GAP_DAYS if left is None else max(_FRESH_DAYS, min(LONGEST_GAP_DAYS, ceil(left / 2)))

    def is_rest(self, day: date) -> bool:
        """Whether nothing is planned on this day; days of rest lie as far apart as they can, the first on a Sunday."""
        number = 6 - day.weekday()
        return (number + 1) * self.days // 7 == number * self.days // 7

    def as_plain(self) -> dict[str, Any]:
        plain = asdict(self)
        return plain | {
            "made_on": self.made_on.isoformat(),
            "interview": self.interview.isoformat() if self.interview else None,
        }

    @classmethod
    def from_plain(cls, kept: Any) -> Self | None:  # noqa: ANN401 - whatever an imported file holds
        """The goal that was kept; None if it is none of ours."""
        try:
            interview = kept["interview"]
            goal = cls(
                made_on=date.fromisoformat(kept["made_on"]),
                interview=date.fromisoformat(interview) if interview else None,
                days=int(kept["days"]),
                minutes=int(kept["minutes"]),
            )
        except (ValueError, KeyError, TypeError):
            return None
        return goal if 1 <= goal.days <= 7 and 5 <= goal.minutes <= 1440 else None


def local_day(now: datetime) -> date:
    """The day on the person's own calendar."""
    return now.astimezone().date()
