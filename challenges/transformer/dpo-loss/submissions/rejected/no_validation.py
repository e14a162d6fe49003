import numpy as np


def sequence_log_probabilities(logits, tokens, answer):
    logits, tokens, answer = np.array(logits, dtype=float), np.asarray(tokens), np.asarray(answer)
    logits = logits[:, :-1] - logits[:, :-1].max(axis=2, keepdims=True)
    chosen = np.take_along_axis(logits, tokens[:, 1:, None].astype(int), axis=2)[..., 0]
    logs = chosen - np.log(np.exp(logits).sum(axis=2))
    return np.where(answer[:, 1:], logs, 0).sum(axis=1)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    pairs = [policy_chosen, policy_rejected, reference_chosen, reference_rejected]
    pairs = [np.array(one, dtype=float) for one in pairs]
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
