"""The files of an assessment and of a reviewers' rubric: what is wrong in them is told so that one can mend it."""

from pathlib import Path

import pytest

from prep.assessment.packs.compose import draft, write_draft
from prep.assessment.spec.assessment import Multiple, load_assessment
from prep.assessment.spec.rubric import load_review_rubric, review_rubric_files
from prep.catalog.locate import shipped_root
from prep.model.errors import ContentError, StorageError
from tests.unit.assessment_office import ASSESSMENT, RUBRIC


def _load(folder: Path, text: str) -> str:
    path = folder / "a.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load_assessment(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_assessment_is_read_with_its_defaults(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(ASSESSMENT)
    assessment = load_assessment(tmp_path / "a.toml")
    assert assessment.policy.multiple is Multiple.LAST
    assert assessment.policy.grace_minutes == 5
    assert assessment.challenges[0].weight == 1.0
    assert assessment.closes is not None
    assert assessment.closes.isoformat() == "2026-03-02T12:00:00+00:00"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title =", "titel =", "unknown key `titel`; did you mean `title`?"),
        ("time_limit_minutes = 20", "time_limit_minutes = 0", "`time_limit_minutes` is 0; give it a number from 1"),
        ("time_limit_minutes = 20", 'time_limit_minutes = "20"', "`time_limit_minutes` is '20', which is not a whole"),
        ("similarity_threshold = 0.6", "similarity_threshold = 60", "`similarity_threshold` is 60"),
        ("similarity_threshold = 0.6", "similarity_threshold = nan", "`similarity_threshold` is nan"),
        ("review_weight = 1.0", "", "`rubric` and `review_weight` go together"),
        ("2026-03-02T12:00:00+00:00", "2026-03-02", "`window.closes` is '2026-03-02'; write it like"),
        ("[window]", '[window]\nopens = "2026-03-03T12:00:00+00:00"', "the window closes before it opens"),
        ('id = "demo/double"', 'id = "demo/double"\nweight = -1', "`demo/double` has weight -1"),
        ('[[challenges]]\nid = "demo/double"', "", "it has neither challenges nor questions"),
        ('id = "demo"', 'id = "de mo/.."', "`id` is 'de mo/..'; use letters"),
        ("[window]", '[policy]\nmultiple = "lst"\n[window]', "`policy.multiple` is 'lst'; did you mean `last`?"),
        ("format_version = 1", "format_version = 2", "`format_version` is 2; this release reads 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in _load(tmp_path, ASSESSMENT.replace(old, new, 1))


def test_a_part_that_is_listed_twice_is_told(tmp_path: Path) -> None:
    assert "`demo/double` is listed twice" in _load(tmp_path, ASSESSMENT + '\n[[challenges]]\nid = "demo/double"\n')


def test_a_draft_can_be_read_again_and_never_overwrites(tmp_path: Path) -> None:
    values = {"id": "x", "title": 'Ä "quoted" \\ title\n', "time_limit_minutes": 5, "challenges": [{"id": "a/b"}]}
    write_draft(tmp_path / "x.toml", values)
    assert load_assessment(tmp_path / "x.toml").title == values["title"]
    with pytest.raises(StorageError, match="is there already"):
        write_draft(tmp_path / "x.toml", values)
    assert draft(values).startswith("format_version = 1")


@pytest.mark.parametrize("name", sorted(review_rubric_files([shipped_root()])))
def test_every_shipped_rubric_has_anchors_for_all_levels(name: str) -> None:
    rubric = load_review_rubric([shipped_root()], name)
    for criterion in rubric.criteria:
        assert len(criterion.levels) >= 3
        assert all(len(level.anchor) > 30 for level in criterion.levels)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("points = 1,", "points = 3,", "must go from worst to best"),
        ('id = "fair"', 'id = "poor"', "two levels of the same id"),
        ('id = "look"', 'id = "see"', "`id` is `see`, but the file is called `look.toml`"),
        ("points = 4", "points = inf", "must go from worst to best"),
    ],
)
def test_a_broken_rubric_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = tmp_path / "rubrics" / "review"
    folder.mkdir(parents=True)
    (folder / "look.toml").write_text(RUBRIC.replace(old, new, 1))
    with pytest.raises(ContentError, match=told):
        load_review_rubric([tmp_path], "look")


def test_an_unknown_rubric_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="did you mean `take-home-code`"):
        load_review_rubric([shipped_root()], "take-home-cod")
    with pytest.raises(ContentError, match="there are none"):
        load_review_rubric([tmp_path], "look")
