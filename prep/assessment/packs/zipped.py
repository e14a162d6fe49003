"""Archives whose bytes depend on nothing but the files in them."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The same files have the same bytes, whenever they are put together."""


def zip_files(files: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """A zip archive.

    Args:
        packed: whether it is made smaller; then the bytes depend on the machine's zlib, too.
    """
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, body in sorted(files.items()):
            info = zipfile.ZipInfo(name, _TIME)
            info.external_attr = 0o644 << 16
            info.compress_type = how
            archive.writestr(info, body)
    return buffer.getvalue()
