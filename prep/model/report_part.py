"""What can be left out of a report."""

from enum import StrEnum
from typing import Final


class ReportPart(StrEnum):
    """What can be left out."""

    NAMES = "names"
    """Whose it is; the writer of a report sees to it, for a name can stand anywhere."""

    MODEL_ANSWERS = "model-answers"
    CODE = "code"
    PASSED = "passed"
    """Checks that passed, and key points that were made."""

    BASIS = "basis"
    """What the result rests on: versions, isolation, how to repeat it."""


COMPACT: Final = (ReportPart.CODE, ReportPart.PASSED, ReportPart.BASIS)
"""Left out of a report of one or two pages."""
