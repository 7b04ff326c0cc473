# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m translation.training.release PAIRS WORK FLORES OUT.argosmodel``: measure and pack.

BLEU and chrF++ (sacrebleu) on the held-out pairs and on FLORES-200 devtest go into the
package's metadata, without polish: the application shows them wherever it is chosen.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece
import torch

from translation.packages.wrap import write_package
from translation.training.corpus import SentencePair, divided, is_trained, pairs
from translation.training.export import export_model
from translation.training.network import NetworkShape
from translation.training.vocabulary import TokenNumbers

_BEAM = 2
_SEED = 3
_LICENCE = "CC-BY-SA-4.0"
_README = """Korean to English sample package of Hanji.

A demonstration: trained for 75 minutes on two processor cores on {pairs} sentence pairs, about
85 % of them software documentation. It is of no use for city prose; install a better package.
Trained on: Python documentation (PSF-2.0, CC0 translations), tldr-pages (CC-BY-4.0),
TensorFlow documentation (CC-BY-4.0), React documentation (CC-BY-4.0), Godot editor (MIT), Vue
documentation (CC-BY-4.0), GNOME user documentation (CC-BY-3.0), Korean Parallel Corpora news
and Junior High English sets (CC-BY-SA-3.0), Hugging Face course (Apache-2.0), CNCF glossary
(Apache-2.0). The package is under {licence}.
Measured (BLEU / chrF++, beam {beam}): held-out pairs {held}, FLORES-200 devtest {flores}.
"""


def measured(
    translator: ctranslate2.Translator,
    pieces: sentencepiece.SentencePieceProcessor,
    sources: Sequence[str],
    references: Sequence[str],
) -> dict[str, float]:
    """Return BLEU and chrF++ of a model."""
    tokens = [pieces.encode(text, out_type=str) for text in sources]
    found = translator.translate_batch(
        tokens, beam_size=_BEAM, max_batch_size=1024, batch_type="tokens", replace_unknowns=True
    )
    said = [pieces.decode(one.hypotheses[0]) for one in found]
    return {
        "BLEU": round(sacrebleu.corpus_bleu(said, [list(references)]).score, 1),
        "chrF++": round(sacrebleu.corpus_chrf(said, [list(references)], word_order=2).score, 1),
    }


def main() -> int:
    """Measure and pack from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("flores", type=Path, help="folder with flores-test.ko and .en")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    training, held_out = divided(pairs(options.pairs))
    held = [pair for pair in held_out if is_trained(pair)]
    model = options.work / "model"
    shutil.rmtree(model, ignore_errors=True)
    numbers = TokenNumbers(options.work / "sentencepiece.model")
    weights = torch.load(options.work / "weights.pt", map_location="cpu")
    export_model(weights, NetworkShape(tokens=len(numbers.tokens)), numbers.tokens, model)
    translator = ctranslate2.Translator(str(model), compute_type="int8", inter_threads=2)
    pieces = sentencepiece.SentencePieceProcessor(
        model_file=str(options.work / "sentencepiece.model")
    )
    quality = {"held-out": _of_pairs(translator, pieces, held)}
    for origin in sorted({pair.origin for pair in held}):
        own = [pair for pair in held if pair.origin == origin]
        quality[f"held-out {origin}"] = _of_pairs(translator, pieces, own)
    sides = [
        (options.flores / f"flores-test.{side}").read_text().splitlines() for side in ("ko", "en")
    ]
    quality["flores-devtest"] = measured(translator, pieces, *sides)
    sys.stdout.write(json.dumps(quality, indent=1) + "\n")
    for pair in random.Random(_SEED).sample(held, 12):  # noqa: S311 - no secret depends on it
        said = translator.translate_batch(
            [pieces.encode(pair.source, out_type=str)], beam_size=_BEAM
        )
        shown = pieces.decode(said[0].hypotheses[0])
        sys.stdout.write(f"\n{pair.source}\n  = {pair.target}\n  > {shown}\n")
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": "ko",
        "from_name": "Korean",
        "to_code": "en",
        "to_name": "English",
        "licence": _LICENCE,
        "demonstration": True,
        "quality": {name: quality[name] for name in ("held-out", "flores-devtest")},
    }
    readme = _README.format(
        pairs=len(training),
        licence=_LICENCE,
        beam=_BEAM,
        held=_said(quality["held-out"]),
        flores=_said(quality["flores-devtest"]),
    )
    write_package(model, options.work / "sentencepiece.model", metadata, readme, options.out)
    return 0


def _of_pairs(
    translator: ctranslate2.Translator,
    pieces: sentencepiece.SentencePieceProcessor,
    held: Sequence[SentencePair],
) -> dict[str, float]:
    sources, references = [pair.source for pair in held], [pair.target for pair in held]
    return {"pairs": len(held), **measured(translator, pieces, sources, references)}


def _said(quality: dict[str, float]) -> str:
    return f"{quality['BLEU']} / {quality['chrF++']}"


if __name__ == "__main__":
    raise SystemExit(main())
