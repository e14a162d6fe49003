"""Tells by name and first bytes what a file is: work, something beside it, or nothing that anybody needs."""

from enum import Enum
from typing import Final

from prep.catalog.handins.names import suffix_of

MAX_BESIDE: Final = 256 << 10
"""Of a text beside the code; longer ones are data."""


class FileKind(Enum):
    """What a file is, and how a person calls it."""

    SOURCE = "Python"
    NOTEBOOK = "a notebook"
    TEXT = "a text"
    DATA = "data"
    PICTURE = "a picture"
    ARCHIVE = "an archive"
    DOCUMENT = "a document; plain text or Python is read"
    COMPILED = "compiled"
    FOREIGN = "another language"
    CLUTTER = "of the system or an editor"
    INSTALLED = "installed libraries"
    OTHER = "something else"

    @property
    def is_work(self) -> bool:
        return self in (FileKind.SOURCE, FileKind.NOTEBOOK, FileKind.TEXT)


_BY_SUFFIX: Final = {
    FileKind.SOURCE: ".py .pyw",
    FileKind.NOTEBOOK: ".ipynb",
    FileKind.TEXT: ".md .markdown .rst .txt .toml .cfg .ini .yaml .yml .json",
    FileKind.DATA: ".csv .tsv .parquet .feather .arrow .xls .xlsx .ods .jsonl .ndjson .xml .pkl .pickle .joblib .npy .npz "
    ".mat .h5 .hdf5 .pt .pth .ckpt .safetensors .onnx .bin .dat .db .sqlite .sqlite3 .model .vec .log .sav .rds .rdata",
    FileKind.PICTURE: ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .svg .heic .ico .mp4 .mov .avi .mkv .webm .mp3 .wav",
    FileKind.ARCHIVE: ".zip .tar .gz .tgz .bz2 .tbz2 .xz .txz .lzma .zst .7z .rar .z .lz .lz4 .whl .egg .jar .iso .dmg",
    FileKind.DOCUMENT: ".doc .docx .odt .rtf .pdf .ppt .pptx .odp .pages .key .html .htm .tex .eml .msg .epub",
    FileKind.COMPILED: ".pyc .pyo .pyd .so .dll .dylib .exe .o .a .class",
    FileKind.FOREIGN: ".r .rmd .js .ts .java .c .cc .cpp .h .cs .go .rs .jl .m .sql .sh .bat .ps1 .php .rb .scala .kt",
}
_KINDS: Final = {suffix: kind for kind, suffixes in _BY_SUFFIX.items() for suffix in suffixes.split()}

_INSTALLED: Final = frozenset(
    {"node_modules", "site-packages", "venv", ".venv", "virtualenv", ".tox", ".nox", ".conda"}
)
_CLUTTER: Final = frozenset(
    {"__pycache__", "__macosx", "thumbs.db", "desktop.ini", "icon_", "pax_global_header", "$recycle.bin"}
)

_MAGIC: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"Rar!", "a rar archive", "hand in a zip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "hand in a zip archive"),
    (b"\x1f\x9d", "an archive of compress (.Z)", "hand in a zip archive"),
    (b"LZIP", "an archive of lzip", "hand in a zip archive"),
    (b"\x04\x22\x4d\x18", "an archive of lz4", "hand in a zip archive"),
    (b"%PDF", "a PDF", "hand in the code itself"),
    (b"\x89PNG", "a picture (PNG)", "hand in the code itself, not a picture of it"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "hand in the code itself, not a picture of it"),
    (b"GIF8", "a picture (GIF)", "hand in the code itself, not a picture of it"),
    (b"\xd0\xcf\x11\xe0", "an Office document", "save the code as a .py file"),
    (b"{\\rtf", "an RTF document", "save the code as a .py file"),
    (b"\x7fELF", "a program", "hand in the source code"),
    (b"MZ", "a program", "hand in the source code"),
    (b"SQLite format 3", "a database", "hand in the code itself"),
    (b"\x80\x04\x95", "a pickle", "hand in the code itself"),
    (b"bplist", "a property list", "hand in the code itself"),
)
_PAGES: Final = (b"<!doctype html", b"<html", b"<?xml")


def kind_of(name: str) -> FileKind:
    """By its path, as `plain_name` gives it."""
    parts = name.casefold().split("/")
    if any(part in _INSTALLED or part.endswith((".egg-info", ".dist-info")) for part in parts):
        return FileKind.INSTALLED
    if any(part in _CLUTTER or part.startswith((".", "~$")) or part.endswith("~") for part in parts):
        return FileKind.CLUTTER
    if parts[0] in ("env", "virtual_env") and len(parts) > 2 and parts[1] in ("lib", "lib64", "scripts", "bin"):
        return FileKind.INSTALLED
    return _KINDS.get(suffix_of(name), FileKind.OTHER)


def refusal_of(content: bytes) -> str:
    """What a file is that is no Python by its first bytes, and what to hand in; empty if it may be text."""
    for magic, what, remedy in _MAGIC:
        if content.startswith(magic) and not (magic == b"MZ" and b"\0" not in content[:512]):
            return f"is {what}; {remedy}"
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_PAGES):
        return "is a web page; download the raw file"
    return ""
