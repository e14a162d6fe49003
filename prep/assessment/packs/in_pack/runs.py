"""Runs the work on a project as the team does, in a process of its own: a script, a package or a notebook.

The tables of a test lie beside the work, in a folder that is made anew for each run. There is no jail and no limit on
memory here; cells of a notebook that hold lines for a shell or for Jupyter are run without those lines.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_OF_THE_PACK = ("challenge.toml", "prompt.md", "starter.py", "test_public.py")
_FROM_A_NOTEBOOK = "from_a_notebook.py"
_MOST_SECONDS = 1800
_QUIET = {"MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"}
_PREFACE = "import builtins\n\nbuiltins.display = lambda *_, **__: None\n"


def run(folder, tables, wanted, most):
    """Run the work in a folder once; what the team's own runner answers."""
    with tempfile.TemporaryDirectory(prefix="project-") as place:
        there = Path(place, "run")
        shutil.copytree(folder, there, ignore=shutil.ignore_patterns(*_OF_THE_PACK, "__pycache__", ".*", wanted))
        for name, content in tables.items():
            (there / name).write_bytes(content)
        command = [sys.executable, *_how(folder, there)]
        ended = subprocess.run(
            command,
            cwd=there,
            env={**os.environ, **_QUIET},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_MOST_SECONDS,
            check=False,
        )
        written = there / wanted
        content = written.read_bytes() if written.is_file() else None
        last = (ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"])[-1]
    return {
        "found": None if content is None else content[:most],
        "size": len(content or b""),
        "error": last if ended.returncode else "",
    }


def _how(folder, there):
    """What of the work is run: the script that was written, else the one notebook, else the one package."""
    starter = (folder / "starter.py").read_text("utf-8").split()
    script = folder / "solution.py"
    if script.exists() and script.read_text("utf-8").split() != starter:
        return ["solution.py"]
    notebooks = sorted(folder.glob("*.ipynb"))
    packages = sorted(main.parent for main in folder.glob("*/__main__.py"))
    found = notebooks or packages
    assert len(found) <= 1, f"{', '.join(one.name for one in found)} could each be meant; keep one of them here"
    if notebooks:
        (there / _FROM_A_NOTEBOOK).write_text(_script(notebooks[0]), "utf-8")
        return [_FROM_A_NOTEBOOK]
    return ["-m", packages[0].name] if packages else ["solution.py"]


def _script(notebook):
    """The code of all cells, one after the other."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return "\n\n".join([_PREFACE, *(_plain(code) for code in codes)]) + "\n"


def _plain(code):
    lines = code.splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!", "?")))
