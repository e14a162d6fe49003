from collections import Counter, defaultdict


def pieces_of(text):
    first, *others = text.split(" ")
    pieces = [first] + [" " + other for other in others]
    return [list(piece.encode("utf-8")) for piece in pieces if piece]


def merged(tokens, pair, new):
    result = []
    for token in tokens:
        if result and (result[-1], token) == pair:
            result[-1] = new
        else:
            result.append(token)
    return result


def train(texts, size):
    if size < 256:
        raise ValueError("size")
    counts = Counter()
    for text in texts:
        counts.update(map(tuple, pieces_of(text)))
    pieces, times = [list(piece) for piece in counts], list(counts.values())
    pairs, where = Counter(), defaultdict(set)
    for number, piece in enumerate(pieces):
        for pair in zip(piece, piece[1:]):
            pairs[pair] += times[number]
            where[pair].add(number)
    merges = []
    for new in range(256, size):
        top = max(pairs.values(), default=0)
        if top < 2:
            break
        best = min(pair for pair, count in pairs.items() if count == top)
        merges.append(best)
        for number in list(where[best]):
            for pair in zip(pieces[number], pieces[number][1:]):
                pairs[pair] -= times[number]
            pieces[number] = merged(pieces[number], best, new)
            for pair in zip(pieces[number], pieces[number][1:]):
                pairs[pair] += times[number]
                where[pair].add(number)
    return merges


def encode(text, merges):
    tokens = []
    for piece in pieces_of(text):
        ranks = {tuple(pair): rank for rank, pair in enumerate(merges)}
        while True:
            known = [ranks[pair] for pair in zip(piece, piece[1:]) if pair in ranks]
            if not known:
                break
            piece = merged(piece, tuple(merges[min(known)]), 256 + min(known))
        tokens.extend(piece)
    return tokens


def decode(tokens, merges):
    table = {byte: bytes([byte]) for byte in range(256)}
    for number, (left, right) in enumerate(merges, start=256):
        table[number] = table[left] + table[right]
    try:
        return b"".join(table[token] for token in tokens).decode("utf-8", "replace")
    except KeyError as error:
        raise ValueError("no such token") from error
