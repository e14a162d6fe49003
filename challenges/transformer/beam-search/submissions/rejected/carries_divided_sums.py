import numpy as np


def beam_search(step, start, end, width, most, alpha=0.0):
    if width < 1 or most < 1 or alpha < 0:
        raise ValueError("width, most or alpha is not possible")
    beams, finished = [((), 0.0)], []
    for length in range(1, most + 1):
        logs = np.asarray(step([[start, *tokens] for tokens, _ in beams]))
        grown = [
            (tokens + (token,), total + float(log))
            for (tokens, total), row in zip(beams, logs)
            for token, log in enumerate(row)
            if log > -np.inf
        ]
        grown.sort(key=lambda beam: (-beam[1], beam[0]))
        best = grown[:width]
        finished += [(tokens, total, total / length**alpha) for tokens, total in best if tokens[-1] == end]
        beams = [(tokens, total / length**alpha) for tokens, total in best if tokens[-1] != end]
        if not beams:
            break
    finished += [(tokens, total, total / most**alpha) for tokens, total in beams]
    finished.sort(key=lambda beam: (-beam[2], beam[0]))
    return [(list(tokens), score) for tokens, _, score in finished[:width]]
