"""What the tales must be before anything is learnt from them: true, different, and worth what the generator says."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from projects.transformer.bpe import Tokeniser
from projects.transformer.errors import TransformerError
from projects.transformer.reading import Verdict, read
from projects.transformer.tales import Tale

MOST_CHARACTERS = 1_500


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the checks measured; what they refuse is raised."""

    tales: int
    untrue: int
    """Of the test tales: those that the reader, which knows nothing of the generator's state, finds untrue."""

    on_two_sides: int
    twice: int
    """Training tales that repeat another: chance alone makes hardly any."""


def check_contract(tales: Sequence[Tale]) -> None:
    """Raises TransformerError, which names what broke it."""
    schema = pa.DataFrameSchema(
        {
            "text": pa.Column(
                object,
                [
                    pa.Check(
                        lambda texts: texts.str.len().between(40, MOST_CHARACTERS), error="40 to 1,500 characters"
                    ),
                    pa.Check(lambda texts: texts.str.isascii(), error="letters that the tokeniser has seen"),
                    pa.Check(lambda texts: texts.str.endswith("."), error="an end"),
                ],
            ),
            "bits": pa.Column(float, pa.Check.in_range(10, 400)),
        },
        strict=True,
    )
    table = pd.DataFrame(
        {"text": pd.Series([tale.text for tale in tales], dtype=object), "bits": [t.bits for t in tales]}
    )
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise TransformerError(f"the tales break their contract: {first['column']}: {first['check']}") from error


def check_tales(train: Sequence[Tale], test: Sequence[Tale], *, most_false: int) -> Found:
    """Raises TransformerError for a tale that cannot be, or one that is to be learnt from and to be tested on."""
    untrue = sum(read(tale.text) is not Verdict.TRUE for tale in test)
    if untrue > most_false:
        raise TransformerError(f"{untrue} of the generator's tales cannot have happened; look at tales.py, reading.py")
    learnt = {tale.text for tale in train}
    both = sum(tale.text in learnt for tale in test)
    if both:
        raise TransformerError(f"{both} test tales are among those to learn from")
    return Found(tales=len(train) + len(test), untrue=untrue, on_two_sides=both, twice=len(train) - len(learnt))


def check_tokeniser(tokeniser: Tokeniser, tales: Sequence[Tale]) -> None:
    """Raises TransformerError where a text is not the same after its way through tokens."""
    for tale in tales:
        if tokeniser.decode(tokeniser.encode(tale.text)) != tale.text:
            raise TransformerError("a tale is another one after its way through tokens; train the tokeniser again")
