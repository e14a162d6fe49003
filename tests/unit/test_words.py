"""One name for each thing: in the code, and between the code and the glossary."""

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_GLOSSARY = (_ROOT / "prep/docs/pages/reference/glossary.md").read_text("utf-8")
_CLASS = re.compile(r"^(?P<nested> *)class (?P<name>\w+)(?P<message>\(Message\))?", re.MULTILINE)
_ROW = re.compile(r"^\| \*\*(?P<word>.+?)\*\* \|.*\| (?P<code>[^|]*)\|$", re.MULTILINE)


@cache
def _places(*, messages: bool = False) -> dict[str, list[str]]:
    """The files of each class; those of messages inside a screen or widget only if they are wanted."""
    found = defaultdict(list)
    for path in sorted((_ROOT / "prep").rglob("*.py")):
        if "templates" not in path.parts:  # code that people are given to work on
            for one in _CLASS.finditer(path.read_text("utf-8")):
                if messages or not (one["nested"] and one["message"]):
                    found[one["name"]].append(str(path.relative_to(_ROOT)))
    return found


def _glossary() -> dict[str, list[str]]:
    return {row["word"]: re.findall(r"`(\w+)`", row["code"]) for row in _ROW.finditer(_GLOSSARY)}


def _as_class(word: str) -> str:
    return "".join(part.capitalize() for part in re.split("[ -]", word))


def test_each_class_of_the_product_has_a_name_of_its_own() -> None:
    """Private ones as well: whoever searches for a name should find one thing.

    Messages are the exception: Textual names their handlers after the screen or widget in which they are nested
    (`on_picker_screen_chosen`), so the owner is part of the name.
    """
    places = _places()
    assert len(places) > 400
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_the_glossary_has_each_word_once_in_order() -> None:
    words = [row["word"] for row in _ROW.finditer(_GLOSSARY)]
    assert len(words) > 50
    assert words == sorted(set(words))


def test_each_class_that_the_glossary_names_exists_and_belongs_to_one_word() -> None:
    named = [name for names in _glossary().values() for name in names]
    assert set(named) <= set(_places())
    assert [name for name, times in Counter(named).items() if times > 1] == []


def test_a_class_that_is_called_by_a_word_of_the_glossary_is_what_the_word_means() -> None:
    """A class of that name is named in the word's own row, where its meaning can be compared."""
    places = _places(messages=True)
    assert {
        word: names for word, names in _glossary().items() if _as_class(word) in places and _as_class(word) not in names
    } == {}
