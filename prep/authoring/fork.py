"""A team's own version of a challenge: other data, other numbers and names, the same thing asked.

What ships with the product is no secret. A fork draws its data from other seeds, so that what somebody learnt by heart
helps nobody; names and numbers are replaced in all its files at once, so that it stays one challenge.
"""

import ast
import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prep.catalog.challenges import find_challenge, load_challenge_folder
from prep.catalog.symptoms import SYMPTOMS_FILE
from prep.model.errors import ContentError, StorageError
from prep.model.result import GradeResult

_ID: Final = re.compile(r'^id = "[^"\n]*"$', re.MULTILINE)
_TEXTS: Final = frozenset({".py", ".md", ".toml"})
_MAKES_RANDOM_NUMBERS: Final = frozenset(
    {"default_rng", "RandomState", "Random", "seed", "manual_seed", "SeedSequence"}
)
_SEED: Final = re.compile(r"(?:\w*_)?(?:seeds?|random_state)", re.IGNORECASE)
_LARGEST: Final = 99_999


@dataclass(frozen=True, kw_only=True)
class Fork:
    """What became of a challenge."""

    folder: Path
    seeds: int
    """How many seeds of its tests are new."""

    replaced: Mapping[str, int]
    """How often each word or number was replaced."""


def fork_challenge(
    roots: Sequence[Path], origin: str, content: Path, challenge_id: str, words: Mapping[str, str], seed: int
) -> Fork:
    """Write a version of a challenge into a content folder.

    Args:
        words: new names, numbers and words by the old ones, which are replaced wherever they stand alone.
        seed: of the new seeds; the same one gives the same fork.

    Raises:
        ContentError: an id is none, the fork exists, or a word cannot be replaced.
        StorageError: the folder cannot be written.
    """
    if not re.fullmatch(r"[\w-]+/[\w-]+", challenge_id):
        raise ContentError(f"`{challenge_id}` is not a challenge id; write PROJECT/SLUG, for example acme/scaler")
    source, folder = find_challenge(roots, origin), content / "challenges" / challenge_id
    if folder.exists():
        raise ContentError(f"{folder} exists; choose another slug, or remove it")
    files = {path.relative_to(source): path for path in sorted(source.rglob("*")) if _is_copied(source, path)}
    texts = {name: path.read_text("utf-8") for name, path in files.items() if name.suffix in _TEXTS and _is_text(path)}
    replaced, counts = _replace(texts, words)
    seeds = NewSeeds(seed)
    for name in [name for name in replaced if name.parts[0] == "tests" and name.suffix == ".py"]:
        replaced[name] = reseed(replaced[name], seeds)
    spec = Path("challenge.toml")
    replaced[spec] = _ID.sub(f'id = "{challenge_id}"', replaced[spec], count=1)
    try:
        for name, path in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if name in replaced:
                (folder / name).write_text(replaced[name], "utf-8")
            else:
                shutil.copyfile(path, folder / name)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written: {error.strerror}") from None
    return Fork(folder=folder, seeds=len(seeds), replaced=counts)


def reseed(source: str, seeds: Mapping[int, int]) -> str:
    """A module of tests whose random numbers begin elsewhere; the same seed gets the same new one."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    places = {(node.lineno, node.col_offset, node.end_col_offset): node.value for node in _seeds(tree)}
    for (line, start, end), value in sorted(places.items(), reverse=True):
        encoded = lines[line - 1].encode()
        lines[line - 1] = (encoded[:start] + str(seeds[value]).encode() + encoded[end:]).decode()
    return "".join(lines)


def declare_more(folder: Path, wrong: Mapping[str, GradeResult]) -> dict[str, list[str]]:
    """Add to the `fails` of known mistakes the checks that show them with the fork's data as well.

    Args:
        wrong: results by the name of the submission, such as `rejected/no_intercept.py`.

    Returns:
        What was added, by file.
    """
    spec = folder / "challenge.toml"
    text = spec.read_text("utf-8")
    added: dict[str, list[str]] = {}
    for rejected in load_challenge_folder(folder).spec.rejected:
        result = wrong.get(f"rejected/{rejected.file}")
        failed = [check.id for check in result.checks if check.verdict.is_failure] if result else []
        if more := [name for name in failed if name not in rejected.fails]:
            listed = ", ".join(f'"{name}"' for name in (*rejected.fails, *more))
            place = re.compile(rf'(file = "{re.escape(rejected.file)}"\nfails = )\[[^\]]*\]')
            text, found = place.subn(lambda old, listed=listed: f"{old[1]}[{listed}]", text)  # type: ignore[misc]
            added |= {rejected.file: more} if found else {}
    spec.write_text(text, "utf-8")
    return added


class NewSeeds(dict[int, int]):
    """New seeds by the old ones; no two are the same."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._rng = random.Random(seed)  # noqa: S311 - repeatable is what is wanted

    def __missing__(self, old: int) -> int:
        new = self._rng.randint(1_000, _LARGEST)
        while new in self.values():
            new = self._rng.randint(1_000, _LARGEST)
        self[old] = new
        return new


