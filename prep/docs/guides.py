"""The guides that lie where they are needed, as pages of the site: which they are, and where their links lead there.

All links lead from file to file of the repository, where people read as well, and are turned for the site. A link
between two pages stays a link. One to a file that has no page, such as a module, becomes the name of that file, since
the site does not know where a reader keeps the repository.
"""

import os.path
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = ROOT / "prep" / "docs" / "pages"

GUIDES: Final[Mapping[str, str]] = {
    "challenges/TAKE-HOMES.md": "guides/take-homes.md",
    "challenges/README.md": "guides/challenges.md",
    "challenges/PROOFS.md": "reference/proofs.md",
    "rubrics/README.md": "guides/questions.md",
    "CONTRIBUTING.md": "guides/contributing.md",
    "prep/reports/WORDS.md": "guides/words-of-reports.md",
    "prep/concepts/reader/MODEL.md": "reference/model-card.md",
    "projects/README.md": "projects/index.md",
    "projects/housing/README.md": "projects/housing.md",
    "projects/housing/MODEL.md": "projects/housing-model.md",
    "projects/housing/DATA.md": "projects/housing-data.md",
    "projects/sentiment/README.md": "projects/sentiment.md",
    "projects/sentiment/MODEL.md": "projects/sentiment-model.md",
    "projects/sentiment/DATA.md": "projects/sentiment-data.md",
    "projects/detection/README.md": "projects/detection.md",
    "projects/detection/MODEL.md": "projects/detection-model.md",
    "projects/detection/DATA.md": "projects/detection-data.md",
    "projects/transformer/README.md": "projects/transformer.md",
    "projects/transformer/MODEL.md": "projects/transformer-model.md",
    "projects/transformer/DATA.md": "projects/transformer-data.md",
    "CHANGELOG.md": "changelog.md",
}
"""Each file of the repository with the page that is made of it."""

MADE: Final[Mapping[str, str]] = {
    "prep/docs/commands.py": "reference/commands.md",
    "prep/docs/exit_codes.py": "reference/exit-codes.md",
    "prep/docs/formats.py": "reference/formats.md",
    "prep/docs/house.py": "reference/house.md",
    "prep/docs/licences.toml": "reference/licences.md",
}
"""Each file with the reference that is made from the code with it; a link to the one becomes a link to the other."""

_LINK: Final = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")


def guide_page(source: str) -> str:
    """The Markdown of a guide with its links as the site needs them."""
    return with_links_of_the_site((ROOT / source).read_text("utf-8"), source, GUIDES[source])


def with_links_of_the_site(text: str, source: str, page: str) -> str:
    """Turn links between files of the repository into links between pages.

    Args:
        source: the file that the text is from, beneath the root of the repository.
        page: the page that it becomes, beneath the root of the site.
    """

    def turned(link: re.Match[str]) -> str:
        target = link["target"]
        if ":" in target:
            return link[0]
        found = os.path.normpath(os.path.join(os.path.dirname(source), target))  # noqa: PTH118, PTH120 - of names alone
        there = page_of(found)
        if there is None:
            return f"{link['text']}" if "`" in link["text"] else f"{link['text']} (`{found}`)"
        lead = os.path.relpath(there, os.path.dirname(page))  # noqa: PTH120 - of names alone
        return f"{link['image']}[{link['text']}]({lead}{link['anchor'] or ''})"

    return _LINK.sub(turned, text)


def page_of(file: str) -> str | None:
    """The page that a file of the repository becomes; None if it becomes none."""
    if file == "README.md":
        return "index.md"
    if (ROOT / file).is_relative_to(PAGES) and (ROOT / file).is_file():
        return str((ROOT / file).relative_to(PAGES))
    return GUIDES.get(file) or MADE.get(file)
