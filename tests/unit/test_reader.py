"""TOML is read strictly, and an error names file, key and fix."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest

from prep.catalog.reader import read_spec, suggest
from prep.model.errors import ContentError


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Part:
    name: str
    weight: float = 1.0


@dataclass(frozen=True)
class Thing:
    format_version: int
    title: str
    colour: Colour
    parts: tuple[Part, ...]
    tags: tuple[str, ...] = ()
    spare: Part | None = None
    sizes: Part = field(default_factory=lambda: Part("default"))
    exact: bool = False


GOOD = """
format_version = 1
title = "A thing"
colour = "red"
tags = ["x", "y"]
[[parts]]
name = "wheel"
weight = 2
[spare]
name = "second wheel"
"""


def read(tmp_path: Path, text: str) -> Thing:
    path = tmp_path / "thing.toml"
    path.write_text(text, "utf-8")
    return read_spec(path, Thing)


def test_a_good_file_becomes_the_dataclass(tmp_path: Path) -> None:
    thing = read(tmp_path, GOOD)
    assert thing == Thing(1, "A thing", Colour.RED, (Part("wheel", 2.0),), ("x", "y"), Part("second wheel"))
    assert isinstance(thing.parts[0].weight, float)


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ('titel = "A thing"', 'title = "A thing"', "unknown key `titel`; did you mean `title`?"),
        ("wieght = 2", "weight = 2", "unknown key `parts[1].wieght`; did you mean `weight`?"),
        ('nmae = "second', 'name = "second', "unknown key `spare.nmae`; did you mean `name`?"),
        ("", 'title = "A thing"', "the key `title` is missing"),
        ("", 'name = "wheel"', "the key `parts[1].name` is missing"),
        ("title = 3", 'title = "A thing"', "`title` is 3, which is not a text"),
        ('weight = "2"', "weight = 2", "`parts[1].weight` is '2', which is not a number"),
        ("weight = true", "weight = 2", "`parts[1].weight` is True, which is not a number"),
        ('colour = "rde"', 'colour = "red"', "`colour` is 'rde'; did you mean `red`?"),
        ('tags = "x"', 'tags = ["x", "y"]', "`tags` is 'x', which is not a list"),
        ('tags = ["x", 3]', 'tags = ["x", "y"]', "`tags[2]` is 3, which is not a text"),
        ("format_version = 2", "format_version = 1", "`format_version` is 2; this release reads 1"),
        ("", "format_version = 1", "the key `format_version` is missing; add `format_version = 1`"),
        ("exact = 1\n[[parts]]", "[[parts]]", "`exact` is 1, which is not true or false"),
        ("title = ", 'title = "A thing"', "not valid TOML"),
        ('colour = "red"\ncolour = "green"', 'colour = "red"', "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, wrong: str, right: str, message: str) -> None:
    assert right in GOOD
    with pytest.raises(ContentError) as caught:
        read(tmp_path, GOOD.replace(right, wrong, 1))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "thing.toml"))
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read: No such file"):
        read_spec(tmp_path / "none.toml", Thing)
    (tmp_path / "latin.toml").write_bytes('title = "naïve"'.encode("latin-1"))
    with pytest.raises(ContentError, match="not UTF-8"):
        read_spec(tmp_path / "latin.toml", Thing)


def test_a_far_off_word_gets_the_whole_list() -> None:
    assert suggest("zzz", ["beta", "alpha"]) == "known: `alpha`, `beta`"
