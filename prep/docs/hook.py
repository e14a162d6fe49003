"""What mkdocs calls while it builds the site: adds the pages that are made instead of written."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from prep.docs.commands import commands_page
from prep.docs.exit_codes import exit_codes_page
from prep.docs.formats import formats_page
from prep.docs.guides import GUIDES, guide_page
from prep.docs.licences import licences_page

_MADE: Final[Mapping[str, Callable[[], str]]] = {
    "reference/commands.md": commands_page,
    "reference/exit-codes.md": exit_codes_page,
    "reference/formats.md": formats_page,
    "reference/licences.md": licences_page,
    **{page: partial(guide_page, source) for source, page in GUIDES.items()},
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page that is made."""
    for page, made in _MADE.items():
        files.append(File.generated(config, page, content=made()))
    return files
