"""The reference of formats: what each file may say, read from the classes that read it.

The text under a field in the code is what the page says about it, so neither can be forgotten.
"""

import ast
import dataclasses
import enum
import inspect
import json
import textwrap
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from prep.docs.guides import ROOT


@dataclass(frozen=True)
class Format:
    """A kind of file, and the class that it becomes."""

    title: str
    what: str
    """In one or two sentences: where it lies, and who writes it."""

    module: str
    name: str


FORMATS: Final = (
    Format(
        "challenge.toml",
        "In the folder of a challenge, written by its author.",
        "prep.model.challenge",
        "ChallengeSpec",
    ),
    Format(
        "A concept question",
        "`rubrics/concepts/TOPIC/ID.toml`, written by its author.",
        "prep.model.question",
        "Question",
    ),
    Format(
        "A rubric for reviewers",
        "`rubrics/review/NAME.toml`, written by a team.",
        "prep.assessment.spec.rubric",
        "ReviewRubric",
    ),
    Format(
        "An assessment",
        "A file of the team's, begun by `prep assess new`.",
        "prep.assessment.spec.assessment",
        "Assessment",
    ),
    Format(
        "A graded submission",
        "A line of `prep grade --json`, written by the grader; with `verdict`, `points`, `max_points` and `begin_with` "
        "beside the fields of the table.",
        "prep.model.result",
        "GradeResult",
    ),
)
"""Those that are read from, or written as, one class."""

SCHEMAS: Final[Mapping[str, tuple[str, str]]] = {
    "A graded answer": ("prep/concepts/schemas/answer-2.schema.json", "prep question schema"),
    "Practice data": ("prep/store/schemas/data-1.schema.json", "prep data schema"),
}
"""Those that have a JSON Schema, each with its file and the command that prints it."""


def formats_page() -> str:
    """The page, as Markdown."""
    parts = ["# Formats", _PREFACE]
    for form in FORMATS:
        parts += [f"## {form.title}", form.what, *_tables(_class(form))]
    for title, (file, command) in SCHEMAS.items():
        parts += [f"## {title}", f"JSON; `{command}` prints its JSON Schema.", _schema_table(ROOT / file)]
    return "\n\n".join(parts) + "\n"


_PREFACE: Final = """\
What people write is TOML, and has `format_version = 1`. An unknown key, a missing one or a value of the wrong type
is an error that names the file, the key and what to write instead. What the tools write is JSON, and has a version,
too. This page is made from the classes that read and write these files."""


def _class(form: Format) -> type:
    found = getattr(__import__(form.module, fromlist=[form.name]), form.name)
    assert isinstance(found, type)
    return found


def _tables(kind: type) -> Iterator[str]:
    """A table for a class, then one for each class that its fields hold."""
    seen: list[type] = [kind]
    for one in seen:  # grows while it is walked
        if one is not kind:
            yield f"### `{one.__name__}`"
            yield inspect.cleandoc(one.__doc__ or "")
        yield _table(_rows(one, seen))


@dataclass(frozen=True)
class _Row:
    key: str
    type: str
    default: str
    meaning: str


def _rows(kind: type, seen: list[type]) -> Iterator[_Row]:
    meanings = _docstrings_of_fields(kind)
    hints = typing.get_type_hints(kind)
    for one in dataclasses.fields(kind):
        for held in _classes_in(hints[one.name]):
            if dataclasses.is_dataclass(held) and held not in seen:
                seen.append(held)
        yield _Row(one.name, _type_in_words(hints[one.name]), _default(one), meanings.get(one.name, ""))


def _table(rows: Iterator[_Row]) -> str:
    lines = ["| key | value | without it | meaning |", "|---|---|---|---|"]
    lines += [f"| `{row.key}` | {row.type} | {row.default} | {row.meaning} |" for row in rows]
    return "\n".join(lines)


def _docstrings_of_fields(kind: type) -> dict[str, str]:
    """The text that stands under each field in the code."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            found[field.target.id] = " ".join(str(text.value.value).split()).replace("|", "\\|")
    return found


def _classes_in(hint: Any) -> Iterator[type]:  # noqa: ANN401 - an annotation is anything
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from _classes_in(inner)


_WORDS: Final = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}


def _type_in_words(hint: Any) -> str:  # noqa: ANN401
    inner = [one for one in typing.get_args(hint) if one not in (type(None), Ellipsis)]
    origin = typing.get_origin(hint)
    if origin in (tuple, list) or (isinstance(origin, type) and issubclass(origin, Sequence)):
        return f"a list: {_type_in_words(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"a table of {_type_in_words(inner[1])}"
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_type_in_words(one) for one in inner)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return _WORDS.get(getattr(hint, "__name__", ""), f"`{getattr(hint, '__name__', hint)}`")


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default is not dataclasses.MISSING:
        value = field.default.value if isinstance(field.default, enum.Enum) else field.default
        return "nothing" if value in ("", None, ()) else f"`{json.dumps(value)}`"
    return "as its own table says" if field.default_factory is not dataclasses.MISSING else "must be there"


def _schema_table(file: Path) -> str:
    schema = json.loads(file.read_text("utf-8"))
    required = set(schema.get("required", ()))
    lines = ["| key | value | meaning |", "|---|---|---|"]
    for key, rule in schema.get("properties", {}).items():
        must = "" if key in required else " (may be missing)"
        lines.append(f"| `{key}` | {_rule_in_words(rule)}{must} | {rule.get('description', '')} |")
    return "\n".join(lines)


def _rule_in_words(rule: Mapping[str, Any]) -> str:
    if "const" in rule:
        return f"`{json.dumps(rule['const'])}`"
    if "enum" in rule:
        return ", ".join(f"`{json.dumps(value)}`" for value in rule["enum"])
    if "$ref" in rule:
        return f"`{rule['$ref'].rsplit('/', 1)[-1]}`"
    kind = rule.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
