"""The recipe that teaches the reader: what it learns from, and that the product computes what was taught."""

import random
import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from prep.catalog.answers import load_labelled_answers
from prep.catalog.locate import content_roots
from prep.catalog.questions import load_question, load_questions
from prep.concepts.reader.network import Network as ProductNetwork
from prep.model.errors import ContentError
from prep.model.question import Question, Split
from tests.training.clothes import dressed
from tests.training.composed import Manner, Part, composed, part_of, retracted
from tests.training.further import Answered
from tests.training.labelled import examples_of, taught_with, unit_of_answer
from tests.training.mixture import Amounts, Material, units_of_a_round
from tests.training.pairs import Label, Pair, load_pairs
from tests.training.sounding import SOUNDING, sounding
from tests.training.statements import Statement, statements_of
from tests.training.units import ASSERTED, DENIED, OPEN, Claim, Target, Unit

pytestmark = pytest.mark.slow  # torch trains
NEEDS_TORCH = pytest.mark.skipif(find_spec("torch") is None, reason="torch, of the extra `deep`, is not installed")

TEXT = (3, 5, 7, 2, 11, 4)
STATEMENTS = ((3, 6, 8), (1, 9, 5, 7, 2), (4, 4))
PAIRS = (Pair("A dog sleeps.", "An animal sleeps.", Label.ENTAILED, "snli"),)
_REJECTED = re.compile(
    "doubt|don't believe|wrong|not the case|false|error|Nobody should|refuted|mistake|myth|opposite|used to think"
)
STATEMENT = Statement(
    id="point",
    is_misconception=False,
    wordings=("Snow is white",),
    sayings=("Snow is white",),
    contrary=("Coal is pale",),
    mentions=("Snow falls in winter.",),
)


@pytest.fixture(scope="module")
def question() -> Question:
    return load_question(content_roots(), "bias-variance")


def small_network(seed: int = 0) -> Any:
    """A torch network of the product's layout whose weights are all random."""
    import torch

    from tests.training.network import Network, Size

    torch.manual_seed(seed)
    network = Network(Size(words=16, width=24, layers=5, positions=32))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn(parameter.shape) * 0.4)
    return network.eval()


def taught_verdicts(network: Any) -> NDArray[np.float32]:
    import torch

    from tests.training.batches import Tokenised, TokenisedClaim, batches_of

    claims = tuple(TokenisedClaim(tokens, ASSERTED, 1.0) for tokens in STATEMENTS)
    longer = Tokenised((*TEXT, 1, 2, 3), (*claims, claims[0]))  # beside it, so that the first one is padded
    (batch,) = batches_of([Tokenised(TEXT, claims), longer], 1_000, random.Random(3))
    row = int(batch.text_seen.sum(dim=1).argmin())
    with torch.no_grad():
        logs = torch.log_softmax(network(batch), dim=-1).numpy()
    return np.asarray(logs[: len(STATEMENTS)] if row == 0 else logs[-len(STATEMENTS) :], np.float32)


def product_verdicts(weights: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
    network = ProductNetwork(weights)
    return network.judge(network.prepare([np.array(one) for one in STATEMENTS]), network.read(np.array(TEXT)))


@NEEDS_TORCH
def test_the_product_computes_what_the_taught_network_computes() -> None:
    import torch

    from tests.training.export import exported

    network = small_network()
    in_8_bits = exported(network)
    with (
        torch.no_grad()
    ):  # teach the torch network exactly what 8 bits can say, so that nothing is lost between the two
        for name, parameter in network.state_dict().items():
            owner = name.removesuffix(".weight")
            rows = in_8_bits.get("word" if owner == "word" else "pos" if owner == "pos" else name)
            assert rows is not None
            scales = in_8_bits.get(f"{owner}.scale", np.ones(len(rows), np.float32))
            values = rows.astype(np.float32) * (scales[:, None] if rows.ndim == 2 else 1)
            parameter.copy_(torch.from_numpy(values))
    assert product_verdicts(in_8_bits) == pytest.approx(taught_verdicts(network), abs=1e-4)


@NEEDS_TORCH
def test_eight_bits_change_a_verdict_by_little() -> None:
    from tests.training.export import exported

    network = small_network(1)
    assert product_verdicts(exported(network)) == pytest.approx(taught_verdicts(network), abs=0.15)


@NEEDS_TORCH
def test_saved_weights_are_read_by_the_product(tmp_path: Path) -> None:
    from tests.training.export import exported, save

    network = small_network(2)
    save(network, tmp_path / "weights.npz")
    loaded = ProductNetwork.load(tmp_path / "weights.npz")
    verdicts = loaded.judge(loaded.prepare([np.array(one) for one in STATEMENTS]), loaded.read(np.array(TEXT)))
    assert np.array_equal(verdicts, product_verdicts(exported(network)))
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]


