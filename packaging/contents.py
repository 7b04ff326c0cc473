# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is in every package of Hanji: the product, the wheels, the licences, the bill of materials.

Two packages of one commit have the same bytes: files are sorted, times are the commit's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
TOP = HERE.parent
TOOLS = TOP / "build" / "tools"
PROGRAM = ("app", "converters", "translation", "assets")
QT_MODULES = (
    "QtCore", "QtGui", "QtWidgets", "QtSvg", "QtNetwork", "QtOpenGL", "QtOpenGLWidgets",
)  # fmt: skip
"""What of Qt is packed. QtNetwork carries the local socket by which a second start finds the first. The
two of OpenGL draw nothing, but pyqtgraph, with which the ledger draws its charts, does not load without them."""

_LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing|examples?|include|includes|f2py|docs?|typesystems|glue|metatypes|qml"
    r"|__pycache__)/|\.(pyi|h|hpp|hxx|c|cpp|pxd|pxi|pyx|lib|a|pdb|cmake|exe)$"
    r"|^numpy/(distutils|conftest\.py)|^[^/]+\.data/scripts/|/RECORD$|/INSTALLER$"
    # NVIDIA's, which is not free; models run on the processor, and nothing asks for it there.
    r"|(^|/)cudnn[^/]*\.dll$"
    # The program has its own (assets/spelling), with the text of its licence.
    r"|^hunspell/dictionaries/"
)
# numpy.testing and alembic.testing are asked for by the libraries themselves.
_KEPT = re.compile(
    r"^numpy/testing/[^/]*\.py$|^numpy/testing/_private/|^sqlalchemy/testing/|^alembic/testing/"
)
_LICENCE = re.compile(r"\.dist-info/.*(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


class NotBuildable(Exception):
    """Something is missing or is not as it should be."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that goes in: its name as it writes it, its version, what it says of its licence."""

    name: str
    version: str
    licence: str


DATA = {
    Packed(
        "scowl-en-us", "2020.12.07", "SCOWL (permissive, see its text)"
    ): "assets/spelling/LICENSE",
    Packed("tessdata-fast", "4.1.0", "Apache-2.0"): "assets/tessdata/LICENSE",
    Packed("nanum-square", "1.000", "OFL-1.1"): "assets/fonts/OFL.txt",
}
"""Data of others among the assets, and the files with their licences."""


def call(*command: object, **options: object) -> None:
    """Run a program that must succeed."""
    subprocess.run([str(part) for part in command], check=True, **options)


def version() -> str:
    """Return the product's version."""
    found = re.search(r'__version__ = "([^"]+)"', (TOP / "app" / "__init__.py").read_text("utf-8"))
    assert found is not None
    return found[1]


def moment() -> int:
    """Return the time that all files get: SOURCE_DATE_EPOCH, or that of the commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, cwd=TOP, capture_output=True, text=True, check=True).stdout)


# ------------------------------------------------------------ files


def put_program(target: Path) -> None:
    """Lay what git knows of the product."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *PROGRAM], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TOP / name, place)


def put_wheels(wheels: list[Path], target: Path) -> None:
    """Lay the files of wheels, without what no user needs."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as opened:
            for name in opened.namelist():
                inside = place_of(name)
                if inside is not None:
                    place = target / inside
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(opened.read(name))


def place_of(name: str) -> PurePosixPath | None:
    """Return where a file of a wheel is laid, or None where it is left out."""
    if name.endswith("/") or (_LEFT_OUT.search(name) and not _KEPT.search(name)):
        return None
    path = PurePosixPath(name)
    if path.parts[0].endswith(".data"):
        # Wheels may carry files for "purelib" and "platlib" in a folder of their own.
        return PurePosixPath(*path.parts[2:]) if path.parts[1] in ("purelib", "platlib") else None
    return path


def settle(folder: Path) -> None:
    """Give all files the time and the rights of the package; programs stay programs."""
    when = moment()
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in an order that no file system decides."""
    yield from sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.as_posix())


# ------------------------------------------------------------ licences and the bill of materials


