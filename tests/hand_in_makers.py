"""Builds the same right work as every packer makes it: what differs is all around it."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from backports import zstd

from tests.demo_challenge import RIGHT
from tests.unit.test_notebooks import notebook

CODE: Final = RIGHT.encode()
NOTEBOOK: Final = notebook("%matplotlib inline", RIGHT)
PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(50)

Files = Mapping[str, bytes]


def zipped(
    files: Files,
    *,
    method: int = zipfile.ZIP_DEFLATED,
    system: int = 3,
    folders: tuple[str, ...] = (),
    force_zip64: bool = False,
    comment: bytes = b"",
    before: bytes = b"",
    links: tuple[str, ...] = (),
) -> bytes:
    """A zip archive; `system` 0 is Windows, which keeps no modes."""
    buffer = io.BytesIO()
    buffer.write(before)
    with zipfile.ZipFile(buffer, "a" if before else "w", method) as archive:
        archive.comment = comment
        for name in folders:
            archive.writestr(zipfile.ZipInfo(name), b"")
        for name in links:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, b"../elsewhere")
        for name, body in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.create_system = system
            info.external_attr = (stat.S_IFREG | 0o644) << 16 if system == 3 else 0x20
            info.compress_type = method
            with archive.open(info, "w", force_zip64=force_zip64) as target:
                target.write(body)
    return buffer.getvalue()


class _Stream(io.RawIOBase):
    """What cannot be gone back in: sizes then stand behind each file, as online drives send them."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(memoryview(data))  # type: ignore[arg-type]
        return len(memoryview(data))  # type: ignore[arg-type]


def streamed(files: Files) -> bytes:
    target = _Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return bytes(target.data)


def utf8_without_saying_so(files: Files) -> bytes:
    """As the Finder of macOS writes names: in UTF-8, without the flag."""
    data = bytearray(zipped(files))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(signature, at)) >= 0:
            flags = struct.unpack_from("<H", data, at + offset)[0]
            struct.pack_into("<H", data, at + offset, flags & ~0x800)
            at += 4
    return bytes(data)


