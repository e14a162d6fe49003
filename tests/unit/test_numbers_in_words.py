"""Numbers in answers: however people write one, it is the same number."""

import pytest

from prep.concepts.text.numbers import numbers_in, states
from prep.model.question import ExpectedNumber

ABOUT_TWO_PERCENT = ExpectedNumber(value=0.0194, within=0.006)


@pytest.mark.parametrize(
    "text",
    [
        "about 2 %",
        "roughly two percent",
        "just under two per cent",
        "0.0194",
        "≈0.02",
        ".02",
        "P = 1.94e-2",
        "1.94 \u00d7 10^-2",
        "99/5,094",
        "99 out of 5094 flags",
        "one in fifty",
        "1 in every 50",
        "two in a hundred",
        "about 1,9 from hundred",
        "99 divided by 5094",
    ],
)
def test_a_number_counts_however_it_is_written(text: str) -> None:
    assert states(text, ABOUT_TWO_PERCENT)


@pytest.mark.parametrize("text", ["about 20 %", "one in two", "99 %", "5 out of 100", "v0.02x", "model-2", "-2 %", "2"])
def test_other_numbers_do_not(text: str) -> None:
    assert not states(text, ABOUT_TWO_PERCENT)


def test_a_share_of_nothing_and_endless_figures_are_no_trouble() -> None:
    assert list(numbers_in("1/0")) == [1.0]
    assert len(list(numbers_in("9" * 100_000 + " 1e999 " + "1," * 50_000))) > 0
