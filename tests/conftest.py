# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for every test: no network, no screen, no user's own folders."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.checkers import ace, epubcheck
from tests.reporting.time_by_directory import TimeByDirectory

# On a machine that does other things too, an example may take any time; time is never a finding.
settings.register_profile("loaded", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loaded")

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HANJI_LANG"] = "ko"
os.environ.pop("NO_COLOR", None)

REPOSITORY = Path(__file__).parent.parent
CORPUS = REPOSITORY.parent / "shared" / "corpus"
SAMPLES = REPOSITORY / "assets" / "samples"

_NEEDS: dict[str, Callable[[], str]] = {
    "corpus": lambda: (
        "" if (CORPUS / "hwp").is_dir() else "the shared corpus is not beside the checkout"
    ),
    "epubcheck": lambda: (
        "" if epubcheck.is_available() else "there is no Java runtime or EPUBCheck"
    ),
    "ace": ace.missing,
}
# Marks of tests that are by nature about one kind of system; each names what the others lack.
_SYSTEMS = {
    "posix": os.name == "posix",
    "linux": sys.platform == "linux",
    "windows": os.name == "nt",
}


def is_wine() -> bool:
    """Tell Wine from Windows: it takes some limits of a Job Object without keeping them."""
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what only these tests know."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/expected anew"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Measure the time of each directory; say how many examples a property is tried with."""
    config.pluginmanager.register(TimeByDirectory(), "time-by-directory")
    # The slow suite tries every property again with --hypothesis-profile=thorough.
    settings.register_profile("thorough", max_examples=100)
    settings.register_profile("fast", max_examples=12)
    settings.load_profile("fast")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts EPUBCheck or Ace as slow; skip, with the reason, what cannot run here."""
    for item in items:
        # A Java machine, or a browser, takes seconds of two cores in every worker that starts one.
        if item.get_closest_marker("epubcheck") or item.get_closest_marker("ace"):
            item.add_marker(pytest.mark.slow)
    reasons = {name: why() for name, why in _NEEDS.items()}
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
        for name, is_here in _SYSTEMS.items():
            marker = item.get_closest_marker(name)
            if marker is not None and not is_here:
                item.add_marker(pytest.mark.skip(reason=f"{name} only: {marker.args[0]}"))


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection beyond this machine's own pipes."""
    original = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise AssertionError(f"a test wants to reach the network: {address!r}")
        original(self, address)

    socket.socket.connect = refuse
    yield
    socket.socket.connect = original


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep logs and settings of tests out of the user's folders."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HANJI_LOG_DIR", str(folder / "log"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(folder / "config"))
    monkeypatch.setenv("HANJI_DATA_DIR", str(folder / "data"))


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    """Every test begins and ends in Korean."""
    from app import i18n

    i18n.use_language(i18n.Language.KOREAN)
    yield
    i18n.use_language(i18n.Language.KOREAN)


def document_text(title: str = "시정 백서", *paragraphs: str) -> str:
    """Return a small Hanji document, the one format that needs no binary writer."""
    blocks = [
        {"type": "heading", "level": 1, "inlines": [{"type": "text", "value": title}]},
        *(
            {"type": "paragraph", "inlines": [{"type": "text", "value": text}]}
            for text in paragraphs or ("우리 시는 올해 도서관 세 곳을 새로 열었습니다.",)
        ),
    ]
    tree = {
        "schema": 1,
        "metadata": {"title": title, "language": "ko"},
        "source": None,
        "blocks": blocks,
        "notes": {},
        "comments": {},
        "hidden": [],
        "running": [],
        "resources": {},
    }
    return json.dumps(tree, ensure_ascii=False)


@pytest.fixture
def make_document() -> Callable[..., Path]:
    """Return a function that writes a small document at a path and returns the path."""

    def make(path: Path, title: str = "시정 백서", *paragraphs: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document_text(title, *paragraphs), encoding="utf-8")
        return path

    return make
