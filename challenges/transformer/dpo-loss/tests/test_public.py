"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

LOGITS = [[[math.log(3), 0.0], [0.0, 0.0], [9.0, 9.0]]]


def test_log_probability_of_an_answer(candidate):
    found = candidate.sequence_log_probabilities(LOGITS, [[1, 0, 1]], [[False, True, True]])
    expect.close(found, [math.log(0.75) + math.log(0.5)], what="the log-probabilities")


def test_loss_of_one_pair(candidate):
    found = expect.mapping(candidate.dpo_loss([-1.0], [-4.0], [-2.0], [-3.0], beta=0.5), what="the result")
    expect.close(found.get("loss"), math.log(1 + math.exp(-1.0)), what="the loss")
    expect.close(found.get("chosen_rewards"), [0.5], what="the rewards of what was chosen")
    expect.close(found.get("rejected_rewards"), [-0.5], what="the rewards of what was rejected")


def test_loss_before_any_step(candidate):
    found = expect.mapping(candidate.dpo_loss([-1.0, -9.0], [-4.0, -2.0], [-1.0, -9.0], [-4.0, -2.0]))
    expect.close(found.get("loss"), math.log(2), what="the loss")
    expect.close(found.get("accuracy"), 0.0, what="the accuracy")
