# SPDX-License-Identifier: AGPL-3.0-or-later
"""One tiny engine of each kind that drafts can be made with, installed as a person installs it.

Weights are random, or say one sentence: what is tried is all but the words. The servers keep figures
and Latin letters and say "word" for the others, and now and then what no server should say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.jobs.translating import TranslationOrder, load_route
from app.jobs.translation_server import LIBRETRANSLATE, OPENAI, TranslationServer, asker
from tests.app.translation_servers import running
from tests.package_writer import many_languages, tiny_package
from tests.package_writer.firefox import tiny_firefox
from tests.package_writer.prompted import exaone, gemma, llama, qwen
from translation.packages.firefox import package_firefox
from translation.packages.model import try_model
from translation.packages.store import PackageStore
from translation.packages.wrap import wrap
from translation.pivot_translation import PivotTranslator

LANGUAGES = ("ko", "en")
NLLB = ("kor_Hang", "eng_Latn", "fra_Latn", "vie_Latn")
M2M = ("__ko__", "__en__", "__fr__")
MADLAD = ("<2ko>", "<2en>", "<2fr>")
_HANGUL = re.compile(r"[가-힣]+")


def _opus(folder: Path) -> Path:
    made = many_languages(folder, ())
    (made / "sentencepiece.model").rename(made / "source.spm")
    return made


def _wrapped(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def package(folder: Path) -> Path:
        model = make(folder / "model")
        source, target = LANGUAGES
        return wrap(
            model, folder / "a.argosmodel", from_code=source, to_code=target, licence="CC0-1.0"
        )

    return package


PACKAGES: Mapping[str, Callable[[Path], Path]] = {
    "Argos": tiny_package,
    "OPUS-MT": _wrapped(_opus),
    "M2M-100": _wrapped(lambda folder: many_languages(folder, M2M)),
    "NLLB-200": _wrapped(lambda folder: many_languages(folder, NLLB)),
    "MADLAD-400": _wrapped(lambda folder: many_languages(folder, MADLAD)),
    "Firefox": lambda folder: (
        package_firefox(tiny_firefox(folder / "koen", lively=True), folder / "a.argosmodel").path
    ),
    "Gemma": _wrapped(gemma),
    "Qwen": _wrapped(qwen),
    "Llama": _wrapped(llama),
    "EXAONE": _wrapped(exaone),
}
SERVERS: Mapping[str, str] = {"LibreTranslate": LIBRETRANSLATE, "OpenAI": OPENAI}


@contextmanager
def translator(name: str, folder: Path) -> Iterator[tuple[TranslationOrder, PivotTranslator]]:
    """Give the engine of a kind, loaded, with the order that a book is made by."""
    finished = folder / "finished.sqlite"
    if name in PACKAGES:
        file = PACKAGES[name](folder / "made")
        package = PackageStore(folder / "models", trial=try_model).install(file)
        order = TranslationOrder(
            LANGUAGES, (package.folder,), name, care="draft", finished=finished
        )
        yield order, load_route(order, 2)
        return
    with running(said_by_server) as server:
        path = "/v1" if SERVERS[name] == OPENAI else ""
        address = f"http://127.0.0.1:{server.port}{path}"
        named = TranslationServer(name, address, SERVERS[name], (LANGUAGES,), "tiny")
        order = TranslationOrder(LANGUAGES, (), name, care="draft", finished=finished, server=named)
        yield order, load_route(order, 2, asker(named, LANGUAGES))


def said_by_server(text: str) -> str:
    """Return a translation of a kind, and of each eleventh sentence none, nonsense or talk."""
    words = " ".join(_HANGUL.sub("word", text).split())
    odd = {0: "", 1: "the city " * 60, 2: "Sure! I am happy to help you with this."}
    return odd.get(sum(map(ord, text)) % 11, f"{words} in English")
