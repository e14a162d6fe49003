"""Copies are found however they were dressed up; solutions written independently stay below the threshold."""

import ast
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from prep.assessment.decision.compare import compare_all, kept_resemblances, side_by_side
from prep.assessment.decision.side_by_side import render_side_by_side
from prep.assessment.decision.similarity import (
    GRAM,
    Fingerprint,
    alike,
    all_grams,
    clusters,
    compare,
    fingerprint_answer,
    fingerprint_code,
)
from prep.assessment.register.whole import read_register
from prep.assessment.spec.assessment import DEFAULT_SIMILARITY
from prep.catalog.locate import shipped_root
from tests.unit.assessment_office import Office, write_content

CHALLENGES = sorted(file.parent for file in shipped_root().glob("challenges/*/*/challenge.toml"))


def _solutions(folder: Path) -> dict[str, str]:
    files = [folder / "reference.py", *sorted((folder / "submissions" / "accepted").glob("*.py"))]
    return {file.name: file.read_text("utf-8") for file in files}


def _fingerprint(text: str, folder: Path) -> Fingerprint:
    return fingerprint_code({"solution.py": text.encode()}, all_grams((folder / "starter.py").read_text("utf-8")))


class _Renamer(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.names.get(node.arg, node.arg)
        return node


def disguised(text: str, rng: random.Random) -> str:
    """What a person does who hides a copy: other names, no comments, other layout, functions in another order."""
    tree = ast.parse(text)
    local = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    local |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg) and node.arg != "self"}
    names = {name: f"{rng.choice('abcdefgh')}{number}" for number, name in enumerate(sorted(local))}
    tree = _Renamer(names).visit(tree)
    for node in [tree, *(one for one in ast.walk(tree) if isinstance(one, ast.ClassDef))]:
        places = [place for place, one in enumerate(node.body) if isinstance(one, ast.FunctionDef)]
        functions = [node.body[place] for place in places]
        rng.shuffle(functions)
        for place, function in zip(places, functions, strict=True):
            node.body[place] = function
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and len(node.body) > 1:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body.pop(0)
    return ast.unparse(tree)


def _copies() -> Iterator[float]:
    rng = random.Random(7)
    for folder in CHALLENGES:
        for text in _solutions(folder).values():
            for _ in range(2):
                yield compare(_fingerprint(text, folder), _fingerprint(disguised(text, rng), folder)).most


@pytest.mark.slow
def test_at_least_95_percent_of_disguised_copies_are_found() -> None:
    shares = list(_copies())
    assert len(shares) >= 100
    assert sum(share >= DEFAULT_SIMILARITY for share in shares) / len(shares) >= 0.95


@pytest.mark.slow
def test_at_least_95_percent_of_independent_pairs_stay_below_the_threshold() -> None:
    shares = [
        compare(_fingerprint(one, folder), _fingerprint(other, folder)).most
        for folder in CHALLENGES
        for one, other in combinations(_solutions(folder).values(), 2)
    ]
    assert len(shares) >= 50
    assert sum(share < DEFAULT_SIMILARITY for share in shares) / len(shares) >= 0.95


PLAIN = [
    """
def precision(y_true, y_pred, positive=1):
    tp = sum(1 for t, p in zip(y_true, y_pred) if t == positive and p == positive)
    fp = sum(1 for t, p in zip(y_true, y_pred) if t != positive and p == positive)
    return tp / (tp + fp) if tp + fp else 0.0

def recall(y_true, y_pred, positive=1):
    tp = sum(1 for t, p in zip(y_true, y_pred) if t == positive and p == positive)
    fn = sum(1 for t, p in zip(y_true, y_pred) if t == positive and p != positive)
    return tp / (tp + fn) if tp + fn else 0.0
""",
    """
import numpy as np

def precision(actual, predicted, positive=1):
    actual = np.asarray(actual)
    predicted = np.asarray(predicted)
    hits = np.sum((actual == positive) & (predicted == positive))
    alarms = np.sum(predicted == positive)
    if alarms == 0:
        return 0.0
    return float(hits / alarms)

def recall(actual, predicted, positive=1):
    actual = np.asarray(actual)
    predicted = np.asarray(predicted)
    hits = np.sum((actual == positive) & (predicted == positive))
    cases = np.sum(actual == positive)
    if cases == 0:
        return 0.0
    return float(hits / cases)
""",
    """
def _count(truth, guess, positive):
    found = missed = wrong = 0
    for t, g in zip(truth, guess):
        if g == positive:
            if t == positive:
                found += 1
            else:
                wrong += 1
        elif t == positive:
            missed += 1
    return found, missed, wrong

def precision(truth, guess, positive=1):
    found, _, wrong = _count(truth, guess, positive)
    total = found + wrong
    return 0.0 if not total else found / total

def recall(truth, guess, positive=1):
    found, missed, _ = _count(truth, guess, positive)
    total = found + missed
    return 0.0 if not total else found / total
""",
]
"""The plainest solutions of a short task, as three people would write them."""


def test_the_plainest_solutions_of_a_short_task_are_told_apart() -> None:
    prints = [fingerprint_code({"solution.py": text.encode()}) for text in PLAIN]
    assert max(compare(one, other).most for one, other in combinations(prints, 2)) < DEFAULT_SIMILARITY


# --- known values -------------------------------------------------------------------------------------------------

LINES = [f"total_{n} = first.mean(axis={n}) + second[{n}] ** {n} - other({n}, 'x')\n" for n in range(6)]


