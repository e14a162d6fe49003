"""What a test said, as people write it: figures of a readable length, and verbs that agree with what they are about.

A test names what it looks at ("the positions") and its sentence is made of that; the record of how known mistakes fail
keeps the sentence as it was made, so it is set right where it is read.
"""

import re
from typing import Final

_LONG: Final = re.compile(r"(?<![\w.])-?\d+\.\d{7,}(?:e[+-]?\d+)?(?![\w.])")
_DIGITS: Final = 6
_PLURAL: Final = re.compile(r"^((?:the|both|its) (?:[\w-]+ ){0,3}?[a-z]{3,}s)(?<!ss|us|is|as) (is|has|was)\b")
_VERBS: Final = {"is": "are", "has": "have", "was": "were"}


def with_short_figures(text: str) -> str:
    """Long decimals to six digits; all of them as they were, where two would look the same and are not."""
    long = list(dict.fromkeys(_LONG.findall(text)))
    short = {figure: f"{float(figure):.{_DIGITS}g}" for figure in long}
    if len(set(short.values())) < len(long):
        return text
    return _LONG.sub(lambda match: short[match[0]], text)


def agreeing(text: str) -> str:
    """As "the positions have shape (3,)"."""
    return _PLURAL.sub(lambda match: f"{match[1]} {_VERBS[match[2]]}", text)
