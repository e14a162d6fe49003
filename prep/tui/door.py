"""The doors of Home, each with its key and its words."""

from enum import StrEnum


class Door(StrEnum):
    """Where Home leads; one without a key is only reached by a suggestion."""

    DRILL = "drill"
    PICKER = "picker"
    INTERVIEW = "interview"
    REPORTS = "reports"
    PLAN = "plan"
    STATISTICS = "statistics"
    ASSESSMENT = "assessment"
    CHALLENGE = "practice"

    @property
    def key(self) -> str:
        return _WORDS[self][0]

    @property
    def short(self) -> str:
        """On the bar of keys."""
        return _WORDS[self][1]

    @property
    def text(self) -> str:
        return _WORDS[self][2]

    @property
    def is_shown(self) -> bool:
        """Whether the bar of keys has room for it."""
        return self in _SHOWN


_WORDS = {
    Door.DRILL: ("d", "Drill", "Concept drill"),
    Door.PICKER: ("c", "Choose", "Choose a challenge or a question"),
    Door.INTERVIEW: ("i", "Interview", "Mock interview"),
    Door.REPORTS: ("r", "Reports", "Reports"),
    Door.PLAN: ("p", "Plan", "Your plan"),
    Door.STATISTICS: ("t", "Statistics", "Statistics"),
    Door.ASSESSMENT: ("a", "Assessment", "Assessment you were sent"),
    Door.CHALLENGE: ("", "", ""),
}
_SHOWN = (Door.DRILL, Door.PICKER, Door.INTERVIEW, Door.REPORTS, Door.PLAN)
