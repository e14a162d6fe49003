import math

import numpy as np


def sequence_log_probabilities(logits, tokens, answer):
    logits, tokens, answer = np.asarray(logits, dtype=np.float64), np.asarray(tokens), np.asarray(answer)
    if logits.ndim != 3 or 0 in logits.shape:
        raise ValueError("logits")
    b, n, v = logits.shape
    if tokens.shape != (b, n) or not np.issubdtype(tokens.dtype, np.integer) or answer.shape != (b, n):
        raise ValueError("tokens or answer")
    if answer.dtype.kind != "b" or answer[:, 0].any() or (tokens < 0).any() or (tokens >= v).any():
        raise ValueError("tokens or answer")
    sums = np.zeros(b)
    for text in range(b):
        for place in range(1, n):
            if answer[text, place]:
                row = logits[text, place - 1]
                top = row.max()
                sums[text] += row[tokens[text, place]] - top - math.log(math.fsum(np.exp(row - top)))
    return sums


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    parts = [np.asarray(one) for one in (policy_chosen, policy_rejected, reference_chosen, reference_rejected)]
    if any(one.ndim != 1 or one.shape != parts[0].shape for one in parts) or not parts[0].size:
        raise ValueError("pairs")
    if not math.isfinite(beta) or beta <= 0:
        raise ValueError("beta")
    count = len(parts[0])
    losses, right, result = [], 0, {}
    for name in ("chosen_rewards", "rejected_rewards", "by_chosen", "by_rejected"):
        result[name] = np.zeros(count)
    for i, (pc, pr, rc, rr) in enumerate(zip(*[one.tolist() for one in parts], strict=True)):
        result["chosen_rewards"][i], result["rejected_rewards"][i] = beta * (pc - rc), beta * (pr - rr)
        margin = beta * (pc - rc) - beta * (pr - rr)
        small = math.exp(-abs(margin))
        losses.append(max(-margin, 0.0) + math.log1p(small))
        wrong = small / (1 + small) if margin > 0 else 1 / (1 + small)
        result["by_chosen"][i], result["by_rejected"][i] = -beta * wrong / count, beta * wrong / count
        right += margin > 0
    return result | {"loss": math.fsum(losses) / count, "accuracy": right / count}
