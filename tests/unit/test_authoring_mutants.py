"""Mutants of a reference, and the submissions that nobody means seriously."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from prep.authoring.memoriser import listener, memoriser
from prep.authoring.mutants import Mutant, mutate
from prep.authoring.odd import KINDS, odd_submissions
from prep.model.challenge import EquivalentMutant
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import Submission
from prep.model.verdict import Verdict

SOURCE = '''"""Says 1 + 1."""

LIMIT = 3


class Counter:
    """Counts to 2."""

    def above(self, values: "list[3]", strict=True):
        if not values:
            raise ValueError("no " + "values" + str(1))
        return sum(v > LIMIT for v in values)


def scale(x, by=2.0):
    return x * by
'''


def changed(source: str) -> set[str]:
    return {" | ".join(mutant.changed) for mutant in mutate(source)}


def test_constants_comparisons_and_arithmetic_are_changed() -> None:
    expected = {"LIMIT = 4", "return sum(v >= LIMIT for v in values)", "return x / by", "def scale(x, by=3.0):"}
    assert expected <= changed(SOURCE)
    assert "if values:" in changed(SOURCE)


def test_texts_of_errors_docstrings_and_annotations_are_left_alone() -> None:
    for mutant in mutate(SOURCE):
        tree = ast.parse(mutant.source)
        assert ast.get_docstring(tree) == "Says 1 + 1."
        assert 'raise ValueError("no " + "values" + str(1))' in mutant.source
        assert '"list[3]"' in mutant.source


def test_mutants_compile_and_differ_from_the_reference_and_each_other() -> None:
    shapes = [ast.dump(ast.parse(mutant.source)) for mutant in mutate(SOURCE)]
    assert len(set(shapes)) == len(shapes)
    assert ast.dump(ast.parse(SOURCE)) not in shapes


def test_a_mutant_knows_its_line_and_its_diff() -> None:
    mutant = Mutant("a = 1\nb = 2\nc = 3\n", "a = 1\nb = 3\nc = 3\n")
    assert mutant.line == 2
    assert mutant.diff[1:] == ("-b = 2", "+b = 3")
    assert mutant.changed == ("b = 3",)
    assert mutant.is_acknowledged_by(EquivalentMutant(diff="b = 3", reason=""))
    assert not mutant.is_acknowledged_by(EquivalentMutant(diff="b = 4", reason=""))


def test_a_mutant_that_only_lacks_lines_is_known_by_those() -> None:
    mutant = Mutant("a = 1\n    b = 2\n", "a = 1\n")
    assert mutant.changed == ("b = 2",)


def test_without_mutmut_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mutmut.mutation.mutators", None)
    with pytest.raises(Exception, match=r"need the extra `author`: pip install 'SOURCE\[author\]'") as caught:
        mutate(SOURCE)
    assert type(caught.value).__name__ == "ContentError"


def run(submission: Submission, folder: Path, code: str) -> str:
    for name, content in submission.files.items():
        (folder / name).write_bytes(content)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_odd_submissions_have_every_public_name(kind: str, tmp_path: Path) -> None:
    submission = odd_submissions(SOURCE)[kind]
    said = run(submission, tmp_path, "import solution as s; s.Counter(1, a=2).above([4]); s.scale(1)")
    assert ("ValueError" in said) is (kind == "raises ValueError")
    if kind != "raises ValueError":
        assert said == ""


def test_odd_attributes_are_odd_too(tmp_path: Path) -> None:
    submission = odd_submissions(SOURCE)["returns text"]
    assert run(submission, tmp_path, "import solution as s; print(s.Counter().coef_)") == "text\n"


REFERENCE = """
import numpy as np


class Model:
    def fit(self, X, y=None):
        self.seen = self.look(X)
        return self

    def look(self, X):
        return np.sum(X)


def double(x):
    return 2 * x
"""


def result(output: str) -> GradeResult:
    from datetime import UTC, datetime

    check = CheckResult(id="c", verdict=Verdict.ACCEPTED, points=1, max_points=1, time_s=0, output=output)
    return GradeResult(
        challenge="a/b",
        fingerprint="",
        submission="s",
        checks=(check,),
        isolation=Isolation.FULL,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        time_s=0,
        cpu_s=0,
    )


@pytest.mark.slow
def test_the_memoriser_knows_what_the_listener_heard_and_nothing_else(tmp_path: Path) -> None:
    public = "import numpy as np, solution as s; print(s.double(2), s.Model().fit(np.ones((2, 2)), y=[1]).seen)\n"
    heard = run(listener(REFERENCE), tmp_path, public)
    assert heard.count("call:") == 2, "what the reference calls itself does not count"
    knowing = memoriser(REFERENCE, result(heard))
    assert run(knowing, tmp_path, public) == "4 4.0\n"
    assert "NeverSeenError" in run(knowing, tmp_path, "import solution as s; s.double(3)")
    assert "NeverSeenError" in run(
        knowing, tmp_path, "import numpy as np, solution as s; s.Model().fit(np.zeros((2, 2)), y=[1])"
    )
    assert "NeverSeenError" in run(
        knowing, tmp_path, "import numpy as np, solution as s; s.Model().look(np.ones((2, 2)))"
    )
