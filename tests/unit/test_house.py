"""The page on the house says what the code is like."""

from pathlib import Path

import pytest

from prep.docs.guides import ROOT
from prep.docs.house import House, house_page, read_house


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(ROOT)


def built(folder: Path, **files: str) -> House:
    """A house of these files, named with `__` where folders begin."""
    for name, text in files.items():
        path = folder / "prep" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_house(folder)


@pytest.mark.slow
def test_every_room_of_the_code_has_its_floor_and_no_import_leads_up(house: House) -> None:
    rooms = {path.name for path in (ROOT / "prep").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set().union(*house.floors)
    assert sum(house.arrows.values()) > 500
    assert house.upward == {}


def test_an_import_that_leads_up_or_to_a_neighbour_is_found_wherever_it_stands(tmp_path: Path) -> None:
    made = built(
        tmp_path,
        grading__lane="def late():\n    from prep.concepts.text import plain\n",
        model__words="import prep.cli.main\nfrom prep.model.other import x\nimport os\n",
        cli__main="from prep.model import words\n",
    )
    assert made.upward == {("grading", "concepts"): 1, ("model", "cli"): 1}
    assert made.arrows["cli", "model"] == 1


@pytest.mark.slow
def test_the_page_has_every_room_and_says_that_nothing_leads_up(house: House) -> None:
    page = house_page(house)
    assert all(f"`{room}`" in page for rooms in house.floors for room in rooms)
    assert "; none leads up or sideways." in page
