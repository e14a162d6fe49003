"""How tests read what is handed out with a challenge, wherever they run: in the content, or beside it in a pack.

HOUSES = given.table(__file__, "houses.csv")
MODEL = given.content(__file__, "projects/detection/weights/base-int8.onnx")
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def table(test_file: str, name: str) -> "pd.DataFrame":
    """A table as the candidate has it: only an empty cell is missing.

    Args:
        test_file: `__file__` of the test module.
        name: such as `train.csv`; it lies in the challenge's folder as `data/train.csv.gz`.
    """
    import pandas as pd  # a pack's tests may do without

    places = [place / one for place in _folders(test_file) for one in (name, f"{name}.gz")]
    return pd.read_csv(_first(places), keep_default_na=False, na_values=[""])


def content(test_file: str, name: str) -> bytes:
    """A file that `public_files` names.

    Args:
        test_file: `__file__` of the test module.
        name: as `public_files` has it.
    """
    own = Path(name).name
    places = [place / own for place in _folders(test_file)]
    return _first([*places, *(above / name for above in Path(test_file).resolve().parents)]).read_bytes()


def _folders(test_file: str) -> Iterator[Path]:
    """Beside the test in a pack, in the challenge's folder elsewhere."""
    beside = Path(test_file).resolve().parent
    yield from (beside, beside.parent, beside.parent / "data")


def _first(places: list[Path]) -> Path:
    return next((place for place in places if place.is_file()), places[0])
