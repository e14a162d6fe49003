import numpy as np


def beam_search(step, start, end, width, most, alpha=0.0):
    if not (width >= 1 and most >= 1 and alpha >= 0):
        raise ValueError("impossible settings")
    texts, sums = np.zeros((1, 0), dtype=int), np.zeros(1)
    finished = []
    for length in range(1, most + 1):
        logs = np.asarray(step([[start] + text for text in texts.tolist()]), dtype=float)
        table = sums[:, None] + logs
        row, token = np.nonzero(np.isfinite(logs))
        grown, totals = np.column_stack([texts[row], token]), table[row, token]
        order = np.lexsort((*grown.T[::-1], -totals))[:width]
        grown, totals = grown[order], totals[order]
        over = (grown[:, -1] == end) | (length == most)
        for text, total in zip(grown[over].tolist(), totals[over].tolist()):
            finished.append((-total / length**alpha, text))
        texts, sums = grown[~over], totals[~over]
        if not len(texts):
            break
    return [(text, -score) for score, text in sorted(finished)[:width]]
