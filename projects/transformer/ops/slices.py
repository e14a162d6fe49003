"""How the model does by kind of tale, by person, and on a style that it has not learnt."""

import math
from collections.abc import Sequence

import numpy as np

from projects.ops.intervals import Floats, Slice, slice_by
from projects.transformer.model import LanguageModel
from projects.transformer.reading import Verdict, read
from projects.transformer.study import Material
from projects.transformer.tales import MEN, WOMEN, Tale
from projects.transformer.train import Text, total_nats


def bits_of_each(model: LanguageModel, material: Material, tales: Sequence[Tale]) -> Floats:
    """Bits a token of each tale."""
    found = []
    for tale in tales:
        tokens = tuple(material.tokeniser.encode(tale.text))
        nats, count = total_nats(model, [Text(tokens=tokens)])
        found.append(nats / math.log(2) / count)
    return np.array(found)


def slice_tales(tales: Sequence[Tale], bits: Floats, *, least: int) -> dict[str, dict[str, Slice]]:
    """Bits a token for each kind of tale with at least `least` tales, with its interval."""
    sentences = [tale.text.count(".") for tale in tales]
    groups = {
        "people": [f"{_people(tale)} people" for tale in tales],
        "length": ["to 8 sentences" if n <= 8 else "9 to 11" if n <= 11 else "12 and more" for n in sentences],
    }
    return {name: dict(slice_by(group, bits, least=least)) for name, group in groups.items()}


def measure_names(tales: Sequence[Tale], bits: Floats) -> dict[str, float]:
    """Bits a token of tales with each name in them, and how far the dearest name is from the cheapest: 0 is fair."""
    means = {name: float(bits[[name in tale.text for tale in tales]].mean()) for name in (*WOMEN, *MEN)}
    women, men = (float(np.mean([means[name] for name in names])) for names in (WOMEN, MEN))
    return {
        "names_apart": (max(means.values()) - min(means.values())) / float(np.mean(list(means.values()))),
        "women": women,
        "men": men,
    }


def share_true(texts: Sequence[str]) -> float:
    return sum(read(text) is Verdict.TRUE for text in texts) / len(texts)


def _people(tale: Tale) -> int:
    opening = tale.text.split(".", 1)[0]
    return opening.count(" is at the ")
