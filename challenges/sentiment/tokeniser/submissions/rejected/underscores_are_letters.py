import html
import re

TAG = re.compile(r"</?[A-Za-z][^>]*>")
TOKEN = re.compile(r"(?:\w|(?<=\w)'(?=\w)|(?<=[0-9])[.,](?=[0-9]))+|[.,;:!?]+")


def tokenise(text):
    if not isinstance(text, str):
        raise TypeError("a review is a text")
    text = html.unescape(TAG.sub(" ", text)).lower()
    return TOKEN.findall(text.replace("\u2019", "'"))
