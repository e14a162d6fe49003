"""Contextual vectors from several layers of a model at once, where a reference answer is all there is to compare with.

The last layer of a sentence model is trained for whole sentences. The layers before it tell single words apart better,
and layers err in different ways: on human-graded short answers their mean is the better measure of likeness.
"""

from functools import cache

from prep.concepts.encoder import LARGE, SMALL, Encoder, load

_BERT = "/model/model.0/auto_model/encoder/layer.1/output/LayerNorm/LayerNormalization_output_0"
_SMALL_LAYERS = (_BERT, SMALL.output)
_LARGE_LAYERS = ("layer_norm_8", "layer_norm_10", LARGE.output)
_MAX_TOKENS = 450
"""Whole answers are read at once, not sentence by sentence."""


@cache
def layered_encoders() -> tuple[Encoder, ...]:
    """One for each installed model; none when no model is installed."""
    found = (
        load("all-MiniLM-L6-v2, three layers", LARGE, _LARGE_LAYERS, _MAX_TOKENS),
        load("paraphrase-MiniLM-L3-v2, two layers", SMALL, _SMALL_LAYERS, _MAX_TOKENS),
    )
    return tuple(encoder for encoder in found if encoder is not None)