def put_licences(wheels: list[Path], target: Path, others: tuple[Packed, ...] = ()) -> list[Packed]:
    """Lay the licences of all wheels and a list of them; return what is packed.

    ``licences/`` beside this module has the texts that wheels leave out, by package.

    Raises:
        NotBuildable: a wheel has no text of its licence, and none is kept for it.
    """
    target.mkdir(parents=True, exist_ok=True)
    packed = list(others)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as opened:
            (metadata,) = (n for n in opened.namelist() if n.endswith(".dist-info/METADATA"))
            said = opened.read(metadata).decode("utf-8", "replace").partition("\n\n")[0]
            name = _field(said, "Name")
            packed.append(Packed(name, _field(said, "Version"), _licence(said)))
            place = target / name
            place.mkdir()
            # Windows takes LICENSE.TXT and LICENSE.txt for one name.
            taken: set[str] = set()
            for part in filter(_is_licence, opened.namelist()):
                file = place / Path(part).name
                while file.name.casefold() in taken:
                    file = file.with_name("_" + file.name)
                taken.add(file.name.casefold())
                file.write_bytes(opened.read(part))
            kept = HERE / "licences" / canonicalize_name(name)
            if kept.is_dir():
                shutil.copytree(kept, place, dirs_exist_ok=True)
            if not any(place.iterdir()):
                raise NotBuildable(f"{wheel.name} has no text of its licence")
    for data, text in DATA.items():
        packed.append(data)
        place = target / data.name
        place.mkdir()
        shutil.copyfile(TOP / text, place / Path(text).name)
    rows = [f"{each.name}\t{each.version}\t{each.licence}\n" for each in packed]
    (target / "LIST.txt").write_text("name\tversion\tlicence\n" + "".join(rows), "utf-8")
    return packed


def put_bill(lines: Path, packed: list[Packed], target: Path) -> None:
    """Write the software bill of materials (CycloneDX) of requirement lines, with licences.

    What is packed without being a requirement is named as a platform.
    """
    tool = TOOLS / "bin" / "cyclonedx-py"
    if not tool.exists():
        call(sys.executable, "-m", "venv", TOOLS)
        call(
            TOOLS / "bin" / "pip", "install", "-q", "--require-hashes", "--no-deps",
            "-r", HERE / "bill-requirements.lock",
        )  # fmt: skip
    call(
        tool, "requirements", lines, "--output-reproducible", "--of", "JSON", "--sv", "1.6",
        "-o", target, env={**os.environ, "SOURCE_DATE_EPOCH": str(moment())},
    )  # fmt: skip
    bill = json.loads(target.read_text("utf-8"))
    known = {canonicalize_name(each.name): each for each in packed}
    for component in bill["components"]:
        each = known.pop(canonicalize_name(component["name"]))
        component["licenses"] = [{"license": {"name": each.licence}}]
    for each in known.values():
        bill["components"].append(
            {
                "bom-ref": each.name.lower(),
                "type": "platform",
                "name": each.name,
                "version": each.version,
                "purl": f"pkg:generic/{each.name.lower()}@{each.version}",
                "licenses": [{"license": {"name": each.licence}}],
            }
        )
    text = json.dumps(bill, indent=1, ensure_ascii=False, sort_keys=True)
    target.write_text(text + "\n", "utf-8")


def _is_licence(name: str) -> bool:
    return bool(_LICENCE.search(name)) and not name.endswith("/")


def _field(metadata: str, name: str) -> str:
    """Return a field of a wheel's metadata; empty where it has none."""
    found = re.search(rf"^{name}: (.+)$", metadata, re.MULTILINE)
    return found[1].strip() if found else ""


def _licence(metadata: str) -> str:
    """Return what a package says of its licence: the expression, a classifier, or the free field."""
    if said := _field(metadata, "License-Expression"):
        return said
    classifiers = re.findall(
        r"^Classifier: License :: (?:OSI Approved :: )?(.+?)\r?$", metadata, re.MULTILINE
    )
    return (
        "; ".join(said for said in classifiers if said != "OSI Approved")
        or _field(metadata, "License")
        or "see its folder"
    )
