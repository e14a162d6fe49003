"""The drill that goes on in this program, marked by a file that it holds, so that others see that it is alive."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prep.practice.desk.held import Held


@dataclass(frozen=True, kw_only=True)
class RunningDrill:
    """Its attempts are kept as they are made, under its id."""

    uid: str
    started_at: datetime
    path: Path
    held: Held
