"""Puts stand-ins where a character joins two letters, blanks around everything else, and splits."""
import html
import re

JOINERS = {"'": "\ue000", ".": "\ue001", ",": "\ue002"}
BACK = str.maketrans({stand_in: joiner for joiner, stand_in in JOINERS.items()})


def tokenise(text):
    if not isinstance(text, str):
        raise TypeError("not a text")
    text = re.sub(r"<(?:/[a-z]|[a-z]).*?>", " ", text, flags=re.DOTALL | re.IGNORECASE | re.ASCII)
    text = html.unescape(text).lower().replace("\u2019", "'")
    text = re.sub(r"(?<=[^\W_])'(?=[^\W_])", JOINERS["'"], text)
    text = re.sub(r"(?<=[0-9])[.,](?=[0-9])", lambda found: JOINERS[found[0]], text)
    text = re.sub(r"[^\w\ue000-\ue002.,;:!?]|_", " ", text)
    text = re.sub(r"[.,;:!?]+", r" \g<0> ", text)
    return [token.translate(BACK) for token in text.split()]
