"""Numbers that an answer states, in figures or words: 0.02, 2 %, "two per cent", "one in fifty", 99/5,094."""

import re
from collections.abc import Iterator

from prep.model.question import ExpectedNumber

_ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS: dict[str, float] = {
    **{word: number for number, word in enumerate(_ONES)},
    **_TENS,
    "a hundred": 100,
    "a thousand": 1000,
}
_WORDS |= {"hundred": 100, "thousand": 1000, "half": 0.5}

_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,15})?|\d{1,15}(?:[.,]\d{1,15})?|\.\d{1,15}"
_TEN_TO = re.compile(r"\s?[\u00d7x*]\s?10\s?\^\s?")
_POWER = rf"(?:e[-+]?\d{{1,3}}|{_TEN_TO.pattern}[-\u2212]?\d{{1,3}})?"
_NUMBER = rf"(?:(?:{_FIGURES}){_POWER}|\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"
_STATED = re.compile(
    rf"(?<![\w.,])(?P<sign>[-\u2212]\s?)?(?P<number>{_NUMBER})"
    r"(?:\s?(?P<percent>%|per\s?cent\b)"
    rf"|\s?(?:/|÷|in\b|out of\b|of\b|from\b|divided by\b)\s?(?:every )?(?P<of>{_NUMBER}))?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


def states(text: str, expected: ExpectedNumber) -> bool:
    """Whether a text states a number within the tolerance of the expected one."""
    return any(abs(number - expected.value) <= expected.within for number in numbers_in(text))


def numbers_in(text: str) -> Iterator[float]:
    """Every number that a text states; of a share, such as "2 of 100" or "2 %", the share."""
    for match in _STATED.finditer(text):
        value = _value(match["number"])
        if match["percent"]:
            value /= 100
        elif match["of"]:
            whole = _value(match["of"])
            value = value / whole if whole else value
        yield -value if match["sign"] else value


def _value(said: str) -> float:
    word = said.lower()
    if word in _WORDS:
        return float(_WORDS[word])
    figures, _, power = _TEN_TO.sub("e", word).replace("\u2212", "-").partition("e")
    return float(f"{_THOUSANDS.sub('', figures).replace(',', '.')}e{power or 0}")
