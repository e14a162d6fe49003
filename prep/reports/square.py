"""A square code (QR, ISO/IEC 18004) of a short text, as a picture of nothing but dark and light."""

import io
from functools import lru_cache


@lru_cache(maxsize=512)
def square_svg(text: str) -> str:
    """The code as SVG with its quiet zone, dark on white whatever is around it.

    Raises:
        ValueError: the text is longer than a code holds.
    """
    import segno  # only for signed results

    made = segno.make_qr(text, error="m", boost_error=False)
    stream = io.BytesIO()
    made.save(stream, kind="svg", dark="#000000", light="#ffffff", border=4, xmldecl=False, nl=False, omitsize=True)
    return stream.getvalue().decode("ascii")
