import heapq
import math


def beam_search(step, start, end, width, most, alpha=0.0):
    if min(width, most) < 1:
        raise ValueError("width and most must be at least 1")
    if alpha < 0:
        raise ValueError("alpha must be at least 0")
    alive, done = [(0.0, [])], []
    while alive and most > 0:
        most -= 1
        table = step([[start] + text for _, text in alive])
        candidates = (
            (cost - float(log), text + [token])
            for (cost, text), row in zip(alive, table)
            for token, log in enumerate(row)
            if not math.isinf(log)
        )
        alive = []
        for cost, text in heapq.nsmallest(width, candidates):
            (done if text[-1] == end or most == 0 else alive).append((cost, text))
    ranked = sorted((cost / len(text) ** alpha, text) for cost, text in done)
    return [(text, -cost) for cost, text in ranked[:width]]
