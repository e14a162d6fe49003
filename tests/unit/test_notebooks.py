"""A notebook is read as IPython reads it, and what stands beside the function that was asked for costs it nothing."""

import json
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge
from prep.catalog.handins.module import notebook_module
from prep.catalog.handins.notebook import read_notebook
from prep.catalog.locate import shipped_root
from prep.catalog.submissions import load_submission
from prep.model.errors import SubmissionError

RIGHT = "def double(x):\n    return 2 * x\n"


def notebook(*cells: str, **more: object) -> bytes:
    """A notebook of format 4 with these code cells."""
    made = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in cells]
    return json.dumps({"cells": made, "nbformat": 4, "nbformat_minor": 5, "metadata": {}} | more).encode()


def module(*cells: str, wanted: tuple[str, ...] = ("double",)) -> str:
    return notebook_module(read_notebook(notebook(*cells)), wanted).source


def space(*cells: str, wanted: tuple[str, ...] = ("double",)) -> dict[str, object]:
    """What the module of a notebook defines."""
    names: dict[str, object] = {"__name__": "solution"}
    exec(compile(module(*cells, wanted=wanted), "solution.py", "exec"), names)
    return names


def doubles(*cells: str) -> bool:
    return bool(space(*cells)["double"](21) == 42)  # type: ignore[operator]


BESIDE = {
    "a cell that fails": "double([1], [2])",
    "a cell of what was deleted": "df.head()",
    "a cell that shows": "display(double(3))",
    "a cell that is no Python": "def double(:",
    "the drive of Colab": "from google.colab import drive\ndrive.mount('/content/drive')",
    "a plot": "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
    "a library that is not there": "import no_such_library as lib\nlib.run()",
    "hours of training": "import time\nfor epoch in range(1000):\n    time.sleep(3600)",
    "a model that is trained": "model = Net()\nmodel.fit(X, y, epochs=1000)",
    "an await": "import asyncio\nawait asyncio.sleep(9999)",
    "the shell": "!pip install numpy\nfiles = !ls\nfiles",
    "an assigned magic": "t = %timeit -o -n1 -r1 sum([1])",
    "help": "double?\nprint??",
    "help at the end": "double?",
    "automagic": "pip install numpy",
    "automagic among Python": "pip install pandas\nimport math",
    "another automagic": "ls",
    "the shell in a loop": "for i in range(3):\n    !echo {i}",
    "a cell of bash": "%%bash\nfor f in *; do\n    echo $f\ndone",
    "a cell of HTML": "%%html\n<div>\n  <b>done</b>\n</div>",
    "a magic that nobody knows": "%%sql\nSELECT 1",
    "outputs": "_ + 1\nOut[1]\n_1",
    "IPython by its name": "get_ipython().run_line_magic('matplotlib', 'inline')",
    "the end of the process": "exit()",
    "an input": "name = input('who?')",
    "a widget": "from ipywidgets import interact\n@interact(x=5)\ndef show(x):\n    print(x)",
    "a class of a library that is not there": "class Net(nn.Module):\n    pass",
    "an empty cell": "   \n",
    "only a comment": "# nothing",
    "a test": "assert double(2) == 5",
    "a download": "import urllib.request\nurllib.request.urlretrieve('http://x.example/y', 'y')",
}


@pytest.mark.parametrize("other", BESIDE.values(), ids=BESIDE.keys())
def test_another_cell_before_or_after_costs_the_function_nothing(other: str) -> None:
    assert doubles(other, RIGHT)
    assert doubles(RIGHT, other)


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 3", "%%capture out", "%%prun -l 5", "%%time\n%%capture"])
def test_a_cell_that_is_measured_or_silenced_is_python(magic: str) -> None:
    assert doubles(f"{magic}\n{RIGHT}")


def test_a_line_that_is_measured_is_what_it_measures() -> None:
    assert space("%time factor = 2", "def double(x):\n    return factor * x\n")["factor"] == 2
    assert doubles("%timeit -n1 -r1 factor = 2", "def double(x):\n    %time y = 2 * x\n    return y\n")


def test_a_percent_sign_in_brackets_or_strings_is_python() -> None:
    assert doubles("def double(x):\n    return (42\n        % 85) if x else 0\n")
    assert doubles('TEXT = """\n%s\n!ls\n""" % "x"\ndef double(x):\n    TEXT\n    return 2 * x\n')


def test_constants_helpers_and_settings_that_the_function_needs_come_along() -> None:
    names = space(
        "import random as r\nr.seed(3)\nFACTORS = {}\nFACTORS['two'] = one() if False else 2",
        "def factor():\n    return FACTORS['two'] + ADDED[0]",
        "ADDED = []\nADDED.append(0)",
        "def double(x):\n    return factor() * x",
        "UNUSED = 1 / 0",
    )
    assert names["double"](21) == 42  # type: ignore[operator]
    assert "UNUSED" not in names


def test_a_global_that_a_function_sets_is_set() -> None:
    assert doubles(
        "def prepare():\n    global FACTOR\n    FACTOR = 2", "prepare()", "def double(x):\n    return FACTOR * x"
    )


def test_the_last_of_several_definitions_counts_as_it_does_in_a_notebook() -> None:
    assert doubles("def double(x):\n    return None", RIGHT)


