"""The settings of the pipeline, as `params.yaml` has them."""

from dataclasses import dataclass

from projects.ops.params import Limit


@dataclass(frozen=True, kw_only=True)
class Params:
    version: str
    quick: bool
    """Few tales and a tiny network, to try the pipeline out."""

    most_false: int
    """Tales of the generator that the reader may find untrue."""

    slice_tales: int
    """Test tales that each slice is measured on together."""

    gate: tuple[Limit, ...]
