"""The network in Keras is the one in torch."""

from importlib.util import find_spec

import numpy as np
import pytest

torch = pytest.importorskip("torch")
if find_spec("keras") is None:
    pytest.skip("Keras comes with the extra mlops", allow_module_level=True)

from projects.sentiment.data import Split  # noqa: E402
from projects.sentiment.keras_twin import build_twin, copy_weights, pad_codes, train_twin  # noqa: E402
from projects.sentiment.plan import NetworkPlan  # noqa: E402
from projects.sentiment.recurrent import Network, pad  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
"""Keras and NumPy 2 have not agreed yet on how arrays are copied."""

PLAN = NetworkPlan(words=30, length=12, size=5, hidden=4, epochs=2, batch=8, rate=0.05)


def test_with_the_same_weights_the_two_say_the_same_whatever_the_padding() -> None:
    torch.manual_seed(1)
    network, twin = Network(PLAN).eval(), build_twin(PLAN)
    copy_weights(network, twin)
    rng = np.random.default_rng(0)
    reviews = [rng.integers(1, 32, length) for length in (12, 7, 1)]
    with torch.no_grad():
        theirs = network(pad(reviews)).numpy()
    for length in (12, 20):
        ours = np.asarray(twin.predict(pad_codes(reviews, length), verbose=0))[:, 0]
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_it_learns_what_separates_the_reviews() -> None:
    documents = [["good", "film"] if row % 2 else ["bad", "film"] for row in range(60)]
    labels = np.array([row % 2 for row in range(60)], dtype=np.int8)
    parts = Split(train=np.arange(40), validation=np.arange(40, 50), test=np.arange(50, 60))
    steps: list[str] = []
    assert train_twin(documents, labels, parts, PLAN, steps.append) == 1
    assert len(steps) == PLAN.epochs
