"""The network, its cache, LoRA, 8 bits, and the study as a whole on a handful of tales."""

import copy
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402

from projects.transformer import __main__ as command  # noqa: E402
from projects.transformer.bpe import END, train_tokeniser  # noqa: E402
from projects.transformer.errors import TransformerError  # noqa: E402
from projects.transformer.findings import load_findings, save_findings  # noqa: E402
from projects.transformer.generate import complete, pieces_of, write_on  # noqa: E402
from projects.transformer.int8 import quantise, quantise_model, stored_bytes  # noqa: E402
from projects.transformer.lora import add_lora, learnt_size, linear_layers, merge_lora  # noqa: E402
from projects.transformer.model import LanguageModel, attend  # noqa: E402
from projects.transformer.pictures import draw  # noqa: E402
from projects.transformer.plan import QUICK, LoraPlan, ModelPlan, TrainingPlan  # noqa: E402
from projects.transformer.report import summarize  # noqa: E402
from projects.transformer.rope import rotate, rotations  # noqa: E402
from projects.transformer.sampling import GREEDY, Sampling  # noqa: E402
from projects.transformer.study import load_kept, run  # noqa: E402
from projects.transformer.style import retell  # noqa: E402
from projects.transformer.tales import write_tales  # noqa: E402
from projects.transformer.train import NO_TARGET, Text, collate, loss_of, mean_nats, rate_at, train  # noqa: E402
from projects.transformer.weights import FOLDER, load_adapters, load_weights, save_adapters, save_weights  # noqa: E402

SHAPE = ModelPlan(tokens=300, width=16, layers=2, heads=4, kv_heads=2, hidden=24, context=40)
ONCE = TrainingPlan(epochs=1, batch=8, rate=1e-2)
TINY = replace(
    QUICK,
    train=40,
    validation=4,
    test=4,
    retold=20,
    written=1,
    model=ModelPlan(tokens=300, width=16, layers=1, heads=2, kv_heads=1, hidden=16, context=600),
    training=ONCE,
    lora=LoraPlan(rank=1, training=ONCE),
    tuning=ONCE,
    orders=(2,),
    timed_tokens=4,
    repeats=1,
)


TALE = "At noon Mara is at the mill. Mara has a red key. Mara leaves the red key there. She goes to the bridge."
PAST_TALE = "At noon Mara was at the mill. Mara had a red key. Mara left the red key there. She went to the bridge."


def make_model(seed: int = 0, shape: ModelPlan = SHAPE) -> LanguageModel:
    torch.manual_seed(seed)
    return LanguageModel(shape).eval()


def some_tokens(batch: int, length: int) -> Tensor:
    tokens: Tensor = torch.from_numpy(np.random.default_rng(0).integers(0, 257, (batch, length)))
    return tokens


def test_products_of_turned_queries_and_keys_depend_on_their_distance_alone() -> None:
    query, key = torch.randn(1, 8, generator=torch.Generator().manual_seed(0)), torch.arange(8.0)[None]
    products = []
    for start in (0, 5, 900):
        turned = (
            rotate(query, *rotations(torch.tensor([start + 3]), 8)),
            rotate(key, *rotations(torch.tensor([start]), 8)),
        )
        products.append(float((turned[0] * turned[1]).sum()))
    assert products == pytest.approx([products[0]] * 3, rel=1e-3)


def test_attention_is_that_of_torch() -> None:
    generator = torch.Generator().manual_seed(0)
    queries, keys, values = (torch.randn(2, 3, 5, 4, generator=generator) for _ in range(3))
    wanted = torch.nn.functional.scaled_dot_product_attention(queries, keys, values, is_causal=True)
    torch.testing.assert_close(attend(queries, keys, values), wanted)


@pytest.mark.parametrize("cut", [(12,), (1,) * 12, (5, 1, 6)])
def test_reading_with_a_cache_gives_the_logits_of_reading_at_once(cut: tuple[int, ...]) -> None:
    model, tokens = make_model(), some_tokens(2, 12)
    with torch.no_grad():
        wanted = model(tokens)
        cache = model.make_cache(batch=2)
        found = torch.cat([model(part, cache) for part in torch.split(tokens, list(cut), dim=1)], dim=1)
    torch.testing.assert_close(found, wanted, atol=1e-5, rtol=1e-4)


def test_a_later_token_changes_no_logit_before_it() -> None:
    model, tokens = make_model(), some_tokens(1, 10)
    changed = tokens.clone()
    changed[0, 6] = (changed[0, 6] + 1) % 256
    with torch.no_grad():
        before, after = model(tokens), model(changed)
    torch.testing.assert_close(before[:, :6], after[:, :6])
    assert not torch.allclose(before[:, 6:], after[:, 6:])