def tarred(files: Files, *, form: int = tarfile.PAX_FORMAT, pax: Mapping[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form, pax_headers=dict(pax or {})) as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return buffer.getvalue()


_MAC: Final = {
    "work/solution.py": CODE,
    "__MACOSX/work/._solution.py": b"\0\5\x16\7",
    "work/.DS_Store": b"\0\0\0\1Bud1",
}
_GITHUB: Final = {
    "hw-main/.gitignore": b"*.pyc\n",
    "hw-main/.github/workflows/ci.yml": b"on: push\n",
    "hw-main/LICENSE": b"MIT\n",
    "hw-main/README.md": b"# hw\n",
    "hw-main/src/solution.py": CODE,
    "hw-main/src/__init__.py": b"",
    "hw-main/tests/test_solution.py": b"from solution import double\n",
}
_VENV: Final = {f"work/venv/lib/python3.11/site-packages/x/f{n}.py": b"x = 1\n" for n in range(400)}
_ONE: Final = {"solution.py": CODE}
_IN: Final = {"work/solution.py": CODE}

ARCHIVES: Final[dict[str, Callable[[], bytes]]] = {
    # --- zip, by packer
    "info-zip.zip": lambda: zipped(_IN, folders=("work/",)),
    "info-zip -j.zip": lambda: zipped(_ONE),
    "macos finder.zip": lambda: streamed(_MAC),
    "macos umlauts.zip": lambda: utf8_without_saying_so({"Lösung für Übung/solution.py": CODE}),
    "windows explorer.zip": lambda: zipped(_IN, system=0),
    "windows powershell.zip": lambda: zipped({"work\\solution.py": CODE, "work\\helper.py": b""}, system=0),
    "windows send to.zip": lambda: zipped(
        {"work/solution.py": CODE, "work/Thumbs.db": b"\0", "work/desktop.ini": b"x"}, system=0
    ),
    "7-zip.zip": lambda: zipped(_IN, system=0, folders=("work/",)),
    "7-zip lzma.zip": lambda: zipped(_IN, method=zipfile.ZIP_LZMA),
    "7-zip bzip2.zip": lambda: zipped(_IN, method=zipfile.ZIP_BZIP2),
    "stored.zip": lambda: zipped(_IN, method=zipfile.ZIP_STORED),
    "github.zip": lambda: zipped(_GITHUB, folders=("hw-main/", "hw-main/src/"), comment=b"a" * 40),
    "google drive.zip": lambda: streamed({"work/solution.py": CODE, "work/notes.txt": b"x"}),
    "overleaf zip64.zip": lambda: zipped(_IN, force_zip64=True),
    "self extracting.zip": lambda: zipped(_IN, before=b"MZ" + bytes(3000)),
    "absolute names.zip": lambda: zipped({"/Users/ann/work/solution.py": CODE}),
    "drive letters.zip": lambda: zipped({"C:\\Users\\ann\\solution.py": CODE}, system=0),
    "parent folder.zip": lambda: zipped({"../work/solution.py": CODE}),
    "dot names.zip": lambda: zipped({"./work/./solution.py": CODE}),
    "colab.zip": lambda: zipped({"content/sample_data/README.md": b"x", "content/Untitled0.ipynb": NOTEBOOK}),
    "jupyter.zip": lambda: zipped({"work/.ipynb_checkpoints/a-checkpoint.ipynb": NOTEBOOK, "work/a.ipynb": NOTEBOOK}),
    "kaggle.zip": lambda: zipped({"__notebook__.ipynb": NOTEBOOK, "__results__.html": b"<html>", "custom.css": b""}),
    "pycharm.zip": lambda: zipped(
        _IN | {"work/.idea/workspace.xml": b"<x/>", "work/__pycache__/solution.cpython-311.pyc": b"\0"}
    ),
    "vs code.zip": lambda: zipped(_IN | {"work/.vscode/settings.json": b"{}"}),
    "moodle.zip": lambda: zipped({"Ann Lee_123_assignsubmission_file_/solution.py": CODE}),
    # --- zip, by what is in it
    "screenshot of macos 14.zip": lambda: zipped(_IN | {"work/Screenshot 2026-05-01 at 9.41.00\u202fAM.png": PNG}),
    "no-break space.zip": lambda: zipped(_IN | {"work/my\u00a0notes.txt": b"x"}),
    "icon.zip": lambda: zipped(_IN | {"work/Icon\r": b""}),
    "colons and questions.zip": lambda: zipped(_IN | {"work/what: why?.txt": b"x", 'work/"quoted".txt': b"y"}),
    "zero width.zip": lambda: zipped(_IN | {"work/a\u200bb.txt": b"x"}),
    "deep paths.zip": lambda: zipped(_IN | {"work/" + "a/" * 30 + "x.txt": b"x"}),
    "long names.zip": lambda: zipped(_IN | {"work/" + "n" * 250 + ".txt": b"x"}),
    "emoji.zip": lambda: zipped({"🎉 work/solution.py": CODE}),
    "data beside.zip": lambda: zipped(
        _IN | {"work/data.csv": b"1,2\n" * 900_000, "work/model.pkl": b"\x80" * 5_000_000}
    ),
    "venv beside.zip": lambda: zipped(_IN | _VENV),
    "node_modules beside.zip": lambda: zipped(_IN | {f"node_modules/x/{n}.js": b"x" for n in range(400)}),
    "git beside.zip": lambda: zipped(_IN | {f"work/.git/objects/{n}": b"x" for n in range(400)}),
    "archive beside.zip": lambda: zipped(_IN | {"work/old.zip": zipped(_ONE)}),
    "archive inside.zip": lambda: zipped({"inner.zip": zipped(_IN)}),
    "tar inside.zip": lambda: zipped({"work/inner.tar.gz": gzip.compress(tarred(_IN))}),
    "link beside.zip": lambda: zipped(_IN, links=("work/data",)),
    "copy.zip": lambda: zipped({"solution (1).py": CODE}),
    "upper.zip": lambda: zipped({"SOLUTION.PY": CODE}),
    "mailed.zip": lambda: zipped({"solution.py.txt": CODE}),
    "utf-16.zip": lambda: zipped({"solution.py": ("\ufeff" + RIGHT).encode("utf-16-le")}),
    "windows-1252.zip": lambda: zipped({"solution.py": b"# \xe4\xf6\xfc \x96\n" + CODE}),
    "bom.zip": lambda: zipped({"solution.py": b"\xef\xbb\xbf" + CODE.replace(b"\n", b"\r\n")}),
    "src.zip": lambda: zipped({"README.md": b"x", "src/solution.py": CODE, "tests/test_x.py": b""}),
    "src package.zip": lambda: zipped(
        {"proj/pyproject.toml": b"", "proj/src/hw/solution.py": CODE, "proj/src/hw/__init__.py": b""}
    ),
    "other name.zip": lambda: zipped({"main.py": CODE}),
    "appended to.zip": lambda: zipped({"work/solution.py": CODE, "work/Solution.py": b"x = 1\n"}),
    # --- tar and others
    "gnu.tar": lambda: tarred(_IN, form=tarfile.GNU_FORMAT),
    "ustar.tar": lambda: tarred(_IN, form=tarfile.USTAR_FORMAT),
    "work.tar.gz": lambda: gzip.compress(tarred(_IN)),
    "work.tgz": lambda: gzip.compress(tarred({"./solution.py": CODE})),
    "work.tar.bz2": lambda: bz2.compress(tarred(_IN)),
    "work.tar.xz": lambda: lzma.compress(tarred(_IN)),
    "work.tar.lzma": lambda: lzma.compress(tarred(_IN), lzma.FORMAT_ALONE),
    "work.tar.zst": lambda: zstd.compress(tarred(_IN)),
    "github.tar.gz": lambda: gzip.compress(tarred(_GITHUB, pax={"comment": "a" * 40})),
    "bsdtar of macos.tar.gz": lambda: gzip.compress(tarred({"./._solution.py": b"\0\5\x16\7", "./solution.py": CODE})),
    "long names.tar": lambda: tarred({"a" * 120 + "/x.txt": b"x", **_ONE}, form=tarfile.GNU_FORMAT),
    "big data.tar.gz": lambda: gzip.compress(tarred({"data.csv": bytes(9_000_000), **_IN})),
    "named otherwise.zip": lambda: gzip.compress(tarred(_IN)),
    "no ending": lambda: zipped(_IN),
    "solution.py.gz": lambda: gzip.compress(CODE),
    "notebook.ipynb.xz": lambda: lzma.compress(NOTEBOOK),
}
"""Archives with one right solution, by the name under which they come."""


def office(inner: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<x/>", inner: b"<x/>"})


UNREADABLE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "half.zip": (
        lambda: zipped({"solution.py": CODE * 99})[:-40],
        "is a zip archive that is cut off; ask for it again",
    ),
    "half.tar.gz": (lambda: gzip.compress(tarred(_IN))[:-30], "is cut off; ask for it again"),
    "half.tar": (lambda: tarred({"solution.py": CODE * 999})[:2000], "is cut off; ask for it again"),
    "half.tar.xz": (lambda: lzma.compress(tarred(_IN))[:-30], "is cut off; ask for it again"),
    "broken.tar.bz2": (lambda: bz2.compress(tarred(_IN))[:60] + b"\xff" * 99, "is damaged; ask for it again"),
    "empty.py": (lambda: b"", "is empty; ask for it again"),
    "work.rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), "is a rar archive; hand in a zip archive"),
    "work.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99), "is a 7z archive; hand in a zip archive"),
    "rar.py": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), "is a rar archive; hand in a zip archive"),
    "work.docx": (lambda: office("word/document.xml"), "is a Word document; save the code as a .py file"),
    "work.xlsx": (lambda: office("xl/workbook.xml"), "is a spreadsheet; hand in the code itself"),
    "work.odt": (lambda: zipped({"mimetype": b"x", "content.xml": b"x"}), "is an Open Document; save the code"),
    "work.pdf": (lambda: b"%PDF-1.7\n" + bytes(99), "is a PDF; hand in the code itself"),
    "photo.png": (lambda: PNG, "is a picture (PNG); hand in the code itself, not a picture of it"),
    "photo.jpg": (lambda: b"\xff\xd8\xff\xe0" + bytes(99), "is a picture (JPEG)"),
    "photo.py": (lambda: PNG, "is a picture (PNG)"),
    "page.py": (lambda: b"<!DOCTYPE html>\n<html>", "is a web page; download the raw file"),
    "data.csv": (lambda: b"a,b\n1,2\n", "is data by its name (.csv)"),
    "work.R": (lambda: b"x <- 1\n", "is another language by its name (.r)"),
    "letter.txt": (
        lambda: b"Dear team, see attachment.\n",
        "is text and not Python; hand in a .py file or a notebook",
    ),
    "binary.py": (lambda: bytes(range(256)) * 20, "is not text; save it as a .py file in UTF-8"),
    "pictures.zip": (lambda: zipped({"a.png": PNG, "b.png": PNG}), "holds no solution.py"),
    "two.zip": (lambda: zipped({"a.zip": zipped(_ONE), "b.zip": zipped(_ONE)}), "holds 2 archives; unpack it"),
    "deeper.zip": (
        lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped(_ONE)})})}),
        "holds no solution.py",
    ),
    "broken.ipynb": (lambda: NOTEBOOK[:-30], "is not a notebook that can be read"),
}
"""What cannot be read, by the name under which it comes, and words of what is told."""
