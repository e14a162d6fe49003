"""The project's experiments, in order: a tokeniser, a model, what it is worth, a second style, 8 bits.

Nothing is chosen on the test tales; they are asked when everything else is done.
"""

import copy
import hashlib
import json
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from projects.transformer import baselines, clock
from projects.transformer.bpe import Tokeniser, load_tokeniser, train_tokeniser
from projects.transformer.errors import TransformerError
from projects.transformer.findings import (
    Cached,
    Compared,
    Corpus,
    Findings,
    Speed,
    Training,
    Tuned,
    Written,
    read_training,
)
from projects.transformer.generate import complete
from projects.transformer.int8 import quantise_model, stored_bytes
from projects.transformer.lora import add_lora, learnt_size, merge_lora
from projects.transformer.model import LanguageModel
from projects.transformer.plan import ModelPlan, Plan
from projects.transformer.reading import Verdict, read
from projects.transformer.sampling import Sampling
from projects.transformer.style import past_texts
from projects.transformer.tales import Tale, write_tales
from projects.transformer.train import Progress, Text, total_nats, train
from projects.transformer.weights import load_adapters, load_weights, save_adapters, save_weights

BASE, TUNED, TOKENISER, TRAINING = "base.npz", "past.npz", "tokeniser.json", "training.json"

WAYS: dict[str, Sampling] = {
    "temperature 1": Sampling(),
    "temperature 0.7": Sampling(temperature=0.7),
    "top-p 0.9": Sampling(top_p=0.9),
    "top-k 5": Sampling(top_k=5),
    "temperature 0.3": Sampling(temperature=0.3),
}

_TRAIN_SEED, _VALIDATION_SEED, _TEST_SEED, _RETOLD_SEED = range(1, 5)


@dataclass(frozen=True, kw_only=True)
class Material:
    """The texts and what they are in tokens."""

    train: tuple[Tale, ...]
    validation: tuple[Tale, ...]
    test: tuple[Tale, ...]
    tokeniser: Tokeniser

    def texts(self, tales: Sequence[Tale]) -> list[Text]:
        return [Text(tokens=tuple(self.tokeniser.encode(tale.text))) for tale in tales]

    def tokens(self, tales: Sequence[Tale]) -> list[list[int]]:
        return [self.tokeniser.encode(tale.text) for tale in tales]


def run(plan: Plan, folder: Path, progress: Progress) -> Findings:
    """All experiments; weights and tokeniser are written to `folder`, and a finished training is taken up again."""
    torch.set_num_threads(1)
    progress("writing the tales and learning the tokeniser")
    material = gather(plan)
    model, training = train_base(plan, material, folder, progress)
    bytes_, nats = _bytes(material.test), _test_nats(model, material)
    progress("counting and compressing, for comparison")
    compared = (*_baselines(plan, material), Compared(name="this model", bits=_bits(nats, bytes_)))
    ending = _ending_bits(model, material)
    progress("writing tales")
    written = tuple(_write(model, material, name, how, plan.written) for name, how in WAYS.items())
    tuned = _tune(plan, material, model, folder, progress)
    progress("8 bits, and the clock")
    count = len(material.test)
    return Findings(
        quick=plan.quick,
        corpus=_describe(material),
        training=training,
        compared=compared,
        ending_bits=ending,
        body_bits=_bits(nats, count) - ending,
        body_floor=sum(tale.bits for tale in material.test) / count,
        written=written,
        sample=complete(model, material.tokeniser, "", Sampling(), seed=1),
        tuned=tuned,
        cached=_cache(plan, model),
        speeds=_speeds(plan, material, model),
    )


def gather(plan: Plan) -> Material:
    tales = tuple(write_tales(plan.train, _TRAIN_SEED))
    return Material(
        train=tales,
        validation=tuple(write_tales(plan.validation, _VALIDATION_SEED)),
        test=tuple(write_tales(plan.test, _TEST_SEED)),
        tokeniser=train_tokeniser((tale.text for tale in tales), plan.model.tokens),
    )


def train_base(plan: Plan, material: Material, folder: Path, progress: Progress) -> tuple[LanguageModel, Training]:
    """From random weights, unless a run with the same plan has finished in this folder."""
    shape = ModelPlan(**asdict(plan.model) | {"tokens": material.tokeniser.size})
    key = hashlib.sha256(repr((plan.train, plan.validation, shape, plan.training)).encode()).hexdigest()
    kept = _find_training(folder, key)
    if kept is not None:
        progress("training: kept from an earlier run")
        return load_weights(folder / BASE, shape), kept
    torch.manual_seed(0)
    model = LanguageModel(shape)
    began = time.process_time()
    curve = train(model, material.texts(material.train), material.texts(material.validation), plan.training, progress)
    training = Training(name="base", learnt=model.size, curve=curve, cpu_s=time.process_time() - began)
    material.tokeniser.save(folder / TOKENISER)
    save_weights(model, folder / BASE)
    (folder / TRAINING).write_text(
        json.dumps({"key": key, "shape": asdict(shape), "training": asdict(training)}), encoding="utf-8"
    )
    # What is measured is what is kept: weights in half precision.
    return load_weights(folder / BASE, shape), training


