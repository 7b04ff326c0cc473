# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coverage-guided fuzzing by atheris: bytes that reach new code of a reader or an importer are kept.

    python -m tests.fuzz.guided TARGET [--seconds N] [--seeds FOLDER] [--found FOLDER]

Of a package (HWPX, DOCX, ODT, EPUB) and of HWP 5 the fuzzer changes the part that holds the text
and it is packed anew each time, or every change would end at a check sum. A book or a
``ConversionError``, for importers an error of theirs, is right; anything else ends the run with
exit status 77, and its input lies in the folder ``--found`` as ``crash-...``. Needs Linux and
``make fuzz-guided``, which installs atheris.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["converters", "translation", "app"]):
    from app.errors import AppError
    from app.ledger.records import RecordKind
    from app.services.costing.importing import plan_import
    from app.services.costing.ledger import open_ledger
    from app.services.costing.spreadsheets import confined
    from app.services.costing.spreadsheets.kinds import read_packed
    from converters.conversion import ConversionRequest, OutputFormat
    from converters.errors import ConversionError
    from converters.pipeline import convert
    from translation.exchange import tmx, xliff2, xliff12
    from translation.exchange.errors import ExchangeRefused
    from translation.languages import LanguagePair
    from translation.terms.exchange import GlossaryRefused, read_csv, read_tbx

from tests.fuzz.packages import Package
from tests.fuzz.source import Source

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
_LARGEST = 60_000
"""Bytes of one input: small ones are tried a hundred times as often."""
_MEMORY_MB, _SLOW_SECONDS = 3072, 60

Try = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """What is tried, and how an input is made of a file and the file of an input."""

    run: Try
    suffixes: tuple[str, ...]
    part: Callable[[bytes], bytes | None] = lambda data: data
    """Returns what the fuzzer changes of a good file; None where it has none."""


def _converted(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory(prefix="hanji-fuzz-") as folder:
        source = Path(folder, f"in{suffix}")
        source.write_bytes(data)
        # One page of XHTML: a book's cover and its packing would take most of the time.
        with suppress(ConversionError):
            convert(ConversionRequest(source, Path(folder, "out.html"), OutputFormat.HTML))


def _whole(suffix: str) -> Target:
    return Target(lambda data: _converted(data, suffix), (suffix,))


def _in_package(suffix: str, ending: str, template: Path) -> Target:
    """A part of a package, tried inside ``template``."""
    package = Package.of(template.read_bytes())
    place = _place_of(package, ending)
    assert place is not None, template

    def part(data: bytes) -> bytes | None:
        other = Package.of(data)
        at = _place_of(other, ending)
        return None if at is None else other.entries[at].data

    return Target(lambda data: _converted(package.with_data(place, data), suffix), (suffix,), part)


def _place_of(package: Package, ending: str) -> int | None:
    names = (at for at, entry in enumerate(package.entries) if entry.name.endswith(ending))
    return next(names, None)


def _in_section(template: Path) -> Target:
    """The records of the first section of an HWP 5 file."""
    source, name = Source.of(template.read_bytes()), "BodyText/Section0"

    def part(data: bytes) -> bytes | None:
        other = Source.of(data)
        return b"".join(record.packed() for record in other.records.get(name, ())) or None

    return Target(lambda data: _converted(source.with_plain(name, data), ".hwp"), (".hwp",), part)


def _import(read: Try, *suffixes: str) -> Target:
    def run(data: bytes) -> None:
        with suppress(ExchangeRefused, GlossaryRefused, AppError, ConversionError):
            read(data)

    return Target(run, suffixes)


class _Orders:
    """Print orders, planned for an empty ledger; nothing is entered."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._folder = Path(tempfile.mkdtemp(prefix="hanji-fuzz-"))
        self._ledger = open_ledger(str(self._folder / "ledger.sqlite"), "fuzz").__enter__()
        # Here and in no worker, which would turn whatever it raises into an answer.
        confined.read_confined = read_packed

    def __call__(self, data: bytes) -> None:
        path = self._folder / f"orders{self._suffix}"
        path.write_bytes(data)
        plan_import(self._ledger, path, RecordKind.ORDER)


PAIR = LanguagePair("ko", "en")
TARGETS: dict[str, Callable[[], Target]] = {
    "hwp": lambda: _in_section(SAMPLES / "hanji-white-paper.hwp"),
    "hwp-file": lambda: _whole(".hwp"),
    "hwpx": lambda: _in_package(".hwpx", "section0.xml", SAMPLES / "hanji-notice.hwpx"),
    "docx": lambda: _in_package(".docx", "word/document.xml", _first("*.docx")),
    "odt": lambda: _in_package(".odt", "content.xml", _ODT),
    "hml": lambda: _whole(".hml"),
    "epub": lambda: _in_package(".epub", ".xhtml", _made_book()),
    "pdf": lambda: _whole(".pdf"),
    "xliff": lambda: _import(_both, ".xlf", ".xliff"),
    "tmx": lambda: _import(lambda data: _all(tmx.read(data, PAIR)), ".tmx"),
    "tbx": lambda: _import(lambda data: _ignored(read_tbx(data, "ko", "en")), ".tbx"),
    "terms": lambda: _import(lambda data: _ignored(read_csv(data)), ".csv"),
    "orders": lambda: _import(_Orders(".csv"), ".csv"),
    "orders-xlsx": lambda: _import(_Orders(".xlsx"), ".xlsx"),
    "orders-xls": lambda: _import(_Orders(".xls"), ".xls"),
    "orders-ods": lambda: _import(_Orders(".ods"), ".ods"),
}
_ODT = Path(__file__).parents[1] / "converters/readers/odt/files/hanji-guidebook.odt"


def _first(pattern: str) -> Path:
    return sorted(SAMPLES.glob(pattern))[0]


def _made_book() -> Path:
    book = Path(tempfile.mkdtemp(prefix="hanji-fuzz-"), "book.epub")
    convert(ConversionRequest(SAMPLES / "hanji-notice.hwpx", book))
    return book


def _both(data: bytes) -> None:
    for read in (xliff12.read, xliff2.read):
        with suppress(ExchangeRefused):
            read(data)


def _all(units: Iterator[object]) -> None:
    for _ in units:
        pass


def _ignored(found: object) -> None:
    del found


def seeds_for(target: Target, folder: Path) -> Iterator[bytes]:
    """Yield what the fuzzer begins with: the parts of good files, small ones first."""
    files = (path for path in folder.rglob("*") if path.suffix.lower() in target.suffixes)
    for path in sorted(files, key=lambda path: (path.stat().st_size, path.name)):
        part = target.part(path.read_bytes())
        if part and len(part) <= _LARGEST:
            yield part


def main() -> None:
    """Run libFuzzer; it ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seeds", type=Path, default=SAMPLES, help="good files to begin with")
    parser.add_argument("--found", type=Path, default=Path(".fuzz"), help="kept inputs and crashes")
    parser.add_argument("--most-seeds", type=int, default=200)
    options = parser.parse_args()
    target = TARGETS[options.target]()
    kept = options.found / options.target
    kept.mkdir(parents=True, exist_ok=True)
    for at, seed in zip(range(options.most_seeds), seeds_for(target, options.seeds), strict=False):
        (kept / f"seed-{at:04}").write_bytes(seed)
    arguments = [
        sys.argv[0],
        str(kept),
        f"-max_total_time={options.seconds}",
        f"-max_len={_LARGEST}",
        f"-rss_limit_mb={_MEMORY_MB}",
        f"-timeout={_SLOW_SECONDS}",
        f"-artifact_prefix={options.found}{os.sep}",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
