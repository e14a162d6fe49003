"""What may be imported where, proved at run time beside the import contract."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "pandas", "sklearn", "torch", "pytest", "textual", "jinja2", "sqlalchemy", "onnxruntime", "msgpack")


def modules_after(code: str) -> set[str]:
    """Top-level modules that are loaded after running the code in a fresh interpreter."""
    program = f"{code}\nimport sys\nprint(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ran.stdout.split("\n")[-2].split())


def test_help_loads_nothing_heavy() -> None:
    code = "from prep.cli.main import prep\nprep.main(['--help'], standalone_mode=False)"
    assert not modules_after(code) & set(HEAVY)


@pytest.mark.parametrize("command", ["challenges", "show", "start"])
def test_commands_that_only_read_content_load_nothing_heavy(command: str) -> None:
    code = f"from prep.cli.main import prep\nprep.main([{command!r}, '--help'], standalone_mode=False)"
    assert not modules_after(code) & set(HEAVY)


def test_what_starts_the_test_server_ahead_loads_nothing_heavy_before() -> None:
    loaded = modules_after(
        "import prep.__main__, prep.cli.grade_commands, prep.catalog.locate, prep.grading.processes\n"
        "import sys\nassert not {'prep.cli.grade', 'prep.grading.grader'} & set(sys.modules)"
    )
    assert not loaded & set(HEAVY)


def test_the_grader_itself_imports_no_machine_learning_library() -> None:
    loaded = modules_after("import prep.grading.grader, prep.grading.server.forkserver")
    assert not loaded & {"sklearn", "torch", "pandas", "textual"}


def test_the_jail_package_imports_nothing_else_of_the_product() -> None:
    program = "import sys, prep.grading.jail.zygote\nprint(*sorted(m for m in sys.modules if m.startswith('prep')))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    outside = {"prep", "prep.grading", "prep.grading.jail"}
    assert all(name.startswith("prep.grading.jail.") for name in set(ran.stdout.split()) - outside)
