"""Comments at lines of code: a line of a comment that names a line of the work stands beside it in reports.

As "line 12: pinv would do" or, with several challenges, "housing/linear-regression line 12: ...". There is nothing
else to learn for reviewers, and nothing else is kept.
"""

import re
from collections.abc import Sequence
from typing import Final

from prep.reports.notes import LineComment

_AT_LINE: Final = re.compile(
    r"\s*(?:(?P<part>[a-z0-9-]+/[a-z0-9-]+)[\s,:]+)?line\s+(?P<line>\d{1,5})\s*:\s*(?P<text>\S.*)", re.IGNORECASE
)


def split_comment(
    comment: str, challenges: Sequence[str], *, for_candidate: bool
) -> tuple[str, tuple[LineComment, ...]]:
    """What is left of a comment, and what of it belongs to lines.

    Args:
        comment: As the reviewer wrote it.
        challenges: The ids of the assessment's challenges; where there is one, it need not be named.
        for_candidate: Whether the candidate sees it.
    """
    kept, found = [], []
    for row in comment.splitlines():
        told = _AT_LINE.match(row)
        part = (told["part"] or (challenges[0] if len(challenges) == 1 else "")) if told else ""
        if told and part in challenges:
            text = told["text"].strip()
            found.append(LineComment(challenge=part, line=int(told["line"]), text=text, for_candidate=for_candidate))
        else:
            kept.append(row)
    return "\n".join(kept).strip(), tuple(found)