class _Number(ast.Constant):
    value: int


def _seeds(tree: ast.Module) -> Iterator[_Number]:
    """The whole numbers in it that seed something."""
    takes_seed = {
        node.name: [argument.arg for argument in node.args.args]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=given, keywords=named):
                if name in _MAKES_RANDOM_NUMBERS:
                    yield from _numbers(given)
                for parameter, value in zip(takes_seed.get(name, ()), given, strict=False):
                    yield from _numbers([value] if _SEED.fullmatch(parameter) else [])
                yield from _numbers([one.value for one in named if one.arg and _SEED.fullmatch(one.arg)])
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    named_seed = isinstance(key, ast.Constant) and _SEED.fullmatch(str(key.value))
                    yield from _numbers([value] if named_seed else [])
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.For(target=ast.Name(id=name), iter=value):
                yield from _numbers([value] if _SEED.fullmatch(name) else [])


def _numbers(nodes: Sequence[ast.expr]) -> Iterator[_Number]:
    for node in nodes:
        match node:
            case ast.Constant(value=int() as value) if not isinstance(value, bool):
                yield node  # type: ignore[misc]
            case ast.Tuple(elts=inside) | ast.List(elts=inside):
                yield from _numbers(inside)


def _replace(texts: Mapping[Path, str], words: Mapping[str, str]) -> tuple[dict[Path, str], dict[str, int]]:
    """All words at once, so that two can change places.

    Raises:
        ContentError: a word is nowhere, or a new name is taken already.
    """
    if not words:
        return dict(texts), {}
    code = "\n".join(text for name, text in texts.items() if name.suffix == ".py")
    for old, new in words.items():
        if not any(_alone(old).search(text) for text in texts.values()):
            raise ContentError(
                f"`{old}` stands nowhere in the challenge; write it as it is in prompt.md or reference.py"
            )
        if new.isidentifier() and new not in words and _alone(new).search(code):
            raise ContentError(f"`{new}` is used in the challenge already; choose another name for `{old}`")
    counts = dict.fromkeys(words, 0)
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(_alone(old).pattern for old in longest_first))

    def other(found: re.Match[str]) -> str:
        counts[found[0]] += 1
        return words[found[0]]

    return {name: pattern.sub(other, text) for name, text in texts.items()}, counts


def _alone(word: str) -> re.Pattern[str]:
    """The word where it is not part of a longer one, or the number where it is not part of another."""
    before = r"(?<![\w.])" if word[:1].isdigit() else r"(?<!\w)" if word[:1].isidentifier() else ""
    after = r"(?!\.?\d|\w)" if word[-1:].isdigit() else r"(?!\w)" if word[-1:].isidentifier() else ""
    return re.compile(before + re.escape(word) + after)


def _is_copied(source: Path, path: Path) -> bool:
    relative = path.relative_to(source)
    # How known mistakes fail is recorded anew, by `prep author symptoms`.
    return path.is_file() and "__pycache__" not in relative.parts and relative.as_posix() != SYMPTOMS_FILE


def _is_text(path: Path) -> bool:
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True
