"""Reads TOML strictly into dataclasses.

Authors mistype. A key that nothing reads would silently change nothing, so an unknown key is an error that names the
file, the key and the nearest known one; so is a missing key, a value of the wrong type, a word outside its choices.
The libraries that structure dataclasses either coerce (`"3"` becomes 3) or cannot say where in a file the fault lies.
"""

import dataclasses
import tomllib
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from prep.model.errors import ContentError

FORMAT_VERSION = 1

T = TypeVar("T")


def read_spec(path: Path, cls: type[T]) -> T:
    """Read a TOML file into the dataclass `cls`.

    Fields may be text, numbers, booleans, enums, dataclasses, tuples of these, or one of these or None.

    Raises:
        ContentError: the file is missing, is not TOML, has another format version, or does not fit `cls`.
    """
    return build_spec(_parse(path), cls, str(path))


def build_spec(table: dict[str, Any], cls: type[T], name: str) -> T:
    """As `read_spec`, of a table that was read already and is called `name` in errors.

    Raises:
        ContentError: it has another format version, or does not fit `cls`.
    """
    try:
        _require_format_version(table)
        return _build(table, cls, "")  # type: ignore[no-any-return]
    except _MisfitError as misfit:
        raise ContentError(f"{name}: {misfit}") from None


def suggest(word: str, known: Iterable[str]) -> str:
    """The end of an error message: the nearest known words, or all of them when none is near."""
    import difflib  # only for a mistake

    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f"`{name}`" for name in near) + "?"
    return "known: " + ", ".join(f"`{name}`" for name in names)


class _MisfitError(ValueError):
    """A value does not fit its field; says where in the file."""


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: not valid TOML: {error}") from None
    except UnicodeDecodeError:
        raise ContentError(f"{path}: not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise ContentError(f"{path}: cannot be read: {error.strerror}") from None


def _require_format_version(table: dict[str, Any]) -> None:
    if "format_version" not in table:
        raise _MisfitError(f"the key `format_version` is missing; add `format_version = {FORMAT_VERSION}`")
    if table["format_version"] != FORMAT_VERSION:
        raise _MisfitError(f"`format_version` is {table['format_version']!r}; this release reads {FORMAT_VERSION}")


def _build(value: Any, hint: Any, where: str) -> Any:  # noqa: ANN401 - any TOML value, any type hint
    """Turn the TOML value found at `where` into what the type hint asks for."""
    if dataclasses.is_dataclass(hint):
        return _build_dataclass(value, hint, where)
    if get_origin(hint) in (Union, UnionType):  # "one of these or None": TOML has no null, so it is there
        (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return _build(value, inner, where)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise _misfit(value, "a list", where)
        inner = get_args(hint)[0]
        return tuple(_build(entry, inner, f"{where}[{n}]") for n, entry in enumerate(value, 1))
    if issubclass(hint, Enum):
        return _build_enum(value, hint, where)
    return _build_plain(value, hint, where)


def _build_dataclass(value: Any, cls: Any, where: str) -> Any:  # noqa: ANN401
    if not isinstance(value, dict):
        raise _misfit(value, "a table", where)
    fields = {field.name: field for field in dataclasses.fields(cls)}
    prefix = f"{where}." if where else ""
    for key in value:
        if key not in fields:
            raise _MisfitError(f"unknown key `{prefix}{key}`; {suggest(key, fields)}")
    for name, field in fields.items():
        optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        if name not in value and not optional:
            raise _MisfitError(f"the key `{prefix}{name}` is missing")
    hints = _hints(cls)
    return cls(**{key: _build(entry, hints[key], prefix + key) for key, entry in value.items()})


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """Asked for thousands of times while content is loaded, and the same each time."""
    return get_type_hints(cls)


def _build_enum(value: Any, enum: type[Enum], where: str) -> Enum:  # noqa: ANN401
    choices = {member.value: member for member in enum}
    if not isinstance(value, str) or value not in choices:
        raise _MisfitError(f"`{where}` is {value!r}; {suggest(str(value), choices)}")
    return choices[value]


_PLAIN_NAMES = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}


def _build_plain(value: Any, plain: type, where: str) -> Any:  # noqa: ANN401
    if plain is float and type(value) is int:
        return float(value)
    if type(value) is not plain:
        raise _misfit(value, _PLAIN_NAMES[plain], where)
    return value


def _misfit(value: object, expected: str, where: str) -> _MisfitError:
    return _MisfitError(f"`{where}` is {value!r}, which is not {expected}")
