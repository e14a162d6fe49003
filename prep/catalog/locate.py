"""Where content lies: a folder that was named, the installed package's own data, or the checkout it runs from."""

import re
from collections.abc import Sequence
from pathlib import Path

from prep.model.errors import ContentError

CONTENT_FOLDERS = ("challenges", "rubrics", "projects")


def content_roots(own: Path | None = None) -> list[Path]:
    """Content folders in the order they are searched: a team's own first, what ships with the product last.

    Raises:
        ContentError: the named folder holds no content.
    """
    return [*([_own_root(own)] if own else []), shipped_root()]


def challenge_folder(roots: Sequence[Path], challenge_id: str) -> Path | None:
    """The folder of a challenge in the first content folder that has it; nothing is read."""
    if not re.fullmatch(r"[\w-]+/[\w-]+", challenge_id):
        return None
    folders = (root / "challenges" / challenge_id for root in roots)
    return next((folder.resolve() for folder in folders if (folder / "challenge.toml").is_file()), None)


def shipped_root() -> Path:
    """The content that ships with the product: inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent


def _own_root(folder: Path) -> Path:
    if not any((folder / name).is_dir() for name in CONTENT_FOLDERS):
        raise ContentError(f"{folder} holds none of the folders {', '.join(CONTENT_FOLDERS)}")
    return folder.resolve()
