"""What lies beside a kept model and says which one it is: its version, what it was made of, and the digest of its file.

A model file is read only after its digest was compared, and never by pickle: skops, ONNX or plain arrays, which hold
numbers and the names of known classes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dacite import DaciteError, from_dict

from projects.ops.errors import ProjectError
from projects.ops.files import digest, read_json, write_json

MANIFEST = "model.json"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    name: str
    version: str
    """From params.yaml; raised by whoever changes what the model promises or says."""

    file: str
    sha256: str
    """Of that file."""

    data_sha256: str
    """Of what it was trained on."""

    libraries: dict[str, str]
    """Packages that made it, with their versions."""

    facts: dict[str, Any] = field(default_factory=dict)
    """What else is needed to use it, such as a threshold."""

    @property
    def label(self) -> str:
        """What answers carry, so that each can be traced to its model."""
        return f"{self.name} {self.version} ({self.sha256[:8]})"

    def differences(self) -> tuple[str, ...]:
        """Packages that are here in another version than the one that made the model, or are not here."""
        return tuple(
            f"{name} is {found or 'missing'} here; the model was made with {made}"
            for name, made in self.libraries.items()
            if (found := _version(name)) != made
        )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def write_manifest(
    folder: Path,
    file: str,
    *,
    name: str,
    version_: str,
    data_sha256: str,
    packages: tuple[str, ...],
    facts: Mapping[str, Any],
) -> Manifest:
    manifest = Manifest(
        name=name,
        version=version_,
        file=file,
        sha256=digest(folder / file),
        data_sha256=data_sha256,
        libraries={package: version(package) for package in packages},
        facts=dict(facts),
    )
    write_json(folder / MANIFEST, asdict(manifest))
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Raises ProjectError: no model there, or its file is not the one that the manifest speaks of."""
    if not (folder / MANIFEST).is_file():
        raise ProjectError(f"no model in {folder}; run the pipeline first, or name another with --model")
    fields = read_json(folder / MANIFEST)
    try:
        manifest = from_dict(Manifest, fields)
    except DaciteError as error:
        raise ProjectError(f"{folder / MANIFEST}: {error}; run the pipeline again") from error
    path = folder / manifest.file
    if path.parent != folder or not path.is_file():
        raise ProjectError(f"the model file {manifest.file} is missing in {folder}; run the pipeline again")
    if digest(path) != manifest.sha256:
        raise ProjectError(f"{path} is not the file that {MANIFEST} speaks of; run the pipeline again")
    return manifest
