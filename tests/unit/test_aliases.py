"""The caller who goes on to use what he handed over, and what came back."""

import sys
import types
from collections.abc import Iterator

import numpy as np
import pytest

from prep.grading import aliases

SUBMISSION = """
import numpy as np

class Keeps:
    def __init__(self, values):
        self.values = np.asarray(values, dtype=float)

    def state(self):
        return {"values": self.values}

    def total(self, more):
        return float(self.values.sum() + sum(more))

class Copies(Keeps):
    def __init__(self, values):
        self.values = np.array(values, dtype=float)

    def state(self):
        return {"values": self.values.copy()}

def doubled(values):
    values.extend(values)
    return values
"""


@pytest.fixture
def spoiler(monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """The helper as the jail loads it, beside a submission."""
    for name, source in (("solution", SUBMISSION), ("spoiler", aliases.SOURCE)):
        module = types.ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec(source, module.__dict__)
    return module


@pytest.mark.parametrize(("kind", "total"), [("Keeps", 3.0), ("Copies", 6.0)])
def test_an_array_that_is_kept_changes_with_the_callers(spoiler: types.ModuleType, kind: str, total: float) -> None:
    made = spoiler.make(kind, [np.array([1.0, 2.0, 3.0])])
    assert made.total([]) == total


@pytest.mark.parametrize(("kind", "total"), [("Keeps", 3.0), ("Copies", 6.0)])
def test_a_state_that_is_no_copy_lets_the_caller_in(spoiler: types.ModuleType, kind: str, total: float) -> None:
    made = spoiler.make(kind, [[1.0, 2.0, 3.0]])
    spoiler.spoil(made, "state")
    assert made.total([]) == total


def test_a_result_is_what_it_was_before_the_arguments_were_overwritten(spoiler: types.ModuleType) -> None:
    given = [1.0, 2.0]
    assert spoiler.call(None, "doubled", [given]) == [1.0, 2.0, 1.0, 2.0]
    assert given == []
    more = [5.0]
    assert spoiler.call(spoiler.make("Copies", [[1.0]]), "total", [more]) == 6.0
    assert more == []
