"""Foreign text is shown, and steers nothing."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from prep.model.text import figure, one_line, visible


def test_control_sequences_are_spelled_out() -> None:
    assert visible("\x1b[2Jgone\x07") == r"\x1b[2Jgone\x07"


def test_marks_that_reorder_text_are_spelled_out() -> None:
    assert visible("abc\u202edef") == r"abc\u202edef"


def test_letters_of_any_script_and_emoji_stay_as_they_are() -> None:
    text = "naïve 模型 نموذج 👩\u200d🔬 \N{GREEK SMALL LETTER BETA}"
    assert visible(text) == text


def test_a_long_text_is_cut_and_says_how_much_is_left() -> None:
    assert visible("a" * 1500, limit=10) == "aaaaaaaaaa… (1,490 more characters)"


@given(st.text())
def test_nothing_invisible_is_left_but_newlines_tabs_and_joiners(text: str) -> None:
    left = {unicodedata.category(c) for c in visible(text) if c not in "\n\t\u200c\u200d"}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)


def test_figures_are_written_as_people_write_them() -> None:
    assert [figure(value) for value in (0.8563, 17018.6, 0.0, -1234.5)] == ["0.8563", "17,019", "0", "-1,234"]