def load_kept(folder: Path, *, past: bool = False) -> tuple[LanguageModel, Tokeniser]:
    """A finished model, or with `past` the one tuned to the second style. Raises TransformerError."""
    try:
        shape = ModelPlan(**json.loads((folder / TRAINING).read_text(encoding="utf-8"))["shape"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TransformerError(f"no trained model in {folder}; run the study first, with --out {folder}") from error
    model = load_weights(folder / BASE, shape)
    if past:
        load_adapters(model, folder / TUNED)
    return model, load_tokeniser(folder / TOKENISER)


def _find_training(folder: Path, key: str) -> Training | None:
    try:
        raw = json.loads((folder / TRAINING).read_text(encoding="utf-8"))
        return read_training(raw["training"]) if raw["key"] == key and (folder / BASE).is_file() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _describe(material: Material) -> Corpus:
    train_tokens, test_tokens = (sum(map(len, material.tokens(part))) for part in (material.train, material.test))
    return Corpus(
        train_bytes=_bytes(material.train),
        train_tokens=train_tokens,
        test_bytes=_bytes(material.test),
        test_tokens=test_tokens,
        vocabulary=material.tokeniser.size,
        floor=sum(tale.bits for tale in material.test) / _bytes(material.test),
    )


def _baselines(plan: Plan, material: Material) -> list[Compared]:
    train, test = material.tokens(material.train), material.tokens(material.test)
    bytes_, size = _bytes(material.test), material.tokeniser.size
    # An end mark costs a model bits, and a line feed a compressor.
    joined, asked = ("".join(tale.text + "\n" for tale in part) for part in (material.train, material.test))
    rows = [
        Compared(name="tokens by their frequency", bits=baselines.unigram_bits(train, test, size) / bytes_),
        Compared(name="gzip", bits=baselines.compressed_bits(joined, asked, baselines.gzip_best) / bytes_),
        Compared(name="xz", bits=baselines.compressed_bits(joined, asked, baselines.xz_best) / bytes_),
    ]
    for order in plan.orders:
        counted = baselines.KneserNey(train, order, size)
        rows.append(Compared(name=f"Kneser-Ney, {order} tokens", bits=counted.bits(test) / bytes_))
    return rows


def _test_nats(model: LanguageModel, material: Material) -> float:
    return total_nats(model, material.texts(material.test))[0]


def _bits(nats: float, parts: int) -> float:
    """Bits a byte, or a tale."""
    return nats / math.log(2) / parts


def _bytes(tales: Sequence[Tale]) -> int:
    return sum(len(tale.text.encode()) for tale in tales)


def _ending_bits(model: LanguageModel, material: Material) -> float:
    """A tale, given everything before its last sentence."""
    texts = []
    for tale in material.test:
        body = material.tokeniser.encode(tale.body)
        texts.append(Text(tokens=tuple(material.tokeniser.encode(tale.text)), shown=len(body)))
    return _bits(total_nats(model, texts)[0], len(texts))


def _write(model: LanguageModel, material: Material, name: str, how: Sampling, count: int) -> Written:
    texts = [complete(model, material.tokeniser, "", how, seed) for seed in range(count)]
    verdicts = [read(text) for text in texts]
    known = {tale.text for tale in material.train}

    def share(verdict: Verdict) -> float:
        return verdicts.count(verdict) / len(verdicts)

    return Written(
        how=name,
        tales=len(texts),
        true=share(Verdict.TRUE),
        false_ending=share(Verdict.FALSE_ENDING),
        impossible=share(Verdict.IMPOSSIBLE),
        unreadable=share(Verdict.UNREADABLE),
        copied=sum(text in known for text in texts) / len(texts),
    )


def _tune(plan: Plan, material: Material, base: LanguageModel, folder: Path, progress: Progress) -> tuple[Tuned, ...]:
    """The model as it is, with LoRA, and with all of it tuned: what each learns of the past tense, and forgets."""
    retold = past_texts([tale.text for tale in write_tales(plan.retold, _RETOLD_SEED)], material.tokeniser)
    validation = past_texts([tale.text for tale in material.validation], material.tokeniser)
    torch.manual_seed(0)
    thin = copy.deepcopy(base)
    add_lora(thin, plan.lora)
    learnt = learnt_size(thin)
    train(thin, retold, validation, plan.lora.training, progress, "LoRA")
    save_adapters(thin, plan.lora.scale, folder / TUNED)
    merge_lora(thin)
    whole = copy.deepcopy(base)
    train(whole, retold, validation, plan.tuning, progress, "tuning all of it")
    return (
        _both_styles("the model as it is", 0, base, material),
        _both_styles(f"LoRA of rank {plan.lora.rank}", learnt, thin, material),
        _both_styles("all of it tuned", whole.size, whole, material),
    )


def _both_styles(name: str, learnt: int, model: LanguageModel, material: Material) -> Tuned:
    past = past_texts([tale.text for tale in material.test], material.tokeniser)
    tales = len(past)
    return Tuned(
        name=name,
        learnt=learnt,
        past_bits=_bits(total_nats(model, past)[0], tales),
        present_bits=_bits(_test_nats(model, material), tales),
    )


def _cache(plan: Plan, model: LanguageModel) -> Cached:
    shape = model.plan
    numbers = 2 * shape.layers * shape.width // shape.heads * 4
    return Cached(
        tokens=plan.timed_tokens,
        with_ms=clock.ms_a_token(model, plan.timed_tokens, plan.repeats),
        without_ms=clock.ms_a_token_without_cache(model, plan.timed_tokens, plan.repeats),
        bytes_a_token=numbers * shape.kv_heads,
        bytes_without_groups=numbers * shape.heads,
    )


def _speeds(plan: Plan, material: Material, model: LanguageModel) -> tuple[Speed, ...]:
    small = copy.deepcopy(model)
    quantise_model(small)
    return tuple(
        Speed(
            name=name,
            stored_bytes=stored_bytes(one),
            bits=_bits(_test_nats(one, material), _bytes(material.test)),
            ms_a_token=clock.ms_a_token(one, plan.timed_tokens, plan.repeats),
        )
        for name, one in (("32 bits", model), ("linear layers in 8 bits", small))
    )
