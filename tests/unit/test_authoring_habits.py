"""Wrong habits, spliced into right solutions."""

import ast

import pytest

from prep.authoring.habits.splice import HABITS, splice


def spliced(line: str) -> dict[str, list[str]]:
    """What becomes of a line in a function, by habit."""
    found: dict[str, list[str]] = {}
    for mutant in splice(f"def f(self, x, y, p, n, rng, seed):\n    {line}\n", "accepted/one.py"):
        assert mutant.file == "accepted/one.py"
        found.setdefault(mutant.habit, []).extend(mutant.changed)
    return found


@pytest.mark.parametrize(
    ("line", "habit", "changed"),
    [
        ("z = np.empty(len(y))", "makes an array like another, and so of its dtype", "z = np.empty_like(y)"),
        ("z = np.zeros(y.shape)", "makes an array like another, and so of its dtype", "z = np.zeros_like(y)"),
        ("z = np.asarray(x)", "casts to whole numbers before it looks", "z = np.asarray(x).astype(int)"),
        ("z = np.asarray(x, dtype=float)", "computes in the dtype that it is given", "z = np.asarray(x)"),
        ("z = x.sum(axis=0)", "adds up in single precision", "z = x.sum(axis=0, dtype=np.float32)"),
        ("z = np.asarray(x, dtype=float)", "computes in single precision", "z = np.asarray(x, dtype=np.float32)"),
        ("z = round(x)", "rounds another way", "z = int(x)"),
        ("z = Fraction(str(p)) * n", "computes in floats what needs fractions", "z = float(p) * n"),
        ("z = x / y", "adds a small number to what it divides by", "z = (x / (y + 1e-9))"),
        ("z = x / y", "mixes up division and whole-number division", "z = (x // y)"),
        ("z = np.log(x)", "adds a small number before the logarithm", "z = np.log((x + 1e-9))"),
        (
            "z = np.logaddexp(0, x)",
            "computes with exponentials that overflow, or lose digits",
            "z = np.log(np.exp(0) + np.exp(x))",
        ),
        ("z = x - x.max()", "does not take off the largest or the mean first", "z = x"),
        (
            "z = x.std(axis=0)",
            "takes the deviation of a sample for that of a population, or the other way round",
            "z = x.std(axis=0, ddof=1)",
        ),
        ("z = x.mean(axis=0)", "works along the other axis", "z = x.mean(axis=1)"),
        ("z = x.mean(axis=0)", "works over all axes", "z = x.mean()"),
        ("z = np.median(x)", "takes a mean for a median", "z = np.mean(x)"),
        ("z = np.nanmean(x)", "counts NaN as a number", "z = np.mean(x)"),
        ("z = np.isfinite(x)", "lets infinity or NaN through", "z = (~np.isnan(x))"),
        ("z = max(x - y, 0)", "leaves out a bound", "z = x - y"),
        ("z = np.abs(x)", "forgets the sign", "z = x"),
        ("z = x >= y", "takes > for >=, or < for <=", "z = x > y"),
        ("z = 0 < p <= 100", "looks at one end of a range only", "z = p <= 100"),
        ('z = np.argsort(x, kind="stable")', "sorts without keeping the order of ties", "z = np.argsort(x)"),
        ("z = np.argsort(-x)", "sorts upwards and turns round, ties with it", "z = np.argsort(x)[::-1]"),
        ("z = np.lexsort((x, y))", "sorts by fewer things", "z = np.lexsort((x,))"),
        ("z = sorted(x, key=f)", "sorts by the default order", "z = sorted(x)"),
        ("z = math.ceil(p * n)", "is off by one in a rank", "z = math.floor(p * n)"),
        ("z = [i for i in range(n)]", "is off by one in a range", "z = [i for i in range((n - 1))]"),
        ("z = x[:n]", "is off by one in a slice", "z = x[:(n + 1)]"),
        ('z = np.searchsorted(x, y, side="right")', "looks up the other side of equals", 'side="left"'),
        ("z = np.unique(x)", "rounds before it compares", "z = np.unique(np.round(x, 6))"),
        ("z = rng.permutation(n)", "does not shuffle, or not fairly", "z = np.sort(rng.permutation(n))"),
        ("z = np.random.default_rng(seed)", "ignores the seed", "z = np.random.default_rng()"),
        (
            "z = np.random.default_rng(seed)",
            "seeds the generator of everybody",
            "z = (np.random.seed(seed), np.random)[1]",
        ),
        ("z = x.copy()", "works on what it was given instead of on a copy", "z = x"),
        ("z = x - 1", "changes what it was given in place", "x -= 1; z = x"),
        ("z = x is None", "takes 0 and nothing for None", "z = (not x)"),
        ("z = x or y", "looks at one of two conditions only", "z = x"),
        ("self.last = n", "forgets what it should remember", "pass"),
        ("z += 1", "does not count", "pass"),
        ("z += 1", "replaces where it should add", "z = 1"),
        ("np.add.at(x, y, 1)", "counts an index that occurs twice once", "x.__setitem__(y, x[y] + 1)"),
        ("z = x.split()", "splits at single blanks only", 'z = x.split(" ")'),
    ],
)
def test_a_habit_changes_a_line_as_people_would_have_written_it(line: str, habit: str, changed: str) -> None:
    assert any(changed in one for one in spliced(line)[habit])


QUEUE = """
class Queue:
    def __init__(self, size):
        if size < 1:
            raise ValueError("size")
        self.size = size
        self.waiting = []

    def fit(self, X):
        self.mean_ = X.mean()
        return self

    def put(self, one, now):
        if now < self.last:
            raise ValueError("time goes back")
        self.last = now
        self.waiting.append(one)
"""


def by_habit(habit: str) -> list[str]:
    return [mutant.source for mutant in splice(QUEUE, "reference.py") if mutant.habit == habit]


def test_a_check_comes_after_what_it_should_keep_from_happening() -> None:
    late = by_habit("checks after it has acted")
    assert any("self.last = now\n        if now < self.last:" in source for source in late)
    assert any(source.rstrip().endswith('raise ValueError("time goes back")') for source in late)


def test_a_check_is_left_out() -> None:
    assert any("time goes back" not in source for source in by_habit("does not check"))


def test_what_belongs_to_an_object_belongs_to_its_class() -> None:
    (shared,) = by_habit("shares between objects what belongs to one")
    assert "class Queue:\n    waiting = []\n" in shared
    assert "self.waiting = []" not in shared


def test_a_second_fit_keeps_what_the_first_learnt() -> None:
    (kept,) = by_habit("keeps what it learnt first")
    assert 'if not hasattr(self, "mean_"):\n            self.mean_ = X.mean()' in kept


def test_whatever_is_spliced_compiles_and_differs_from_the_solution_and_from_each_other() -> None:
    shapes = [ast.dump(ast.parse(mutant.source)) for mutant in splice(QUEUE, "reference.py")]
    assert len(set(shapes)) == len(shapes)
    assert ast.dump(ast.parse(QUEUE)) not in shapes


def test_every_habit_has_a_name_that_reads_on_after_the_name_of_a_file() -> None:
    for habit in HABITS:
        assert habit.name[0].islower()
        assert not habit.name.endswith(".")
