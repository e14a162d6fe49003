import re
from collections import Counter


def cut(text):
    return [piece.encode() for piece in re.split("(?= )", text) if piece]


def spell(numbers):
    """Tokens as characters of one string, so that str.replace merges from the left."""
    return "".join(map(chr, numbers))


def train(texts, size):
    if size < 256:
        raise ValueError("at least 256")
    words = Counter(spell(piece) for text in texts for piece in cut(text))
    merges = []
    for new in range(256, size):
        pairs = Counter()
        for word, count in words.items():
            for i in range(len(word) - 1):
                pairs[word[i : i + 2]] += count
        if not pairs or max(pairs.values()) < 2:
            break
        best = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[0]
        merges.append((ord(best[0]), ord(best[1])))
        words = Counter({word.replace(best, chr(new)): count for word, count in words.items()})
    return merges


def encode(text, merges):
    order = {}
    for rank, (left, right) in enumerate(merges):
        order[chr(left) + chr(right)] = rank
    found = []
    for piece in cut(text):
        word = spell(piece)
        while True:
            ranks = [order[word[i : i + 2]] for i in range(len(word) - 1) if word[i : i + 2] in order]
            if not ranks:
                break
            left, right = merges[min(ranks)]
            word = word.replace(chr(left) + chr(right), chr(256 + min(ranks)))
        found += map(ord, word)
    return found


def decode(tokens, merges):
    def spelt(token):
        if token < 0 or token >= 256 + len(merges):
            raise ValueError("no such token")
        return bytes([token]) if token < 256 else spelt(merges[token - 256][0]) + spelt(merges[token - 256][1])

    return b"".join(map(spelt, tokens)).decode(errors="replace")
