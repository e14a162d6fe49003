"""What is installed is read as `importlib.metadata` reads it."""

import importlib.metadata
import sys
from pathlib import Path

import pytest

from prep.grading.installed import package


@pytest.mark.parametrize("name", ["numpy", "scikit-learn", "msgpack", "pytest", "Pandas", "importlib.metadata"])
def test_a_package_is_what_importlib_says_of_it(name: str) -> None:
    found = package(name)
    try:
        known = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        assert found is None
        return
    assert found is not None
    assert found.version == known.version
    assert list(found.requires) == (known.requires or [])
    firsts = {str(known.locate_file(file.parts[0])) for file in known.files or ()}
    assert {str(path) for path in found.top_level} == firsts


def test_names_are_compared_as_an_index_does_and_the_first_on_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, version in (("first", "2"), ("second", "1")):
        info = tmp_path / folder / f"Odd.Name-{version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Name: Odd.Name\nVersion: {version}\n\nVersion: 7 of the description\n", "utf-8"
        )
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(tmp_path / "first"), str(tmp_path / "second")])
    found = package("odd-name")
    assert found is not None
    assert (found.version, found.requires) == ("2", ())
