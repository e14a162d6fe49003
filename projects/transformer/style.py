"""A second style to tune the model to: the same tales in the past tense.

Word for word another text, and so the same information: what a tale is worth in bits does not change.
"""

import re
from collections.abc import Sequence

from projects.transformer.bpe import Tokeniser
from projects.transformer.train import Text

PAST = {
    "is": "was",
    "has": "had",
    "goes": "went",
    "walks": "walked",
    "runs": "ran",
    "hurries": "hurried",
    "takes": "took",
    "gives": "gave",
    "leaves": "left",
    "talks": "talked",
}

_PRESENT = re.compile(rf"\b(?:{'|'.join(PAST)})\b")


def retell(text: str) -> str:
    """In the past tense."""
    return _PRESENT.sub(lambda found: PAST[found[0]], text)


def past_texts(texts: Sequence[str], tokeniser: Tokeniser) -> list[Text]:
    return [Text(tokens=tuple(tokeniser.encode(retell(text)))) for text in texts]