@NEEDS_TORCH
def test_only_the_layers_in_which_statements_see_the_text_are_taught() -> None:
    network = small_network()
    frozen = {name.split(".")[0] for name, one in network.named_parameters() if not one.requires_grad}
    assert frozen == {"word", "pos", "norm", "layers"}
    assert {
        name.split(".")[1]
        for name, one in network.named_parameters()
        if name.startswith("layers") and one.requires_grad
    } == {"3", "4"}


@NEEDS_TORCH
def test_both_stages_teach_a_small_network_the_same_each_time(question: Question) -> None:
    import torch

    from tests.training.export import exported
    from tests.training.network import Network, Size
    from tests.training.train import Plan, teach_answers, teach_pairs

    answers = tuple(Answered(question, one) for one in taught_with(content_roots(), question))
    material = Material((question,), answers, examples_of(question))
    plan = Plan(base=Path("unused"), out=Path("unused"), rounds=2, seed=5, share=0.01)

    def taught() -> tuple[dict[str, NDArray[Any]], list[str]]:
        torch.manual_seed(plan.seed)
        rng, said = random.Random(plan.seed), list[str]()
        network = Network(Size(width=24, layers=5))
        before = network.state_dict()["layers.0.q.weight"].clone()
        teach_pairs(network, [pair.unit() for pair in PAIRS], rng, said.append)
        teach_answers(network, plan, material, PAIRS, rng, said.append)
        assert torch.equal(before, network.state_dict()["layers.0.q.weight"])
        assert network.mark.abs().sum() > 0
        return exported(network), said

    (first, said), (again, _) = taught(), taught()
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert [line.split(":")[0] for line in said] == [
        "pairs, pass 1 of 2",
        "pairs, pass 2 of 2",
        "answers, round 1 of 2",
        "answers, round 2 of 2",
    ]


@NEEDS_TORCH
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(question: Question, tmp_path: Path) -> None:
    import torch

    from tests.training.export import exported
    from tests.training.network import Network, Size
    from tests.training.train import Plan, teach_answers

    answers = tuple(Answered(question, one) for one in taught_with(content_roots(), question))
    material = Material((question,), answers, examples_of(question))
    kept = tmp_path / "run.pt"
    plan = Plan(base=Path("unused"), out=Path("unused"), rounds=2, seed=5, share=0.01)

    class StoppedError(Exception):
        pass

    def stop_after_the_first(line: str) -> None:
        if "round 1" in line:
            raise StoppedError

    def taught(plan: Plan, say: Any, seed: int) -> dict[str, NDArray[Any]]:
        torch.manual_seed(seed)
        network = Network(Size(width=24, layers=5))
        teach_answers(network, plan, material, PAIRS, random.Random(seed), say)
        return exported(network)

    whole = taught(plan, lambda _: None, 5)
    with pytest.raises(StoppedError):
        taught(replace(plan, kept=kept), stop_after_the_first, 5)
    gone_on = taught(replace(plan, kept=kept), lambda _: None, 6)  # whatever it began with is replaced
    assert all(np.array_equal(whole[name], gone_on[name]) for name in whole)


@NEEDS_TORCH
def test_what_is_not_a_run_is_refused_in_one_line(tmp_path: Path) -> None:
    from tests.training.kept import take_up
    from tests.training.train import Rates, Teacher

    (tmp_path / "run.pt").write_bytes(b"nonsense")
    network = small_network()
    with pytest.raises(ContentError, match="not a run of this recipe; delete it"):
        take_up(tmp_path / "run.pt", network, Teacher(network, Rates(0.1, 0.1)).optimiser, random.Random(0))


@NEEDS_TORCH
def test_the_loss_asks_only_for_what_is_known() -> None:
    import torch

    from tests.training.batches import Tokenised, TokenisedClaim, batches_of
    from tests.training.train import loss_of

    def loss(target: Target, denied: float) -> float:
        unit = Tokenised((1, 2), (TokenisedClaim((1, 2), target, 1.0),))
        (batch,) = batches_of([unit], 100, random.Random(0))
        return float(loss_of(torch.log(torch.tensor([[0.2, 0.8 - denied, denied]])), batch))

    assert loss(Target(0.0), 0.1) == pytest.approx(loss(Target(0.0), 0.7)) == pytest.approx(-np.log(0.8), abs=1e-5)
    assert loss(DENIED, 0.1) == pytest.approx(-np.log(0.1), abs=1e-5)


@pytest.mark.parametrize("manner", Manner)
def test_a_passage_does_with_a_statement_what_its_label_says(manner: Manner) -> None:
    for seed in range(60):
        part = part_of(STATEMENT, manner, random.Random(seed))
        match manner:
            case Manner.ASSERTED:
                assert part.target == ASSERTED
                assert "snow is white" in part.text.lower()
                assert not part.text.endswith("?")
            case Manner.CONTRADICTED:
                assert part.target == DENIED
                assert "coal is pale" in part.text.lower()
                assert Claim("Coal is pale", ASSERTED) in part.others
            case Manner.MENTIONED:
                assert (part.target, part.text) == (OPEN, "Snow falls in winter.")
            case Manner.ASKED | Manner.UNSURE:
                assert part.target == OPEN
                assert re.search(r"\?$|whether|\bif\b|maybe|either", part.text, re.IGNORECASE)
            case Manner.DOUBTED | Manner.REJECTED | Manner.ATTRIBUTED:
                assert part.target == DENIED
                assert _REJECTED.search(part.text)


