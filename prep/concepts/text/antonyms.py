"""Pairs of words that turn a statement into its opposite.

Embeddings put "high" beside "low", so opposites have to be told by a list. It holds the contrasts that occur in talk
about models, data and experiments; a word may have several opposites.
"""

from prep.concepts.text.words import stem

_PAIRS = """
high/low higher/lower highest/lowest large/small larger/smaller largest/smallest big/small bigger/smaller
biggest/smallest great/small greater/smaller greater/less more/less more/fewer most/least many/few much/little
increase/decrease increase/reduce raise/lower rise/fall grow/shrink grows/shrinks up/down gain/lose improve/worsen
improve/degrade better/worse best/worst good/bad good/poor strong/weak stronger/weaker fast/slow faster/slower
quick/slow quicker/slower cheap/expensive cheaper/costlier easy/hard easy/difficult easier/harder simple/complex
simple/complicated simpler/richer overfit/underfit overfitting/underfitting overfits/underfits positive/negative
true/false right/wrong correct/incorrect correct/wrong always/never all/none every/no everyone/nobody same/different
similar/different similar/dissimilar equal/unequal before/after first/last early/late earlier/later start/end
begin/end inside/outside in/out include/exclude with/without within/between train/test training/test
training/inference training/serving known/unknown
seen/unseen old/new past/future long/short longer/shorter wide/narrow deep/shallow dense/sparse linear/nonlinear
linear/non-linear stable/unstable balanced/imbalanced balanced/unbalanced supervised/unsupervised
parametric/nonparametric dependent/independent independent/correlated random/systematic random/deterministic
biased/unbiased precision/recall minimum/maximum minimise/maximise minimize/maximize min/max upper/lower above/below
over/under overestimate/underestimate success/failure succeed/fail pass/fail allow/prevent allow/forbid enable/disable
keep/drop keep/remove keep/discard add/remove add/subtract multiply/divide accept/reject converge/diverge
vanish/explode vanishing/exploding discrete/continuous static/dynamic online/offline local/global local/remote
public/private manual/automatic safe/unsafe safe/dangerous useful/useless helpful/harmful help/hurt
important/unimportant relevant/irrelevant necessary/unnecessary
possible/impossible likely/unlikely common/rare frequent/rare often/rarely
often/seldom usually/rarely full/empty high-risk/low-risk majority/minority near/far close/far closer/farther
narrower/wider tight/loose lenient/strict encode/decode compress/expand forward/backward ascend/descend ascent/descent
convex/concave underfit/overfits numerator/denominator sensitive/insensitive robust/fragile significant/insignificant
bias/variance lasso/ridge bagging/boosting batch/stream mean/median freeze/unfreeze encoder/decoder row/column
horizontal/vertical
"""


def _table() -> dict[str, frozenset[str]]:
    opposites: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = (stem(word) for word in pair.split("/"))
        if one != other:
            opposites.setdefault(one, set()).add(other)
            opposites.setdefault(other, set()).add(one)
    return {word: frozenset(found) for word, found in opposites.items()}


OPPOSITES = _table()
"""The stems of opposites by the stem of a word."""
