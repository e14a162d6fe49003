"""Tells drawings from commands: the ones keep their lines on a narrow page, the others run on (see `site.css`)."""

import re
from typing import Final

_BLOCK: Final = re.compile(r'<div class="highlight">(<pre>.*?</pre>)', re.DOTALL)
_LINE_OF_A_DRAWING: Final = re.compile("[\u2500-\u257f]")


def with_drawings_marked(html: str) -> str:
    """Give each block of code that is drawn with lines the class `drawing`."""

    def marked(block: re.Match[str]) -> str:
        is_drawing = _LINE_OF_A_DRAWING.search(block[1])
        return f'<div class="highlight drawing">{block[1]}' if is_drawing else block[0]

    return _BLOCK.sub(marked, html)