def test_a_text_is_wholly_like_itself_and_nothing_like_another() -> None:
    one = fingerprint_code({"a.py": "".join(LINES).encode()})
    other = fingerprint_code({"a.py": b"while queue:\n    node = queue.popleft()\n    yield from node.children\n"})
    assert compare(one, one).most == 1.0
    assert compare(one, other).most == 0.0
    assert compare(one, fingerprint_code({})).most == 0.0


def test_shares_of_both_sides_are_counted_in_tokens() -> None:
    """The second is the first and twice as much besides; all of the first and a third of the second is shared."""
    first = "".join(f"value = first[{n}](second, third)\n" for n in range(10))
    more = "".join("while other <= last:\n    del fourth[:other]\n    yield other | last\n" for _ in range(8))
    one, both = (fingerprint_code({"a.py": text.encode()}) for text in (first, first + more))
    found = compare(one, both)
    assert found.share == 1.0
    assert found.back == pytest.approx(one.counted / both.counted, abs=2 * GRAM / both.counted)


def test_the_starter_counts_for_nobody() -> None:
    starter = "".join(LINES)
    one, other = ({"a.py": (starter + tail).encode()} for tail in ("x = 1\n", "def f(y):\n    return y\n"))
    discounted = all_grams(starter)
    assert compare(fingerprint_code(one), fingerprint_code(other)).most > 0.9
    assert compare(fingerprint_code(one, discounted), fingerprint_code(other, discounted)).most < 0.5


def test_a_copy_spread_over_other_files_is_found() -> None:
    text = "".join(LINES)
    spread = {"main.py": "".join(LINES[:3]).encode(), "parts/rest.py": "".join(LINES[3:]).encode()}
    assert compare(fingerprint_code({"solution.py": text.encode()}), fingerprint_code(spread)).most > 0.9


def test_comments_docstrings_names_and_layout_do_not_matter() -> None:
    plain = "def double(value):\n    result = sum([value * 2, value ** 0, -1])\n    return result\n"
    dressed = (
        'def twice(x):\n    """Twice."""\n    # the answer\n    y = sum([\n        x * 2,\n'
        "        x ** 0,  # one\n        -1])\n\n    return y\n"
    )
    one, other = (fingerprint_code({"a.py": text.encode()}) for text in (plain, dressed))
    assert compare(one, other).most == 1.0


@pytest.mark.parametrize("body", [b"def f(:\n  x = ", b"\x00\xff" * 50, b"(" * 5000, b"'''never closed", b"\t x\n y"])
def test_what_is_no_python_is_compared_as_far_as_it_goes(body: bytes) -> None:
    assert 0.0 <= compare(fingerprint_code({"a.py": body}), fingerprint_code({"a.py": body})).most <= 1.0


@pytest.mark.slow
def test_pairs_among_many_are_those_that_comparing_each_would_find() -> None:
    rng = random.Random(3)
    works: dict[int, Fingerprint] = {}
    for folder in CHALLENGES[:6]:
        for text in _solutions(folder).values():
            works[len(works)] = _fingerprint(text, folder)
            works[len(works)] = _fingerprint(disguised(text, rng), folder)
    each = {
        (one, other)
        for one, other in combinations(works, 2)
        if compare(works[one], works[other]).most >= DEFAULT_SIMILARITY
    }
    assert {(one, other) for one, other, _ in alike(works, DEFAULT_SIMILARITY)} == each
    assert len(each) >= 18


# --- in the database ----------------------------------------------------------------------------------------------

LONG = """
def double(value):
    steps = [value for _ in range(2)]
    total = 0
    for position, step in enumerate(steps):
        total = total + step if position >= 0 else total
    return total
"""


def test_what_is_alike_is_noted_and_shown_side_by_side(tmp_path: Path) -> None:
    write_content(tmp_path)
    office = Office(tmp_path)
    ann = office.hand_in("Ann", LONG).code
    bo = office.hand_in("Bo", disguised(LONG, random.Random(1)) + "\n# <script>alert(1)</script>\n").code
    office.hand_in("Cy", "def double(x):\n    return x + x\n")
    home = office.home()
    found = compare_all(home)
    assert [({one.code, one.other_code}, one.part) for one in found] == [({ann, bo}, "demo/double")]
    assert found == kept_resemblances(read_register(home))
    assert compare_all(home) == found
    page = render_side_by_side("x", *side_by_side(home, "demo/double", ann, bo))
    assert page.count('class="shared"') >= 10
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_answers_are_compared_with_one_another_and_with_the_model_answer() -> None:
    said = "regularisation keeps weights small because large weights fit the noise of the sample and not its signal"
    other = "a penalty on large coefficients trades some bias for less variance so that new data is met better"
    one, same, own = (fingerprint_answer(text) for text in (said, f"I would say: {said.upper()}.", other))
    assert compare(one, same).most > 0.9
    assert compare(one, own).most == 0.0
    assert [pair[:2] for pair in alike({1: one, 2: own, 3: same}, 0.6)] == [(1, 3)]
    asked = fingerprint_answer("Why does it say that " + said + "?")
    assert fingerprint_answer(said, frozenset(asked.grams)).counted == 0, "the question's own words count for nobody"


def test_works_that_hang_together_are_one_group() -> None:
    assert clusters([(1, 2), (5, 6), (2, 3), (9, 9), (6, 1)]) == [[1, 2, 3, 5, 6], [9]]
    assert clusters([]) == []
