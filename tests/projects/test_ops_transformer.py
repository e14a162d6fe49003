"""The transformer as a system: its pipeline in little, what its tales must be, and what its kept model promises."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("pandera")

import torch

from projects.ops.command import run_part
from projects.ops.errors import RefusedError
from projects.ops.files import read_json
from projects.transformer.errors import TransformerError
from projects.transformer.model import LanguageModel
from projects.transformer.ops import contract, stages
from projects.transformer.ops.predictor import TaleWriter, load_writer
from projects.transformer.ops.project import PROJECT
from projects.transformer.ops.slices import measure_names, slice_tales
from projects.transformer.plan import LoraPlan, ModelPlan, Plan, TrainingPlan
from projects.transformer.tales import Tale, write_tales
from tests.projects.small_runs import run_all, small_places

ONCE = TrainingPlan(epochs=1, batch=16, rate=1e-2)
TINY = Plan(
    quick=True,
    train=200,
    validation=10,
    test=40,
    retold=10,
    written=2,
    model=ModelPlan(tokens=400, width=16, layers=1, heads=2, kv_heads=1, hidden=16),
    training=ONCE,
    lora=LoraPlan(rank=1, training=ONCE),
    tuning=ONCE,
    orders=(2,),
    timed_tokens=4,
    repeats=1,
)
LITTLE = {"quick": True, "slice_tales": 40, "gate": [{"figure": "checks.untrue", "at_most": 0}]}
OPENING = "One morning Mara is at the mill and Otto is at the bridge."


@pytest.fixture(scope="module")
def writer() -> TaleWriter:
    return load_writer(PROJECT.places.model)


def test_the_pipeline_goes_from_the_generator_to_the_cards_and_gives_the_same_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "QUICK", TINY)
    first, again = (run_all(PROJECT, small_places(PROJECT, tmp_path / name, LITTLE)) for name in ("a", "b"))
    assert first.metrics.read_bytes() == again.metrics.read_bytes()
    assert read_json(first.model / "model.json") == read_json(again.model / "model.json")
    told = read_json(first.model / "examples.json")
    assert load_writer(again.model).predict(told["rows"]) == told["answers"]
    assert load_writer(first.model).label in (first.cards / "MODEL.md").read_text(encoding="utf-8")


def test_the_tales_keep_their_contract_and_each_is_possible() -> None:
    train, test = list(write_tales(60, 1)), list(write_tales(60, 3))
    contract.check_contract([*train, *test])
    assert contract.check_tales(train, test, most_false=0).untrue == 0


@pytest.mark.parametrize(
    ("text", "bits", "said"),
    [
        ("Too short.", 50.0, "40 to 1,500 characters"),
        ("One morning Mara is at the m\u00fchle and nobody else is.", 50.0, "letters that the tokeniser has seen"),
        ("One morning Mara is at the mill and nobody else is", 50.0, "an end"),
        ("One morning Mara is at the mill and nobody else is.", 1.0, r"in_range\(10, 400\)"),
    ],
)
def test_a_tale_that_breaks_the_contract_is_refused(text: str, bits: float, said: str) -> None:
    tale = next(iter(write_tales(1, 1)))
    broken = _tale(text, bits)
    with pytest.raises(TransformerError, match=said):
        contract.check_contract([tale, broken])


def _tale(text: str, bits: float) -> Tale:
    body, _, ending = text.rpartition(" ")
    return Tale(body=body, ending=ending, bits=bits)


def test_a_tale_on_both_sides_and_one_that_cannot_be_are_found() -> None:
    train, test = list(write_tales(20, 1)), list(write_tales(20, 3))
    with pytest.raises(TransformerError, match="1 test tales are among those to learn from"):
        contract.check_tales([*train, test[0]], test, most_false=0)
    other = max(test, key=lambda tale: tale.text.count(" gives "))
    first, *rest = other.text.split(". ")
    mixed = _tale(". ".join([*rest, first]), other.bits)
    with pytest.raises(TransformerError, match="cannot have happened"):
        contract.check_tales(train, [mixed], most_false=0)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"prompt": "The annual report of the company shows a rise of nine per cent in sales."}, "unlike the tales"),
        ({"prompt": "a" * 2_001}, "2,001 characters; it may have 2,000"),
        ({"prompt": OPENING * 30}, "leaves room for"),
        ({"prompt": OPENING, "most": 0}, "`most` must be"),
        ({"prompt": OPENING, "seed": -1}, "`seed` must be"),
        ({"prompt": OPENING, "temperature": "hot"}, "`temperature` must be"),
        ({"promt": OPENING}, "no key `promt`"),
        ({"prompt": 3}, "`prompt` must be text"),
    ],
)
def test_a_prompt_outside_the_promise_is_refused_with_the_reason(
    writer: TaleWriter, row: dict[str, object], said: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        writer.predict([{"prompt": OPENING, "most": 1}, row])
    assert str(refused.value).startswith("row 2: ")
    assert said in str(refused.value)


def test_a_tale_is_carried_on_and_judged_and_each_token_can_be_followed(writer: TaleWriter) -> None:
    [answer] = writer.predict([{"prompt": OPENING, "most": 5, "temperature": 0}], why=True)
    assert answer["tokens"] == len(answer["why"]) == 5  # type: ignore[arg-type]
    first = answer["why"][0]  # type: ignore[index]
    written, others = first.split(" of ")
    assert others.startswith(written), "the likeliest is drawn at temperature 0"
    assert answer["verdict"] == "not ended"


def test_what_is_written_is_finite_chances_whatever_the_temperature(writer: TaleWriter) -> None:
    rows = [{"prompt": "", "most": 4, "temperature": heat} for heat in (0, 1e-3, 100)]
    assert all(isinstance(answer["text"], str) for answer in writer.predict(rows))
    assert np.isfinite(writer.bits_a_token([1, 2, 3, 299]))


def test_tales_do_not_drift_and_other_texts_do(writer: TaleWriter) -> None:
    tales = [{"prompt": tale.text[:90]} for tale in write_tales(120, 77)]
    mixed = [{"prompt": row["prompt"][::-1]} for row in tales]
    assert max(writer.drift(tales).values()) < 0.25 < max(writer.drift(mixed).values())


def test_slices_by_people_and_names_are_measured() -> None:
    tales = list(write_tales(200, 5))
    bits = np.linspace(1, 2, len(tales))
    slices = slice_tales(tales, bits, least=5)
    assert set(slices["people"]) == {"2 people", "3 people"}
    assert 0 <= measure_names(tales, bits)["names_apart"] < 1


def test_the_kept_weights_are_arrays_and_hold_no_pickle() -> None:
    with np.load(PROJECT.places.model / "base.npz", allow_pickle=False) as kept:
        assert all(kept[name].dtype == np.float16 for name in kept.files)
    assert isinstance(torch.tensor(0.0), torch.Tensor)
    assert LanguageModel(TINY.model).plan.tokens == 400


def test_predict_carries_on_each_line_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prompts.csv").write_text(f'prompt\n"{OPENING}"\n', encoding="utf-8")
    assert run_part("transformer", ["predict", str(tmp_path / "prompts.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "text,tokens,ended,verdict"
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe")
    assert run_part("transformer", ["predict", str(tmp_path / "odd.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
