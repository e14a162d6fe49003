"""An exception that is no fault of the code itself says what is: a wall of the jail, or an older Python."""

import pytest

from prep.grading.jail.describe import Wall, describe
from prep.grading.server.explain import explanations
from prep.grading.server.outcomes import CandidateRaised, CodePlace
from prep.model.challenge import Limits

LIMITS = Limits(disk_mb=32, processes=16)


def syntax_error(line: str, text: str = "invalid syntax") -> CandidateRaised:
    return CandidateRaised("SyntaxError", ["SyntaxError", "Exception"], text, [CodePlace("solution.py", 3, "", line)])


def said(error: CandidateRaised, running: tuple[int, int] = (3, 11)) -> list[str]:
    return list(explanations(error, LIMITS, running))


@pytest.mark.parametrize(
    ("line", "text", "needed"),
    [
        ("type Vec = list[float]", "invalid syntax", "3.12"),
        ("def first[T](items: list[T]) -> T:", "expected '('", "3.12"),
        ("class Box[T]:", "invalid syntax", "3.12"),
        ('def z(): return f"{d["a"]}"', "f-string: unmatched '['", "3.12"),
        ("class Box[T = int]:", "invalid syntax", "3.13"),
        ("except ValueError, TypeError:", "multiple exception types must be parenthesized", "3.14"),
        ('x = t"hello {name}"', "invalid syntax", "3.14"),
    ],
)
def test_syntax_of_a_newer_python_is_said_to_be_that(line: str, text: str, needed: str) -> None:
    assert said(syntax_error(line, text)) == [f"graded by Python 3.11; this needs {needed} or newer"]


def test_any_other_syntax_error_only_says_who_read_it() -> None:
    assert said(syntax_error("def f(:")) == ["graded by Python 3.11"]
    assert said(syntax_error("type Vec = list[float]"), (3, 13)) == ["graded by Python 3.13"]


@pytest.mark.parametrize(
    ("kind", "text", "needed"),
    [
        ("ImportError", "cannot import name 'override' from 'typing' (/usr/lib/python3.11/typing.py)", "3.12"),
        ("AttributeError", "module 'itertools' has no attribute 'batched'", "3.12"),
        ("AttributeError", "module 'copy' has no attribute 'replace'", "3.13"),
        ("ModuleNotFoundError", "No module named 'annotationlib'", "3.14"),
    ],
)
def test_a_newer_part_of_the_standard_library_is_said_to_be_that(kind: str, text: str, needed: str) -> None:
    error = CandidateRaised(kind, [kind], text, [])
    assert said(error) == [f"graded by Python 3.11; this needs {needed} or newer"]
    assert said(error, (3, 14)) == []


def test_a_name_that_no_python_has_is_not_explained() -> None:
    assert said(CandidateRaised("ImportError", ["ImportError"], "cannot import name 'x' from 'typing'", [])) == []


@pytest.mark.parametrize(("wall", "word"), [*zip(Wall, ("n_jobs=1", "network", "32 MB", "16 processes"), strict=True)])
def test_each_wall_of_the_jail_has_a_sentence(wall: Wall, word: str) -> None:
    (sentence,) = said(CandidateRaised("OSError", ["OSError"], "", [], frozenset({wall})))
    assert word in sentence
    assert sentence.endswith(".")


def test_no_exception_can_upset_its_description() -> None:
    class Hostile(OSError):
        @property
        def errno(self) -> int:  # type: ignore[override]
            raise SystemExit

    assert describe(Hostile(), "/box")["walls"] == []
