import re
from collections import Counter


def train(texts, size):
    if size < 256:
        raise ValueError("there are 256 bytes at least")
    pieces = Counter(tuple(piece) for text in texts for piece in _cut(text))
    merges = []
    while len(merges) < size - 256:
        pairs = Counter()
        for piece, count in pieces.items():
            for pair in zip(piece, piece[1:]):
                pairs[pair] += count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        pieces = {_merge(piece, best, 256 + len(merges)): count for piece, count in pieces.items()}
        merges.append(best)
    return merges


def encode(text, merges):
    ranks = {tuple(pair): rank for rank, pair in enumerate(merges)}
    tokens = []
    for piece in _cut(text):
        piece = tuple(piece)
        while pairs := [pair for pair in zip(piece, piece[1:]) if pair in ranks]:
            best = min(pairs, key=ranks.get)
            piece = _merge(piece, best, 256 + ranks[best])
        tokens += piece
    return tokens


def decode(tokens, merges):
    pieces = [bytes([byte]) for byte in range(256)]
    for left, right in merges:
        pieces.append(pieces[left] + pieces[right])
    if any(not 0 <= token < len(pieces) for token in tokens):
        raise ValueError("there is no such token")
    return b"".join(pieces[token] for token in tokens).decode("utf-8", errors="ignore")


def _cut(text):
    """Bytes, cut before each space."""
    return re.findall(rb" ?[^ ]+| ", text.encode())


def _merge(piece, pair, merged):
    found, place = [], 0
    while place < len(piece):
        if piece[place : place + 2] == pair:
            found.append(merged)
            place += 2
        else:
            found.append(piece[place])
            place += 1
    return tuple(found)
