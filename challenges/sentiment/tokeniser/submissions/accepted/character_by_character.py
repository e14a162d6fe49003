from html import unescape

ASCII_LETTERS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
DIGITS = set("0123456789")
MARKS = set(".,;:!?")


def without_tags(text):
    out, i = [], 0
    while i < len(text):
        if text[i] == "<":
            name = i + 2 if text[i + 1 : i + 2] == "/" else i + 1
            end = text.find(">", i)
            if end > 0 and text[name : name + 1] in ASCII_LETTERS:
                out.append(" ")
                i = end + 1
                continue
        out.append(text[i])
        i += 1
    return "".join(out)


def joins(text, i):
    if not 0 < i < len(text) - 1:
        return False
    before, after = text[i - 1], text[i + 1]
    if text[i] == "'":
        return before.isalnum() and after.isalnum()
    return text[i] in ".," and before in DIGITS and after in DIGITS


def tokenise(text):
    if not isinstance(text, str):
        raise TypeError(f"expected text, got {type(text).__name__}")
    text = unescape(without_tags(text)).lower().replace(chr(0x2019), "'")
    tokens, kind = [], None
    for i, character in enumerate(text):
        if character.isalnum() or joins(text, i):
            now = "word"
        elif character in MARKS:
            now = "marks"
        else:
            now = None
        if now is not None:
            if now == kind:
                tokens[-1] += character
            else:
                tokens.append(character)
        kind = now
    return tokens
