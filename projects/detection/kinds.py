"""What there is to find, and where it stands. Apart from the drawing, which the running detector does not need."""

from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """The classes, numbered as in the label files and in the model's output."""

    BARCODE = 0
    QR_CODE = 1
    FIDUCIAL = 2
    PRICE_TAG = 3

    @property
    def label(self) -> str:
        return self.name.lower()


NAMES = tuple(kind.label for kind in Kind)


@dataclass(frozen=True, kw_only=True)
class Box:
    """What stands where, pixels of the frame."""

    kind: Kind
    left: float
    top: float
    right: float
    bottom: float
    tilt: float = 0.0
    """Degrees that the label's upper edge is turned by, 0 to 180, either way."""

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)
