import numpy as np


def log_softmax(x):
    x = x - x.max(axis=-1)[..., None]
    return x - np.log(np.exp(x).sum(-1))[..., None]


def sequence_log_probabilities(logits, tokens, answer):
    logits = np.asarray(logits).astype(np.float64)
    tokens, answer = np.asarray(tokens), np.asarray(answer)
    if logits.ndim != 3 or not logits.size or not tokens.shape == answer.shape == logits.shape[:2]:
        raise ValueError("shapes")
    if answer.dtype != np.bool_ or tokens.dtype.kind not in ("i", "u") or np.any(answer[:, :1]):
        raise ValueError("answer or tokens")
    if not np.isin(tokens, np.arange(logits.shape[2])).all():
        raise ValueError("tokens outside the vocabulary")
    hot = tokens[..., None] == np.arange(logits.shape[2])
    logs = np.where(hot[:, 1:], log_softmax(logits)[:, :-1], 0.0).sum(axis=2)
    return (logs * answer[:, 1:]).sum(axis=1)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    sums = (policy_chosen, policy_rejected, reference_chosen, reference_rejected)
    pc, pr, rc, rr = (np.asarray(one, dtype=np.float64) for one in sums)
    if len({one.shape for one in (pc, pr, rc, rr)}) > 1 or pc.ndim != 1 or pc.size < 1:
        raise ValueError("pairs")
    if not (np.isfinite(beta) and beta > 0):
        raise ValueError("beta")
    margins = beta * ((pc - pr) - (rc - rr))
    with np.errstate(over="ignore"):
        slopes = np.where(margins > 0, np.exp(-np.abs(margins)), 1.0) / (1 + np.exp(-np.abs(margins)))
    return {
        "loss": np.mean(np.maximum(-margins, 0) + np.log1p(np.exp(-np.abs(margins)))),
        "accuracy": np.mean((pc - rc) > (pr - rr)),
        "chosen_rewards": beta * (pc - rc),
        "rejected_rewards": beta * (pr - rr),
        "by_chosen": -beta * slopes / pc.size,
        "by_rejected": beta * slopes / pc.size,
    }
