"""The references of the challenges and the project compute the same: what is asked for is what works."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from projects.transformer.bpe import train_tokeniser  # noqa: E402
from projects.transformer.lora import LoraLinear  # noqa: E402
from projects.transformer.model import Attention, RmsNorm, attend  # noqa: E402
from projects.transformer.plan import ModelPlan  # noqa: E402
from projects.transformer.rope import rotate, rotations  # noqa: E402
from projects.transformer.sampling import Sampling, chances  # noqa: E402

FOLDER = Path(__file__).parents[2] / "challenges" / "transformer"
RNG = np.random.default_rng(0)


def reference(slug: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"reference of {slug}", FOLDER / slug / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn(*shape: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    return RNG.normal(size=shape).astype(np.float32)


def test_queries_are_turned_alike() -> None:
    x, positions = drawn(2, 3, 4, 6), np.array([0, 3, 9, 40])
    found = rotate(torch.from_numpy(x), *rotations(torch.from_numpy(positions), 6))
    np.testing.assert_allclose(found.numpy(), reference("rope").rotate(x, positions), atol=1e-5)


@pytest.mark.parametrize("new", [4, 1])
def test_heads_share_alike(new: int) -> None:
    queries, keys, values = drawn(2, 4, new, 6), drawn(2, 2, 4, 6), drawn(2, 2, 4, 6)
    shared = (torch.from_numpy(one).repeat_interleave(2, 1) for one in (keys, values))
    wanted = reference("grouped-query-attention").grouped_attention(queries, keys, values, causal=True)
    np.testing.assert_allclose(attend(torch.from_numpy(queries), *shared).numpy(), wanted, atol=1e-5)


def test_caches_give_the_same_token_by_token() -> None:
    torch.manual_seed(0)
    layer = Attention(ModelPlan(width=8, heads=2, kv_heads=2))
    x = torch.from_numpy(drawn(2, 5, 8))
    still = torch.ones(5, 2), torch.zeros(5, 2)  # no rotation: the challenge's layer has no positions

    class Layer:
        query, key, value, out = (
            staticmethod(lambda tokens, name=name: tokens @ getattr(layer, name).weight.detach().numpy().T)
            for name in ("query", "key", "value", "out")
        )

    cache = reference("kv-cache").CachedAttention(Layer, 2)
    found = np.concatenate([cache.step(x[:, place : place + 1].numpy()) for place in range(5)], axis=1)
    np.testing.assert_allclose(layer(x, *still, None).detach().numpy(), found, atol=1e-5)


def test_tokenisers_learn_and_encode_alike() -> None:
    # Without marks and with single spaces, the project's words are the challenge's pieces.
    text = "the mill the miller the bridge the bridges of the village " * 3
    asked = reference("byte-pair-encoding")
    tokeniser = train_tokeniser([text.strip()], 280)
    merges = asked.train([text.strip()], 279)
    assert [tuple(token - (token > 256) for token in pair) for pair in tokeniser.merges] == merges
    assert [token - (token > 256) for token in tokeniser.encode(text)[:-1]] == asked.encode(text.rstrip(), merges)


def test_layers_with_thin_matrices_and_their_merge_agree() -> None:
    torch.manual_seed(0)
    layer = LoraLinear(torch.nn.Linear(5, 4, bias=False), rank=2, scale=3.0)
    torch.nn.init.normal_(layer.up)
    x = torch.from_numpy(drawn(3, 5)).requires_grad_()
    weights = [one.detach().numpy() for one in (layer.kept.weight, layer.down, layer.up)]
    asked, alpha = reference("lora-layer"), 6.0
    y = layer(x)
    dy = drawn(3, 4)
    y.backward(torch.from_numpy(dy))
    np.testing.assert_allclose(
        y.detach().numpy(), asked.forward(x.detach().numpy(), *weights, alpha), rtol=1e-4, atol=1e-5
    )
    found = [one.grad.numpy() for one in (x, layer.down, layer.up) if one.grad is not None]
    for mine, wanted in zip(found, asked.backward(dy, x.detach().numpy(), *weights, alpha), strict=True):
        np.testing.assert_allclose(mine, wanted, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(
        layer.merged().weight.detach().numpy(), asked.merge(*weights, alpha), rtol=1e-4, atol=1e-5
    )


def test_root_mean_squares_are_taken_off_alike() -> None:
    x, gain = drawn(3, 6), drawn(6)
    norm = RmsNorm(6)
    norm.gain.data = torch.from_numpy(gain)
    wanted = reference("layer-and-rms-norm").rms_norm(x, gain, eps=1e-5)
    np.testing.assert_allclose(norm(torch.from_numpy(x)).detach().numpy(), wanted, atol=1e-5)


@pytest.mark.parametrize("how", [{}, {"temperature": 0.3}, {"top_k": 3}, {"top_p": 0.6}, {"temperature": 0.0}])
def test_tokens_have_the_same_chances(how: dict[str, float]) -> None:
    logits = drawn(12).astype(np.float64)
    wanted = reference("sampling").distribution(logits, **how)
    np.testing.assert_allclose(chances(logits, Sampling(**how)), wanted)  # type: ignore[arg-type]
