# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes tiny packages of models for tests: a network of width 16 with random weights."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import ctranslate2.specs
import numpy as np
import sentencepiece

_WIDTH = 16
_LONGEST = 512
"""Pieces, as in real models."""
LINES = (
    "우리 시는 올해 도서관 세 곳을 새로 열었습니다.",
    "시민 누구나 무료로 이용할 수 있습니다.",
    "The city opened three libraries this year.",
    "Everyone may use them free of charge.",
    "안전한 도시, 깨끗한 도시를 만들겠습니다.",
)
METADATA: dict[str, object] = {
    "package_version": "1.0",
    "argos_version": "1.9",
    "from_code": "ko",
    "from_name": "Korean",
    "to_code": "en",
    "to_name": "English",
    "licence": "CC0-1.0",
    "demonstration": True,
    "quality": {"flores-devtest": {"BLEU": 1.5, "chrF++": 12.0}},
}


def tiny_package(folder: Path, from_code: str = "ko", to_code: str = "en", **changes: Any) -> Path:
    """Write ``folder/<from>_<to>.argosmodel`` and return its path.

    Args:
        folder: where to write it.
        from_code: language of the source.
        to_code: language of the target.
        **changes: of metadata.json; the version goes into the file's name.
    """
    metadata = {**METADATA, "from_code": from_code, "to_code": to_code, **changes}
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{from_code}_{to_code}-{metadata['package_version']}.argosmodel"
    parts = {"metadata.json": json.dumps(metadata).encode(), **tiny_parts()}
    return write_zip(folder / name, {f"{from_code}_{to_code}/{k}": v for k, v in parts.items()})


def write_zip(path: Path, entries: dict[str, bytes]) -> Path:
    """Write a zip of ``entries``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


@cache
def tiny_parts() -> dict[str, bytes]:
    """Return the files of a package without metadata.json, by name."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tiny_model(folder / "model", tiny_pieces(folder / "sentencepiece.model"))
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def tiny_pieces(path: Path) -> list[str]:
    """Train a SentencePiece model of a few lines at ``path`` and return its pieces."""
    with tempfile.TemporaryDirectory() as temporary:
        lines = Path(temporary) / "lines.txt"
        lines.write_text("\n".join(LINES * 4), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(lines),
            model_prefix=str(Path(temporary) / "pieces"),
            vocab_size=120,
            character_coverage=1.0,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        shutil.copy(Path(temporary) / "pieces.model", path)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]


def tiny_model(folder: Path, tokens: list[str], *, many: bool = False) -> None:
    """Write a CTranslate2 model of one layer with random weights, the same each time."""
    random = np.random.default_rng(7)

    def values(*shape: int) -> Any:
        return (random.standard_normal(shape) * 0.3).astype(np.float32)

    def linear(spec: Any, out: int, inside: int) -> None:
        spec.weight, spec.bias = values(out, inside), values(out)

    def norm(spec: Any) -> None:
        spec.gamma, spec.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)

    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2, pre_norm=True)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    # Models of many languages are told where a sentence ends, as which it is.
    spec.config.add_source_eos = not many
    embeddings = values(len(tokens), _WIDTH)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    linear(spec.decoder.projection, len(tokens), _WIDTH)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = values(_LONGEST, _WIDTH)
        norm(side.layer_norm)
        layer = side.layer[0]
        norm(layer.self_attention.layer_norm)
        linear(layer.self_attention.linear[0], 3 * _WIDTH, _WIDTH)
        linear(layer.self_attention.linear[1], _WIDTH, _WIDTH)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, 2 * _WIDTH, _WIDTH)
        linear(layer.ffn.linear_1, _WIDTH, 2 * _WIDTH)
    across = spec.decoder.layer[0].attention
    norm(across.layer_norm)
    linear(across.linear[0], _WIDTH, _WIDTH)
    linear(across.linear[1], 2 * _WIDTH, _WIDTH)
    linear(across.linear[2], _WIDTH, _WIDTH)
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True)
    spec.save(str(folder))


def many_languages(folder: Path, family: Sequence[str]) -> Path:
    """Write a CTranslate2 model with the tokens of a family of many languages, and its pieces beside it."""
    folder.mkdir(parents=True)
    pieces = tiny_pieces(folder / "sentencepiece.model")
    tiny_model(folder / "weights", [*pieces, *family], many=True)
    for path in (folder / "weights").iterdir():
        path.rename(folder / path.name)
    (folder / "weights").rmdir()
    return folder
