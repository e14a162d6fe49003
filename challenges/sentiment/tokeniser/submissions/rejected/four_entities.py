import html
import re

TAG = re.compile(r"</?[A-Za-z][^>]*>")
TOKEN = re.compile(r"(?:[^\W_]|(?<=[^\W_])'(?=[^\W_])|(?<=[0-9])[.,](?=[0-9]))+|[.,;:!?]+")


def tokenise(text):
    if not isinstance(text, str):
        raise TypeError("a review is a text")
    text = TAG.sub(" ", text)
    for entity, character in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")]:
        text = text.replace(entity, character)
    text = text.lower()
    return TOKEN.findall(text.replace("\u2019", "'"))
