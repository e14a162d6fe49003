"""Whether an answer is in English, the one language that answers are graded in."""

from functools import cache
from typing import Any, NamedTuple

from prep.concepts.text.words import STOP_WORDS, words_of

_ENGLISH_SHARE = 0.12
"""Of the words; whoever writes this many of English's small words writes English, code and formulas aside."""

_FEWEST_WORDS = 5
"""Fewer names of things ("dropout, L2") are the same in any language."""

_SURE = 0.95

_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "ru": "Russian", "uk": "Ukrainian", "pl": "Polish", "cs": "Czech", "tr": "Turkish", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "ar": "Arabic", "hi": "Hindi", "sv": "Swedish", "da": "Danish",
    "fi": "Finnish", "el": "Greek", "he": "Hebrew", "hu": "Hungarian", "ro": "Romanian", "vi": "Vietnamese",
    "id": "Indonesian", "fa": "Persian",
}  # fmt: skip


class Language(NamedTuple):
    """A language that is not English."""

    code: str
    """ISO 639-1."""

    @property
    def name(self) -> str:
        return _NAMES.get(self.code, f"the language “{self.code}”")


def other_language(text: str) -> Language | None:
    """The language of a text that is surely not in English; nothing for English, code, formulas and single words."""
    words = [word for word in words_of(text) if word.text[0].isalpha()]
    if not words or sum(word.text in STOP_WORDS for word in words) >= _ENGLISH_SHARE * len(words):
        return None
    foreign = not text.isascii() and sum(ord(letter) > 0x24F for letter in text if letter.isalpha()) > len(text) / 3
    if len(words) < _FEWEST_WORDS and not foreign:
        return None
    code, probability = _identifier().classify(text)
    return Language(code) if code != "en" and (probability >= _SURE or foreign) else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second, rarely needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
