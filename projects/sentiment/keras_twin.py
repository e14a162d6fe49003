"""The network of `recurrent.py` once more, in Keras 3 on its torch backend: the same layers, the same numbers.

Both are here to be read side by side. Keras says what a layer is and lets `fit` do the rest; torch lets one write the
loop. With the weights of the one, the other says the same (a test proves it), so a model can be taken across.

    python -m projects.sentiment.keras_twin           # trains it as the study trains the torch one, in some minutes
"""

import os
import sys
from collections.abc import Callable, Sequence

# Keras chooses its backend when it is imported, and TensorFlow is not here.
os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
import numpy.typing as npt
from keras import layers, ops

from projects.sentiment.data import Labels, Split, deduplicate, load_reviews, split
from projects.sentiment.plan import FULL, QUICK, NetworkPlan
from projects.sentiment.recurrent import PADDING, Codes, Network, encode, most_frequent
from projects.sentiment.scores import best_threshold, confusion
from projects.sentiment.tokens import tokenise

_GATES = (1, 0, 2)
"""torch keeps the gates of a GRU as reset, update, new; Keras as update, reset, new."""


def build_twin(plan: NetworkPlan) -> keras.Model:
    """Codes of shape (reviews, length), zeros at the end, to log-odds of shape (reviews, 1)."""
    codes = keras.Input((None,), dtype="int64")
    read = layers.Lambda(lambda one: ops.expand_dims(ops.cast(one != PADDING, "float32"), -1))(codes)
    vectors = layers.Embedding(plan.words + 2, plan.size, name="vectors")(codes)
    # `reset_after` is the variant that torch has, with a bias of its own for the state.
    states = layers.GRU(plan.hidden, return_sequences=True, reset_after=True, name="gru")(
        layers.Dropout(plan.dropout)(vectors)
    )
    mean = layers.Lambda(lambda both: ops.sum(both[0] * both[1], 1) / ops.sum(both[1], 1))([states, read])
    odds = layers.Dense(1, name="verdict")(layers.Dropout(plan.dropout)(mean))
    return keras.Model(codes, odds)


def copy_weights(network: Network, twin: keras.Model) -> None:
    """From torch to Keras: matrices are turned, and gates are put in the other order."""

    def arranged(name: str) -> npt.NDArray[np.float32]:
        parts = np.split(network.gru.get_parameter(name).detach().numpy(), 3)
        return np.concatenate([parts[gate] for gate in _GATES])

    twin.get_layer("vectors").set_weights([network.vectors.weight.detach().numpy()])
    biases = np.stack([arranged("bias_ih_l0"), arranged("bias_hh_l0")])
    twin.get_layer("gru").set_weights([arranged("weight_ih_l0").T, arranged("weight_hh_l0").T, biases])
    verdict = network.verdict
    twin.get_layer("verdict").set_weights([verdict.weight.detach().numpy().T, verdict.bias.detach().numpy()])


def pad_codes(reviews: Sequence[Codes], length: int) -> Codes:
    """(reviews, length), filled up behind their end."""
    padded = np.full((len(reviews), length), PADDING, dtype=np.int64)
    for row, review in zip(padded, reviews, strict=True):
        row[: len(review)] = review
    return padded


def train_twin(
    documents: Sequence[Sequence[str]], labels: Labels, parts: Split, plan: NetworkPlan, progress: Callable[[str], None]
) -> float:
    """F1 on the test reviews after the best epoch, with the threshold of the validation reviews."""
    keras.utils.set_random_seed(0)
    codes = most_frequent([documents[row] for row in parts.train], plan.words)
    reviews = pad_codes([encode(document, codes, plan.length) for document in documents], plan.length)
    twin = build_twin(plan)
    twin.compile(keras.optimizers.Adam(plan.rate, clipnorm=1.0), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    best, reached = 0.0, 0.0
    for epoch in range(plan.epochs):
        twin.fit(reviews[parts.train], labels[parts.train].astype("float32"), batch_size=plan.batch, verbose=0)
        validation, test = (
            twin.predict(reviews[rows], batch_size=256, verbose=0)[:, 0].astype(np.float64)
            for rows in (parts.validation, parts.test)
        )
        threshold = best_threshold(labels[parts.validation], validation)
        f1 = confusion(labels[parts.validation], validation, threshold).f1
        progress(f"Keras GRU: epoch {epoch + 1} of {plan.epochs}, F1 on the validation reviews {f1:.3f}")
        if f1 > best:
            best, reached = f1, confusion(labels[parts.test], test, threshold).f1
    return reached


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    reviews = deduplicate(load_reviews(quick=quick))
    documents = [tokenise(text) for text in reviews.texts]
    plan = QUICK if quick else FULL
    parts = split(reviews.labels)
    f1 = train_twin(documents, reviews.labels, parts, plan.network, lambda step: print(f"... {step}", flush=True))
    print(f"F1 on the test reviews: {f1:.3f}")


if __name__ == "__main__":
    main()
