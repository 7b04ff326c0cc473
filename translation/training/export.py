# SPDX-License-Identifier: AGPL-3.0-or-later
"""A trained network as a CTranslate2 model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import TransformerSpec
from torch import Tensor

from translation.training.network import NetworkShape, sinusoids
from translation.training.vocabulary import SPECIAL

_POSITIONS = 1024


def export_model(
    weights: Mapping[str, Tensor], shape: NetworkShape, tokens: Sequence[str], folder: Path
) -> None:
    """Write ``folder`` as a CTranslate2 model with weights of 8 bits."""
    spec = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=True,
        alignment_layer=-1,
        alignment_heads=1,
    )
    spec.config.layer_norm_epsilon = 1e-5
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = SPECIAL[1:]
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = SPECIAL[1]
    spec.register_source_vocabulary(list(tokens))
    spec.register_target_vocabulary(list(tokens))
    positions = sinusoids(_POSITIONS, shape.width).numpy()
    embeddings = _array(weights["embeddings.weight"])
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings
    for side, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        side.position_encodings.encodings = positions
        _norm(side.layer_norm, weights, f"{name}_norm")
        for index, layer in enumerate(side.layer):
            _layer(layer, weights, f"{name}.{index}", across=name == "decoder")
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _layer(layer: Any, weights: Mapping[str, Tensor], name: str, *, across: bool) -> None:
    own = layer.self_attention
    _norm(own.layer_norm, weights, f"{name}.attention.norm")
    _linear(own.linear[0], weights, f"{name}.attention.query_key_value")
    _linear(own.linear[1], weights, f"{name}.attention.out")
    if across:
        other = layer.attention
        _norm(other.layer_norm, weights, f"{name}.across.norm")
        _linear(other.linear[0], weights, f"{name}.across.query")
        _linear(other.linear[1], weights, f"{name}.across.key_value")
        _linear(other.linear[2], weights, f"{name}.across.out")
    _norm(layer.ffn.layer_norm, weights, f"{name}.feed_forward.norm")
    _linear(layer.ffn.linear_0, weights, f"{name}.feed_forward.wide")
    _linear(layer.ffn.linear_1, weights, f"{name}.feed_forward.narrow")


def _norm(spec: Any, weights: Mapping[str, Tensor], name: str) -> None:
    spec.gamma = _array(weights[f"{name}.weight"])
    spec.beta = _array(weights[f"{name}.bias"])


def _linear(spec: Any, weights: Mapping[str, Tensor], name: str) -> None:
    spec.weight = _array(weights[f"{name}.weight"])
    spec.bias = _array(weights[f"{name}.bias"])


def _array(tensor: Tensor) -> np.ndarray[Any, Any]:
    return tensor.detach().float().numpy()
