"""A fork of a challenge has other data, the names and numbers that were asked for, and is otherwise the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from prep.authoring.fork import declare_more, fork_challenge, reseed
from prep.catalog.challenges import load_challenge
from prep.model.errors import ContentError
from tests.unit.assessment_office import Office, result_of, write_content

SEEDED = """\
import numpy as np
import pytest

SEED = 3


def rows(seed, count):
    return np.random.default_rng(seed).normal(size=count)


@pytest.mark.parametrize("count", [1, 2])
def test_ä(candidate, count):
    for seed in (1, 2):
        candidate.f(rows(seed, 5), rows(7, 5), np.random.default_rng([3, 4]), rows(count=9, seed=8), random_state=7)
        candidate.f(rows, **{"seed": 5, "rows": 5})
"""


class Numbered(dict[int, int]):
    def __missing__(self, old: int) -> int:
        self[old] = 900 + old
        return self[old]


def test_whatever_seeds_something_gets_another_seed_and_nothing_else_changes() -> None:
    changed = reseed(SEEDED, Numbered())
    expected = SEEDED.replace("SEED = 3", "SEED = 903").replace("(1, 2)", "(901, 902)").replace("rows(7,", "rows(907,")
    expected = expected.replace("[3, 4]", "[903, 904]").replace("seed=8", "seed=908").replace("state=7", "state=907")
    expected = expected.replace('"seed": 5', '"seed": 905')
    assert changed == expected


@pytest.fixture
def roots(tmp_path: Path) -> list[Path]:
    write_content(
        tmp_path,
        hidden="def rows(seed):\n    return seed\n\n\ndef test_doubles_minus_three(candidate):\n"
        "    candidate.double(rows(4))\n    candidate.double(-3)\n    candidate.double(1.3)\n",
    )
    return [tmp_path]


def test_a_fork_is_a_challenge_of_its_own_with_new_seeds_names_and_numbers(roots: list[Path], tmp_path: Path) -> None:
    own = tmp_path / "own"
    made = fork_challenge(roots, "demo/double", own, "acme/twice", {"double": "twice", "3": "8"}, seed=1)
    fork = load_challenge([own], "acme/twice")
    assert "Write `twice(x)`." in fork.prompt
    assert "def twice(x)" in fork.starter
    hidden = (fork.folder / "tests" / "test_hidden.py").read_text()
    assert "candidate.twice(-8)" in hidden
    assert "candidate.twice(1.3)" in hidden, "1.3 is another number than 3"
    assert "rows(4)" not in hidden
    assert made.seeds == 1
    assert made.replaced == {"double": 8, "3": 1}
    again = fork_challenge(roots, "demo/double", own, "acme/again", {"double": "twice", "3": "8"}, seed=1)
    assert (again.folder / "tests" / "test_hidden.py").read_text() == hidden


@pytest.mark.parametrize(
    ("challenge_id", "words", "told"),
    [
        ("twice", {}, "not a challenge id"),
        ("acme/twice", {"tripple": "twice"}, "`tripple` stands nowhere"),
        ("acme/twice", {"double": "rows"}, "`rows` is used in the challenge already"),
    ],
)
def test_what_cannot_be_forked_is_refused_and_leaves_nothing(
    roots: list[Path], tmp_path: Path, challenge_id: str, words: dict[str, str], told: str
) -> None:
    with pytest.raises(ContentError, match=told):
        fork_challenge(roots, "demo/double", tmp_path / "own", challenge_id, words, seed=1)
    assert not (tmp_path / "own").exists()


def test_two_words_can_change_places(roots: list[Path], tmp_path: Path) -> None:
    made = fork_challenge(roots, "demo/double", tmp_path, "acme/twice", {"rows": "seed", "seed": "rows"}, seed=1)
    assert "def seed(rows):\n    return rows\n" in (made.folder / "tests" / "test_hidden.py").read_text()


def test_a_known_mistake_that_shows_in_more_checks_with_new_data_says_so(roots: list[Path], tmp_path: Path) -> None:
    made = fork_challenge(roots, "demo/double", tmp_path, "acme/twice", {}, seed=1)
    spec = made.folder / "challenge.toml"
    rejected = '\n[[rejected]]\nfile = "wrong.py"\nfails = ["doubles_two"]\nwhy = "It is wrong."\n'
    spec.write_text(spec.read_text() + rejected + rejected.replace("wrong.py", "other.py"))
    home = Office(tmp_path).home()
    found = {"rejected/wrong.py": result_of(home, 0.0), "rejected/other.py": result_of(home, 5.0)}
    one_check = replace(found["rejected/other.py"], checks=found["rejected/other.py"].checks[:1])
    added = declare_more(made.folder, {**found, "rejected/other.py": one_check})
    assert added == {"wrong.py": ["doubles_minus_three"]}
    fails = {one.file: one.fails for one in load_challenge([tmp_path], "acme/twice").spec.rejected}
    assert fails == {"wrong.py": ("doubles_two", "doubles_minus_three"), "other.py": ("doubles_two",)}
