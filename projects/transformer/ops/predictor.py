"""The kept model as something to ask: how a tale goes on, and whether what it wrote could have happened."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch.nn import functional

from projects.ops.errors import RefusedError
from projects.ops.files import read_json
from projects.ops.manifest import Manifest, read_manifest
from projects.ops.reference import drift
from projects.transformer.bpe import END, Tokeniser
from projects.transformer.generate import write_on
from projects.transformer.model import LanguageModel
from projects.transformer.ops.asked import Wish, check_wishes, read_prompts
from projects.transformer.reading import read
from projects.transformer.sampling import Sampling
from projects.transformer.study import load_kept

REFERENCE = "reference.json"

LEAST_JUDGED = 12
"""Tokens; a shorter prompt says too little of where it is from."""

COMPARED = 20
"""Tokens of a prompt that drift is measured on; shorter prompts are left out of it."""

MOST_BITS = 9.0
"""A token of the prompt, by the model itself. Guessing among 512 is worth 9; tales take about one."""

_SHOWN = 3


class TaleWriter:
    """One thread at a time: the service's desk sees to that."""

    def __init__(
        self, model: LanguageModel, tokeniser: Tokeniser, manifest: Manifest, reference: Mapping[str, Any]
    ) -> None:
        self._model, self._tokeniser = model, tokeniser
        self._manifest, self._reference = manifest, reference

    @property
    def label(self) -> str:
        return self._manifest.label

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        return read_prompts(path)

    def predict(self, rows: Sequence[Mapping[str, Any]], *, why: bool = False) -> list[dict[str, object]]:
        """Raises RefusedError for a prompt that the model makes no promise for."""
        wishes = check_wishes(rows)
        prompts = [self._check(number, wish) for number, wish in enumerate(wishes, start=1)]
        return [self._write(wish, prompt, why=why) for wish, prompt in zip(wishes, prompts, strict=True)]

    def drift(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
        """Of the prompts that are long enough to be compared."""
        tokens = [self._tokeniser.encode(row.get("prompt", "")) for row in rows]
        return drift(self._reference, self.describe([one for one in tokens if len(one) >= COMPARED]))

    def notes(self) -> tuple[str, ...]:
        return self._manifest.differences()

    def describe(self, texts: Sequence[Sequence[int]]) -> pd.DataFrame:
        """What of a text drift is measured on: its beginning, since what stands later is less of a surprise."""
        return pd.DataFrame({"bits a token": [self.bits_a_token(text[:COMPARED]) for text in texts]}, dtype=float)

    def bits_a_token(self, tokens: Sequence[int]) -> float:
        """What a text is worth to the model, a token in the mean."""
        return float(np.mean([bits for bits, _ in self._steps(tokens)]))

    def _steps(self, tokens: Sequence[int]) -> list[tuple[float, torch.Tensor]]:
        """For each token its bits, and the chances of all that could have stood there."""
        with torch.no_grad():
            logits = self._model(torch.tensor([[END, *tokens[:-1]]]))[0]
        chances = functional.softmax(logits.double(), dim=-1)
        return [(-float(torch.log2(row[token])), row) for row, token in zip(chances, tokens, strict=True)]

    def _check(self, number: int, wish: Wish) -> list[int]:
        prompt = self._tokeniser.encode(wish.prompt)
        room = self._model.plan.context - 1 - len(prompt)
        if room < (wish.most or 1):
            raise RefusedError(
                f"row {number}: a prompt of {len(prompt)} tokens leaves room for {max(room, 0)} more; "
                f"shorten it, or ask for fewer"
            )
        if len(prompt) >= LEAST_JUDGED and (bits := self.bits_a_token(prompt)) > MOST_BITS:
            raise RefusedError(
                f"row {number}: the prompt is unlike the tales of this village: {bits:.1f} bits a token, at most "
                f"{MOST_BITS:g}; begin as a tale does, such as `One morning Mara is at the mill`"
            )
        return prompt

    def _write(self, wish: Wish, prompt: list[int], *, why: bool) -> dict[str, object]:
        room = self._model.plan.context - 1 - len(prompt)
        how, rng = Sampling(temperature=wish.temperature), np.random.default_rng(wish.seed)
        most = min(wish.most or room, room)
        found = list(write_on(self._model, prompt, most, how, rng))
        text = self._tokeniser.decode(found)
        ended = len(found) < most
        answer: dict[str, object] = {
            "text": text,
            "tokens": len(found),
            "ended": ended,
            "verdict": read(wish.prompt + text).value if ended else "not ended",
        }
        if why:
            answer["why"] = self._explain([*prompt, *found], len(prompt))
        return answer

    def _explain(self, tokens: list[int], start: int) -> list[str]:
        """Each token that was written, with its chance and the likeliest there were."""
        reasons = []
        for place, (bits, chances) in enumerate(self._steps(tokens)):
            if place >= start:
                best = torch.topk(chances, _SHOWN)
                others = ", ".join(
                    f"{self._tokeniser.decode([int(token)])!r} {float(chance):.2f}"
                    for chance, token in zip(best.values, best.indices, strict=True)
                )
                reasons.append(f"{self._tokeniser.decode([tokens[place]])!r} {2**-bits:.2f} of {others}")
        return reasons


def load_writer(folder: Path) -> TaleWriter:
    """Raises ProjectError."""
    torch.set_num_threads(1)
    manifest = read_manifest(folder)
    model, tokeniser = load_kept(folder)
    return TaleWriter(model, tokeniser, manifest, read_json(folder / REFERENCE)["columns"])
