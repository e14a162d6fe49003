"""What mkdocs calls while it builds the site: adds the pages that are made instead of written."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from prep.docs.commands import commands_page
from prep.docs.drawings import with_drawings_marked
from prep.docs.exit_codes import exit_codes_page
from prep.docs.formats import formats_page
from prep.docs.guides import GUIDES, PAGES, ROOT, guide_page, with_links_of_the_site
from prep.docs.house import house_page
from prep.docs.licences import licences_page

_MADE: Final[Mapping[str, Callable[[], str]]] = {
    "reference/commands.md": commands_page,
    "reference/exit-codes.md": exit_codes_page,
    "reference/formats.md": formats_page,
    "reference/house.md": house_page,
    "reference/licences.md": licences_page,
    **{page: partial(guide_page, source) for source, page in GUIDES.items()},
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page that is made."""
    for page, made in _MADE.items():
        files.append(File.generated(config, page, content=made()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - by name
    """Turn the links of a page that is written, which lead to files of the repository."""
    uri = page.file.src_uri
    if uri in _MADE:
        return markdown
    return with_links_of_the_site(markdown, str((PAGES / uri).relative_to(ROOT)), uri)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - by name
    """Tell drawings from commands."""
    return with_drawings_marked(html)