def test_more_tokens_than_the_context_has_are_refused() -> None:
    with pytest.raises(ValueError, match="40 tokens at most"):
        make_model()(some_tokens(1, 41))
    with pytest.raises(ValueError, match="39 tokens together"):
        list(write_on(make_model(), [1] * 30, 10, GREEDY, np.random.default_rng(0)))


def test_texts_of_a_batch_are_padded_and_padding_is_no_target() -> None:
    inputs, targets = collate([Text(tokens=(1, 2, 3), shown=2), Text(tokens=(4,))])
    assert inputs.tolist() == [[END, 1, 2, 3], [END, 4, END, END]]
    assert targets.tolist() == [[NO_TARGET, NO_TARGET, 3, END], [4, END, NO_TARGET, NO_TARGET]]


def test_padding_changes_no_texts_loss() -> None:
    model, short, long = make_model(), Text(tokens=(1, 2)), Text(tokens=tuple(range(20)))
    with torch.no_grad():
        alone = loss_of(model, *collate([short])).item()
    assert mean_nats(model, [short]) == pytest.approx(alone)
    both = mean_nats(model, [short, long])
    assert both == pytest.approx((3 * alone + 21 * mean_nats(model, [long])) / 24, rel=1e-5)


def test_the_rate_climbs_in_a_line_and_falls_to_a_tenth() -> None:
    rates = [rate_at(step, 100, 0.1) for step in range(100)]
    assert rates[:10] == pytest.approx([0.1 * step for step in range(1, 11)])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] == pytest.approx(0.1, abs=0.01)


def test_two_trainings_agree_and_learn() -> None:
    texts = [Text(tokens=(1, 2, 3, 4) * 4)] * 32
    found = []
    for _ in range(2):
        model = make_model()
        before = mean_nats(model, texts)
        curve = train(model, texts, texts[:1], replace(ONCE, epochs=3), lambda _: None)
        found.append(curve)
        assert curve[-1].validation_nats < 0.8 * before
    assert found[0] == found[1]


def test_tuning_with_lora_begins_at_the_model_and_changes_thin_matrices_alone() -> None:
    model, tokens = make_model(), some_tokens(1, 8)
    kept = {name: array.clone() for name, array in model.state_dict().items()}
    with torch.no_grad():
        wanted = model(tokens)
        layers = [layer for _, _, layer in linear_layers(model)]
        add_lora(model, LoraPlan(rank=2))
        torch.testing.assert_close(model(tokens), wanted)
    assert learnt_size(model) == sum(2 * (layer.in_features + layer.out_features) for layer in layers)
    train(model, [Text(tokens=(1, 2, 3))] * 16, [Text(tokens=(1, 2, 3))], ONCE, lambda _: None)
    frozen = {name.replace("kept.", ""): array for name, array in model.state_dict().items()}
    for name, array in kept.items():
        assert torch.equal(frozen[name], array)
    with torch.no_grad():
        tuned = model(tokens)
        assert not torch.allclose(tuned, wanted)
        merge_lora(model)
        torch.testing.assert_close(model(tokens), tuned, atol=1e-5, rtol=1e-4)
    assert model.state_dict().keys() == kept.keys()


def test_an_error_of_8_bits_is_at_most_half_a_step_of_its_row() -> None:
    weight = torch.randn(6, 9, generator=torch.Generator().manual_seed(0)) * torch.logspace(-3, 3, 6)[:, None]
    weight[2] = 0
    whole, scales = quantise(weight)
    assert whole.dtype == torch.int8
    assert whole.abs().amax(dim=1).tolist() == [127, 127, 0, 127, 127, 127]
    assert ((whole * scales[:, None] - weight).abs() <= 0.5001 * scales[:, None]).all()


def test_8_bits_take_a_quarter_of_the_layers_memory_and_hardly_change_a_logit() -> None:
    model, tokens = make_model(), some_tokens(1, 8)
    small = copy.deepcopy(model)
    quantise_model(small)
    linear = sum(layer.weight.numel() for _, _, layer in linear_layers(model))
    rows = sum(layer.out_features for _, _, layer in linear_layers(model))
    assert stored_bytes(model) - stored_bytes(small) == 3 * linear - 4 * rows
    with torch.no_grad():
        torch.testing.assert_close(small(tokens), model(tokens), atol=0.05, rtol=0.05)


