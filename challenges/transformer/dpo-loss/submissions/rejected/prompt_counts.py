import numpy as np


def sequence_log_probabilities(logits, tokens, answer):
    logits, tokens, answer = np.array(logits, dtype=float), np.asarray(tokens), np.asarray(answer)
    if logits.ndim != 3 or logits.size == 0 or tokens.shape != logits.shape[:2] or answer.shape != tokens.shape:
        raise ValueError("logits, tokens and answer do not fit")
    if tokens.dtype.kind not in "iu" or answer.dtype != bool or tokens.min() < 0 or tokens.max() >= logits.shape[2]:
        raise ValueError("tokens must be numbers of the vocabulary, and answer bools")
    if answer[:, 0].any():
        raise ValueError("nothing predicts the first token")
    logits = logits[:, :-1] - logits[:, :-1].max(axis=2, keepdims=True)
    chosen = np.take_along_axis(logits, tokens[:, 1:, None].astype(int), axis=2)[..., 0]
    logs = chosen - np.log(np.exp(logits).sum(axis=2))
    return logs.sum(axis=1)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    pairs = [policy_chosen, policy_rejected, reference_chosen, reference_rejected]
    pairs = [np.array(one, dtype=float) for one in pairs]
    if any(one.shape != pairs[0].shape or one.ndim != 1 or len(one) == 0 for one in pairs):
        raise ValueError("there must be as many of each, and at least one")
    if not 0 < beta < np.inf:
        raise ValueError("beta must be a finite number above 0")
    chosen, rejected = beta * (pairs[0] - pairs[2]), beta * (pairs[1] - pairs[3])
    margins = chosen - rejected
    slopes = -beta * np.exp(-np.logaddexp(0, margins)) / len(margins)
    return {
        "loss": float(np.logaddexp(0, -margins).mean()),
        "accuracy": float((margins > 0).mean()),
        "chosen_rewards": chosen,
        "rejected_rewards": rejected,
        "by_chosen": slopes,
        "by_rejected": -slopes,
    }
