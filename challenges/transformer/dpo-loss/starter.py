"""A DPO loss with its gradient. See the prompt for the contract."""

import numpy as np


def sequence_log_probabilities(logits, tokens, answer):
    """Sums over the tokens of the answers, shape (b,)."""
    raise NotImplementedError


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    """The loss, its gradients, rewards and accuracy."""
    raise NotImplementedError