def test_a_module_that_a_cell_writes_is_beside_the_solution() -> None:
    made = notebook_module(read_notebook(notebook("%%writefile twice.py\nTWO = 2\n", RIGHT)), ("double",))
    assert made.files == {"twice.py": "TWO = 2\n"}


def test_a_function_that_is_no_python_shows_its_mistake_instead_of_being_missing() -> None:
    with pytest.raises(SyntaxError):
        space("def double(x):\n    return 2 *\n")


def test_what_was_left_out_is_told_by_the_number_of_its_cell() -> None:
    made = notebook_module(
        read_notebook(notebook("plt.show()", RIGHT, "%%bash\nls", "x = = 1", "double(1)")), ("double",)
    )
    assert made.left_out == (
        "cell 3 is for %%bash",
        "cell 4 is not Python: invalid syntax",
        "not run: cells 1, 5, which only show, train or try something",
    )


@pytest.mark.parametrize(
    "document",
    [
        {"cells": [{"cell_type": "code", "source": RIGHT.splitlines(keepends=True)}], "nbformat": 4},
        {"worksheets": [{"cells": [{"cell_type": "code", "input": RIGHT, "language": "python"}]}], "nbformat": 3},
        {"worksheets": [{"cells": [{"cell_type": "code", "input": [RIGHT]}]}, {"cells": []}], "nbformat": 2},
        {"cells": [{"cell_type": "code", "code": RIGHT, "prompt_number": 1}], "nbformat": 1},
        {"cells": [{"cell_type": "heading", "level": 2, "source": "x"}, {"cell_type": "code", "source": RIGHT}]},
        {"cells": [{"cell_type": "code", "source": RIGHT}], "metadata": {"kernelspec": {"language": "python"}}},
        {"cells": [{"cell_type": "code", "source": RIGHT, "outputs": None}], "metadata": None},
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_format_and_encoding_is_read(document: dict[str, object], encoding: str) -> None:
    content = json.dumps(document).encode(encoding)
    made = notebook_module(read_notebook(content), ("double",))
    assert "return 2 * x" in made.source


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{}", "is not a notebook that can be read"),
        (b"[]", "is not a notebook that can be read"),
        (b"nonsense", "is not a notebook that can be read"),
        (b'{"cells": [1]}', "is not a notebook that can be read"),
        (b'{"cells": {"a": 1}}', "is not a notebook that can be read"),
        (b"[" * 100_000, "is not a notebook that can be read"),
        (notebook(RIGHT)[:-30], "is not a notebook that can be read"),
        (notebook(" "), "has no code cells"),
        (notebook(*["x = 1"] * 2001), "has more than 2,000 cells"),
        (notebook("# " + "x" * (1 << 20)), "has more than 2,000 cells or 1 MB of code"),
        (b'{"cells": [' + b"[]," * 1_000_001 + b"[]]}", "is not a notebook that anybody wrote"),
        (notebook("x <- 1", metadata={"kernelspec": {"language": "R"}}), "is a notebook in 'r'; hand in one in Python"),
    ],
)
def test_what_is_no_notebook_is_refused_with_what_to_do(content: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=told.replace("'", ".")):
        read_notebook(content)
    (tmp_path / "work.ipynb").write_bytes(content)
    with pytest.raises(SubmissionError, match=r"work\.ipynb"):
        load_submission(tmp_path / "work.ipynb")


@pytest.mark.slow
@pytest.mark.parametrize(
    "nasty",
    [
        "(" * 5000,
        "-" * 50_000 + "1",
        "x." * 20_000 + "x",
        "!a\n" * 20_000,
        "\n" * 500_000,
        "?\n" * 300,
        "\\" * 999,
        "\x00",
    ],
)
def test_a_cell_made_to_break_the_reader_is_left_out_and_the_next_one_read(nasty: str) -> None:
    assert doubles(nasty, RIGHT)


def test_a_notebook_with_many_pictures_is_read_and_its_bytes_are_kept(tmp_path: Path) -> None:
    document = json.loads(notebook(RIGHT))
    document["cells"][0]["outputs"] = [{"output_type": "display_data", "data": {"image/png": "A" * (8 << 20)}}]
    path = tmp_path / "work.ipynb"
    path.write_text(json.dumps(document))
    found = load_submission(path)
    assert found.originals == {"work.ipynb": path.read_bytes()}
    assert len(found.files["solution.py"]) < 1000


def test_a_notebook_beside_the_untouched_starter_is_the_work(tmp_path: Path) -> None:
    challenge = load_challenge([shipped_root()], "housing/standard-scaler")
    reference = (challenge.folder / "reference.py").read_text()
    (tmp_path / "solution.py").write_text(challenge.starter)
    (tmp_path / "Untitled.ipynb").write_bytes(notebook(reference))
    found = load_submission(tmp_path, challenge=challenge)
    assert b"def inverse_transform" in found.files["solution.py"]
    assert set(found.originals) == {"Untitled.ipynb"}
    assert any("is the starter as it was, and is passed over" in remark for remark in found.remarks)
    (tmp_path / "solution.py").write_text(reference)
    found = load_submission(tmp_path, challenge=challenge)
    assert found.files["solution.py"] == reference.encode()
    assert set(found.originals) == {"Untitled.ipynb"}
    assert any("is kept for reviewers" in remark for remark in found.remarks)
