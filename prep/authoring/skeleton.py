"""Writes a new challenge or question that already works, and says in its files what their author has to put there."""

import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from prep.catalog.locate import shipped_root
from prep.catalog.questions import question_files
from prep.model.errors import ContentError, StorageError


def write_skeleton(content: Path, challenge_id: str) -> Path:
    """Write the files of a new challenge into its folder, and return that folder.

    Args:
        content: the content folder; the challenge goes to `challenges/<challenge_id>` in it.
        challenge_id: `<project>/<slug>`.

    Raises:
        ContentError: the id is not valid, or the challenge exists.
        StorageError: the folder cannot be written.
    """
    if not re.fullmatch(r"[\w-]+/[\w-]+", challenge_id):
        raise ContentError(
            f"`{challenge_id}` is not a challenge id; write PROJECT/SLUG, for example housing/winsorised-mean"
        )
    folder = content / "challenges" / challenge_id
    if folder.exists():
        raise ContentError(f"{folder} exists; choose another slug, or remove it")
    template = resources.files("prep.authoring").joinpath("templates", "skeleton")
    try:
        _copy(template, folder, {"id": challenge_id, "title": _title(challenge_id)})
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written: {error.strerror}") from None
    return folder


def write_question(content: Path, question_id: str) -> Path:
    """Write a new concept question, and return its file.

    Args:
        content: the content folder; the question goes to `rubrics/concepts/<topic>/<id>.toml` in it.
        question_id: `<topic>/<id>`.

    Raises:
        ContentError: the id is not valid, or the question exists.
        StorageError: the file cannot be written.
    """
    if not re.fullmatch(r"[\w-]+/[\w-]+", question_id):
        raise ContentError(f"`{question_id}` is not TOPIC/ID; write for example deep-learning/gradient-clipping")
    topic, _, name = question_id.partition("/")
    taken = question_files([content, shipped_root()]).get(name)
    if taken is not None:
        raise ContentError(f"the question `{name}` exists: {taken}; choose another id")
    file = content / "rubrics" / "concepts" / topic / f"{name}.toml"
    template = resources.files("prep.authoring").joinpath("templates", "question.toml.in")
    text = Template(template.read_text("utf-8")).substitute(id=name, topic=topic, title=_title(question_id))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{file}: cannot be written: {error.strerror}") from None
    return file


def _title(challenge_id: str) -> str:
    return challenge_id.partition("/")[2].replace("-", " ").replace("_", " ").capitalize()


def _copy(source: Traversable, target: Path, values: dict[str, str]) -> None:
    target.mkdir(parents=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name, values)
        elif entry.name.endswith(".in"):
            text = Template(entry.read_text("utf-8")).substitute(values)
            (target / entry.name.removesuffix(".in")).write_text(text, "utf-8")
