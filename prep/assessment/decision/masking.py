"""Takes the roster's names and addresses out of what reviewers read, wherever they stand in it.

A candidate's own name is taken out word by word, anybody else's only as a whole: a word such as Grace or Rose means
other things, too. Line numbers stay, because nothing is taken out across lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from keyword import iskeyword
from typing import Final

from prep.assessment.register.roster import Candidate

PLACEHOLDER: Final = "[name]"
_LEAST: Final = 3
"""Letters; a shorter word would be found everywhere."""

_BETWEEN: Final = r"[ \t_.,-]*"
_BEFORE: Final = r"(?<![^\W\d_])"
_AFTER: Final = r"(?![^\W\d_])"


@dataclass(frozen=True)
class Mask:
    """For the work of one candidate among all."""

    own: Candidate
    everybody: Sequence[Candidate]

    def text(self, text: str) -> str:
        """The same without names."""
        if self._anywhere is not None:
            text = self._anywhere.sub(PLACEHOLDER, text)
        return self._own_words.sub(PLACEHOLDER, text) if self._own_words is not None else text

    def body(self, body: bytes) -> bytes:
        """The same without names; what is not text stays as it is."""
        try:
            return self.text(body.decode()).encode()
        except UnicodeDecodeError:
            return body

    @cached_property
    def _anywhere(self) -> re.Pattern[str] | None:
        """Whole names in any case and either order, and addresses."""
        found = [pattern for one in self.everybody for pattern in _whole(one)]
        return re.compile("|".join(found), re.IGNORECASE) if found else None

    @cached_property
    def _own_words(self) -> re.Pattern[str] | None:
        """Words of the candidate's own name as a name is written: `Max`, not `max(`."""
        words = [word for word in _words(self.own.name) if len(word) >= _LEAST and not iskeyword(word)]
        spelled = {way for word in words for way in (word.capitalize(), word.upper(), word) if way != way.lower()}
        ordered = sorted(spelled, key=len, reverse=True)
        return re.compile("|".join(f"{_BEFORE}{re.escape(way)}{_AFTER}" for way in ordered)) if ordered else None


def _whole(one: Candidate) -> Iterator[str]:
    if "@" in one.contact:
        yield re.escape(one.contact)
        login = one.contact.partition("@")[0]
        if len(login) > _LEAST and not login.isalpha():  # `ann.lee`, not `info`
            yield f"{_BEFORE}{re.escape(login)}{_AFTER}"
    words = _words(one.name)
    if len(words) > 1 and sum(map(len, words)) >= _LEAST:
        for order in (words, words[::-1]):
            yield _BEFORE + _BETWEEN.join(map(re.escape, order)) + _AFTER
    elif len(words) == 1 and len(words[0]) > 1 and words[0].upper() == words[0].lower():
        # Scripts without capitals put no space between the words of a name.
        yield re.escape(words[0])


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*", name)
