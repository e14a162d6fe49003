"""Holds what content names for reading to its form; whether a page is there, nobody asks the network."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from prep.model.reading import FurtherReading


def strange_readings(readings: Sequence[FurtherReading]) -> Iterator[str]:
    """A line for each that is not of the form."""
    for one in readings:
        if not one.title.strip():
            yield "a reading has no `title`; say what it is and who wrote it"
        elif bool(one.url) == bool(one.where):
            yield f"the reading “{one.title}” needs either a `url`, or `where` in print it stands"
        elif one.url and not _is_address(one.url):
            yield f"the reading “{one.title}” has the address `{one.url}`; give one that begins with https://"
    if len(set(readings)) < len(readings):
        yield "a reading is named twice"


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and "." in parts.netloc and not any(one.isspace() for one in url)
