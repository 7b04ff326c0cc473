# SPDX-License-Identifier: AGPL-3.0-or-later
"""The package that ships, installed: these tests run its real network."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from translation.engine.decoder import Decoder
from translation.packages.store import PackageStore
from translation.pivot_translation import PivotTranslator

SAMPLE_MODEL = Path(str(files("assets"))) / "models" / "hanji-ko_en.argosmodel"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the installed sample package."""
    store = PackageStore(tmp_path_factory.mktemp("models"))
    return store.install(SAMPLE_MODEL).folder


@pytest.fixture(scope="session")
def decoder(model_folder: Path) -> Decoder:
    """Its model, loaded."""
    return Decoder(model_folder, threads=2, device="cpu")


@pytest.fixture(scope="session")
def route(decoder: Decoder) -> PivotTranslator:
    """From Korean to English."""
    return PivotTranslator(("ko", "en"), (decoder,))
