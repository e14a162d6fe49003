"""The same content in other clothes: each of these keeps what an answer says, and must keep its marks."""

import html
import random
import re
import textwrap
from collections.abc import Callable

_TYPO_SHARE = 0.08


def lower_case_without_marks(text: str) -> str:
    return re.sub(r"[.,;:!?]", "", text).lower()


def wrapped_at_40(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 40)


def bullets(text: str) -> str:
    return "\n".join(f"- {sentence}" for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split())))


def as_html(text: str) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)


def markdown(text: str) -> str:
    first, *rest = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return f"## Answer\n\n**{first}**\n\n" + "\n".join(f"* {sentence}" for sentence in rest)


def spoken(text: str) -> str:
    parts = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return "So, um, " + " And, you know, ".join(part[:1].lower() + part[1:] for part in parts)


def typos(text: str) -> str:
    rng = random.Random(3)
    return " ".join(_mistyped(word, rng) for word in text.split())


def american(text: str) -> str:
    return re.sub(r"(?<=[a-z])is(e|ed|es|ing|ation)\b", r"iz\1", text).replace("our ", "or ")


def _mistyped(word: str, rng: random.Random) -> str:
    if len(word) < 6 or rng.random() > _TYPO_SHARE * 2:
        return word
    at = rng.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


CLOTHES: dict[str, Callable[[str], str]] = {
    "lower case, no marks": lower_case_without_marks,
    "wrapped at 40": wrapped_at_40,
    "bullets": bullets,
    "HTML": as_html,
    "Markdown": markdown,
    "spoken": spoken,
    "typos": typos,
    "American": american,
}