def test_nothing_is_asserted_after_a_retraction() -> None:
    parts = [Part("text", STATEMENT, target, (Claim("other", DENIED),)) for target in (ASSERTED, OPEN, DENIED)]
    assert [part.target for part in retracted(parts)] == [DENIED, OPEN]
    assert all(not part.others for part in retracted(parts))


def test_a_composed_answer_holds_the_words_of_everything_that_it_is_said_to_assert(question: Question) -> None:
    statements = statements_of(question)
    owners = {wording: one for one in statements for wording in (*one.wordings, *one.contrary)}
    asserted = 0
    for seed in range(300):
        unit = composed(question, random.Random(seed))
        for claim in unit.claims:
            if claim.target == ASSERTED:
                owner, text = owners[claim.statement], unit.text.lower()
                said = (claim.statement,) if claim.statement in owner.contrary else owner.sayings
                assert any(one.strip().rstrip(".").lower() in text for one in said)
                asserted += 1
    assert asserted > 300


def test_texts_that_only_sound_like_answers_assert_nothing(question: Question) -> None:
    questions = [question, *load_questions(content_roots())[:3]]
    for seed in range(60):
        unit = sounding(question, questions, random.Random(seed))
        assert unit.text.strip()
        assert len(unit.claims) == len(statements_of(question))
        assert all(claim.target.asserted < 0.05 for claim in unit.claims)


@pytest.mark.parametrize("make", SOUNDING, ids=lambda make: make.__name__.strip("_"))
def test_each_way_of_saying_nothing_yields_a_text(make: Any, question: Question) -> None:
    assert make(question, [question], random.Random(1)).strip()


def test_a_labelled_answer_teaches_what_its_readers_found(question: Question) -> None:
    for answer in taught_with(content_roots(), question):
        unit = unit_of_answer(question, answer, random.Random(0))
        asserted = [claim for claim in unit.claims if claim.target.asserted == 1.0]
        assert len(asserted) == len(answer.points) + len(answer.misconceptions)


def test_what_is_kept_for_fitting_and_measuring_is_never_learnt_from() -> None:
    roots = content_roots()
    material = Material.load(roots)
    kept = {
        one.answer.strip()
        for question in material.questions
        for one in load_labelled_answers(roots, question)
        if one.split is not Split.TRAIN
    }
    assert kept
    assert all(one.labelled.split is Split.TRAIN for one in material.answers)
    read = {one.labelled.answer.strip() for one in material.answers} | {one.answer for one in material.examples}
    assert not kept & read


def test_a_round_holds_every_kind_and_is_the_same_for_the_same_seed() -> None:
    material = Material.load(content_roots())
    first, again = (units_of_a_round(material, PAIRS, Amounts().shared(0.05), random.Random(7)) for _ in range(2))
    assert first == again
    assert first[-1] == PAIRS[0].unit()
    assert len(first) > 50


def test_no_text_is_asked_for_another_statement_of_its_own_question(question: Question) -> None:
    material = Material((question,), (), ())
    amounts = Amounts(labelled=0, examples=0, composed=30, sounding=30, elsewhere=0, pairs=0)
    known = {text for one in statements_of(question) for text in (*one.wordings, *one.contrary)}
    for unit in units_of_a_round(material, PAIRS, amounts, random.Random(1)):
        assert {claim.statement for claim in unit.claims} <= known
        assert all(claim.target != Target(0.0) for claim in unit.claims)


def test_clothes_keep_the_letters_of_a_text() -> None:
    text = "Regularisation keeps weights small, so the model changes little. A penalty does that."
    for seed in range(200):
        assert len(re.findall("[a-z]", dressed(text, random.Random(seed)).lower())) >= len(re.findall("[a-z]", text))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a\tb\te", "3 fields"),
        ("a\tb\tyes\tsnli", "`yes`"),
        ("a\tb\te\tsnly", "did you mean `snli`"),
    ],
)
def test_a_broken_line_of_pairs_is_named(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"a\tb\te\tsnli\n{line}\n", "utf-8")
    with pytest.raises(ContentError, match=f"line 2.*{said}"):
        load_pairs(path)


def test_pairs_are_texts_with_one_claim(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("a\u2028a\tb\tx\tmed\nc\td\tc\tsnli\n", "utf-8")
    assert [pair.unit() for pair in load_pairs(path)] == [
        Unit("a\u2028a", (Claim("b", Target(0.0)),)),
        Unit("c", (Claim("d", DENIED),)),
    ]


@NEEDS_TORCH
def test_weights_that_are_not_the_base_model_are_refused_in_one_line(tmp_path: Path) -> None:
    from tests.training.base import read_safetensors

    (tmp_path / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0nonsense")
    with pytest.raises(ContentError, match="not in the safetensors format"):
        read_safetensors(tmp_path / "model.safetensors")
