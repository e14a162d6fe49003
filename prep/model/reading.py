"""Where to read up on something."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FurtherReading:
    """A page, or a place in a book or paper; it has either an address or a place."""

    title: str
    url: str = ""
    where: str = ""
    """In print: "section 7.3", "chapter 8", or the year of a paper."""

    @property
    def line(self) -> str:
        return f"{self.title}: {self.url}" if self.url else f"{self.title}, {self.where}"
