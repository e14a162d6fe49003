"""An alarm that does not flutter: it takes a while to rise, and more than a moment's calm to fall."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Hysteresis:
    """When to raise and when to clear."""

    high: float
    low: float
    """Below `high`: in between nothing changes."""

    patience: int = 3
    """Looks in a row that it takes, either way."""

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"low ({self.low:g}) must lie below high ({self.high:g})")


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Its state; `look` gives the next one."""

    raised: bool = False
    streak: int = 0
    """Looks in a row that speak for a change."""

    def look(self, value: float, rule: Hysteresis) -> "Alarm":
        speaks = value < rule.low if self.raised else value > rule.high
        if not speaks:
            return replace(self, streak=0)
        if self.streak + 1 < rule.patience:
            return replace(self, streak=self.streak + 1)
        return Alarm(raised=not self.raised)
