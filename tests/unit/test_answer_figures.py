"""The model card is written from figures: what stood around them stays."""

from pathlib import Path

from tests.benchmarks.answers.tables import BEGIN, END, Table, as_text, write_card

TABLE = Table("Two answers", ("figure", "value"), (("points found, F1", "1.000"), ("r", "0.900")))


def test_new_figures_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    card = tmp_path / "MODEL.md"
    card.write_text(f"# Model\n\n{BEGIN}\n\nold figures\n\n{END}\n\n## Limits\n", "utf-8")
    for _ in range(2):
        write_card(card, [TABLE])
    assert card.read_text("utf-8") == (
        f"# Model\n\n{BEGIN}\n\nTwo answers:\n\n| figure | value |\n| --- | --- |\n| points found, F1 | 1.000 |\n"
        f"| r | 0.900 |\n\n{END}\n\n## Limits\n"
    )


def test_columns_stand_below_each_other_in_a_terminal() -> None:
    assert as_text(TABLE).splitlines()[1:] == [
        "  figure            value",
        "  points found, F1  1.000",
        "  r                 0.900",
    ]