def test_kept_weights_are_those_of_the_model_in_half_precision(tmp_path: Path) -> None:
    model = make_model()
    save_weights(model, tmp_path / "w.npz")
    loaded = load_weights(tmp_path / "w.npz", SHAPE)
    for name, array in model.state_dict().items():
        torch.testing.assert_close(loaded.state_dict()[name], array, rtol=1e-3, atol=1e-5)
    with pytest.raises(TransformerError, match="another shape"):
        load_weights(tmp_path / "w.npz", replace(SHAPE, hidden=20))


def test_weights_that_hold_objects_are_refused(tmp_path: Path) -> None:
    arrays = {name: np.array([{}]) for name in make_model().state_dict()}
    np.savez(tmp_path / "w.npz", **arrays)  # type: ignore[arg-type]  # no array is called allow_pickle
    with pytest.raises(TransformerError, match="train again"):
        load_weights(tmp_path / "w.npz", SHAPE)


def test_a_seed_decides_what_is_written() -> None:
    tokeniser, model = train_tokeniser([], 257), make_model(shape=replace(SHAPE, tokens=257))
    first, again, other = (complete(model, tokeniser, "ab", Sampling(), seed, most=20) for seed in (1, 1, 2))
    assert first == again != other


def test_a_character_of_several_tokens_comes_when_it_is_whole() -> None:
    tokeniser = train_tokeniser([], 257)
    assert list(pieces_of(tokeniser, iter("a€b".encode()))) == ["a", "€", "b"]
    assert list(pieces_of(tokeniser, iter("€".encode()[:2]))) == ["�"]


def test_a_tale_retold_differs_in_its_verbs_alone_and_says_as_much() -> None:
    assert retell(TALE) == PAST_TALE
    tales = [tale.text for tale in write_tales(50, 3)]
    assert len({retell(text) for text in tales}) == len(set(tales))
    assert not {"is", "has", "goes", "takes", "gives"} & set(" ".join(map(retell, tales)).split())


def test_kept_adapters_make_the_base_the_tuned_model(tmp_path: Path) -> None:
    model, tokens = make_model(), some_tokens(1, 8)
    base = copy.deepcopy(model)
    add_lora(model, LoraPlan(rank=2))
    train(model, [Text(tokens=(1, 2, 3))] * 16, [Text(tokens=(1, 2, 3))], ONCE, lambda _: None)
    save_adapters(model, 2.0, tmp_path / "past.npz")
    load_adapters(base, tmp_path / "past.npz")
    with torch.no_grad():
        torch.testing.assert_close(base(tokens), model(tokens), atol=0.02, rtol=0.02)
    with pytest.raises(TransformerError, match="another model"):
        load_adapters(make_model(shape=replace(SHAPE, hidden=20)), tmp_path / "past.npz")


def test_a_study_is_kept_taken_up_again_drawn_and_told(tmp_path: Path) -> None:
    steps: list[str] = []
    findings = run(TINY, tmp_path, steps.append)
    again = run(TINY, tmp_path, steps.append)
    assert steps.count("training: kept from an earlier run") == 1
    assert (again.training, again.compared, again.written) == (findings.training, findings.compared, findings.written)
    assert findings.body_bits + findings.ending_bits > findings.body_floor
    save_findings(findings, tmp_path / "figures.json")
    assert load_findings(tmp_path / "figures.json") == findings
    assert all(picture.startswith("<svg") for picture in draw(findings).values())
    assert max(map(len, summarize(findings).splitlines())) <= 100
    for past in (False, True):
        model, tokeniser = load_kept(tmp_path, past=past)
        assert complete(model, tokeniser, "At noon", Sampling(), seed=0, most=5)


def test_the_kept_model_writes_on_from_a_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["generate", "--prompt", "One morning Mara is at the", "--temperature", "0"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("One morning Mara is at the ")
    assert "In the end" in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["generate", "--temperature", "-1"], "temperature"),
        (["generate", "--prompt", "mill " * 300], "shorten it"),
        (["generate", "--model", "no-such-folder"], "no trained model in no-such-folder"),
        (["predict", "no-such-file"], "cannot read no-such-file"),
        (["serve", "--port", "99999999"], "name another with --host or --port"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = [line for line in printed.err.splitlines() if not line.startswith("...")]
    assert len(lines) == 1
    assert told in lines[0]


def test_the_kept_figures_hold_no_path() -> None:
    assert "/" not in json.dumps(json.loads((FOLDER / "figures.json").read_text(encoding="utf-8")))
