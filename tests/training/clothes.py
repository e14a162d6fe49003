"""The same text as other people would type it: in lower case, with slips, wrapped, as a list, as HTML, as speech."""

import random
import re
import textwrap
from collections.abc import Callable

Clothing = Callable[[str, random.Random], str]

_SLIPS = 0.12
"""The share of words with two letters exchanged."""

_AMERICAN_Z = re.compile(
    r"\b((?:normal|regular|optim|general|standard|minim|maxim|random|summar|penal|character|organ|categor|token|parallel"
    r"|memor|recogn|priorit|real|visual|initial)i)s(?=e|ing|ation)",
    re.IGNORECASE,
)
_AMERICAN_OR = re.compile(r"\b(behavi|col|fav|neighb|lab|hon)our", re.IGNORECASE)


def dressed(text: str, rng: random.Random) -> str:
    """The text in clothes drawn at random; as it was in more than half of the cases."""
    (clothing,) = rng.choices(list(_SHARES), list(_SHARES.values()))
    return clothing(text, rng)


def _as_it_is(text: str, _: random.Random) -> str:
    return text


def _in_lower_case(text: str, _: random.Random) -> str:
    return text.lower()


def _without_punctuation(text: str, _: random.Random) -> str:
    return re.sub("[.,;:]", "", text.lower())


def _with_slips(text: str, rng: random.Random) -> str:
    return " ".join(
        _slipped(word, rng) if len(word) > 4 and rng.random() < _SLIPS else word for word in text.split(" ")
    )


def _slipped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _wrapped(text: str, rng: random.Random) -> str:
    return "\n".join(textwrap.wrap(text, rng.choice([40, 50, 60])))


def _as_list(text: str, _: random.Random) -> str:
    return "- " + text.replace(". ", "\n- ")


def _as_html(text: str, _: random.Random) -> str:
    return "<p>" + text.replace(". ", ".</p><p>") + "</p>"


def _as_speech(text: str, _: random.Random) -> str:
    return "um, " + text.replace(", ", ", like, ", 1)


def _in_american_spelling(text: str, _: random.Random) -> str:
    return _AMERICAN_OR.sub(r"\1or", _AMERICAN_Z.sub(r"\1z", text))


def _with_bold_beginning(text: str, _: random.Random) -> str:
    first, *rest = text.split(" ", 1)
    return " ".join([f"**{first}**", *rest])


_SHARES: dict[Clothing, float] = {
    _as_it_is: 54,
    _in_lower_case: 8,
    _without_punctuation: 12,
    _with_slips: 6,
    _wrapped: 6,
    _as_list: 4,
    _as_html: 3,
    _as_speech: 3,
    _in_american_spelling: 2,
    _with_bold_beginning: 2,
}
