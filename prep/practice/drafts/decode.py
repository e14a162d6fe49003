"""Results as they were kept, read back from plain data."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final, TypeVar

import dacite

from prep.model.errors import StorageError
from prep.model.question import AnswerResult
from prep.model.result import GradeResult
from prep.model.sitting import FollowUpAnswer

R = TypeVar("R", GradeResult, AnswerResult, FollowUpAnswer)

_CONFIG: Final = dacite.Config(
    type_hooks={datetime: datetime.fromisoformat, float: float},
    cast=[Enum, tuple],
)


def decode(kind: type[R], plain: Mapping[str, Any]) -> R:
    """A result from its plain data; what a release does not know is left out.

    Raises:
        StorageError: it is not such a result.
    """
    try:
        return dacite.from_dict(kind, plain, _CONFIG)
    except (dacite.DaciteError, ValueError, TypeError, AttributeError):
        raise StorageError(
            f"a kept {kind.__name__} cannot be read; it was written by another version of prep"
        ) from None
