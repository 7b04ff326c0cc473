# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of the tree that no linter knows."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
CODE = ("app", "converters", "translation", "assets")
MOST_LINES = 700
SPDX = "SPDX-License-Identifier: AGPL-3.0-or-later"
# With brackets, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/(?!user)|C:\\User[s]")
HOSTS = re.compile(r"files\.pythonhoste[d]|pypi\.or[g]|deb\.debia[n]")


def tracked() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("there is no git to ask")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=REPOSITORY, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return [
        REPOSITORY / name for name in listed.split("\0") if name and (REPOSITORY / name).is_file()
    ]


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def test_packaging_never_becomes_a_package():
    """It would shadow the library that pip, pytest and PyInstaller need."""
    assert not list((REPOSITORY / "packaging").rglob("__init__.py"))
    import packaging.version

    assert "site-packages" in str(packaging.version.__file__)


def test_modules_stay_readable():
    long = {
        p.name: n for p in sources() if (n := len(p.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def test_every_source_names_its_licence_first():
    bare = []
    for path in sources():
        lines = path.read_text("utf-8").splitlines()
        first = lines[1] if lines and lines[0].startswith("#!") else "".join(lines[:1])
        if SPDX not in first:
            bare.append(str(path.relative_to(REPOSITORY)))
    assert not bare


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, HOSTS], ids=["paths", "hosts"])
def test_no_file_names_a_machine(pattern):
    guilty = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if pattern.search(text):
            guilty.append(str(path.relative_to(REPOSITORY)))
    assert not guilty


def test_qt_is_imported_in_its_own_folder_only():
    guilty = [
        str(path.relative_to(REPOSITORY))
        for folder in CODE
        for path in (REPOSITORY / folder).rglob("*.py")
        if re.search(
            r"^\s*(from|import) (PySide6|shiboken6)", path.read_text("utf-8"), re.MULTILINE
        )
        and not path.is_relative_to(REPOSITORY / "app" / "ui")
    ]
    assert not guilty


def test_no_dependency_ships_a_package_of_our_names():
    owners = packages_distributions()
    for name in CODE:
        assert set(owners.get(name, [])) <= {"hanji"}


def test_locks_pin_everything_with_hashes():
    for lock in REPOSITORY.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        pins = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE | re.IGNORECASE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)


@pytest.mark.parametrize("name", ["onnxruntime", "minisbd", "sacremoses"])
def test_what_the_translator_of_argos_needs_is_not_installed(name):
    """Only its index is used; see docs/decisions/0001-lock-file.md."""
    for lock in REPOSITORY.glob("requirements*.lock"):
        assert not re.search(rf"^{name}==", lock.read_text("utf-8"), re.MULTILINE)


def test_locks_are_installed_without_looking_for_more():
    """They leave out what is not used, which pip would otherwise ask for by name."""
    installs = [
        line
        for name in ("Makefile", "README.md", "README.en.md")
        for line in (REPOSITORY / name).read_text("utf-8").splitlines()
        if "--require-hashes" in line
    ]
    assert len(installs) >= 9
    assert not [line for line in installs if "--no-deps" not in line]


def test_the_versions_agree():
    from app import __version__

    project = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    assert f'version = "{__version__}"' in project
    assert f"## {__version__}" in (REPOSITORY / "CHANGELOG.md").read_text("utf-8")


HANCOM = "본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다."


@pytest.mark.parametrize(
    "name", ["README.md", "README.en.md", "docs/user/guide.ko.md", "docs/user/guide.en.md"]
)
def test_the_sentence_for_hancom_stands_where_people_read(name):
    assert HANCOM in (REPOSITORY / name).read_text("utf-8")


def test_every_direct_dependency_is_explained():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split("[^a-z0-9-]", requirement)[0] for requirement in wanted]
    explained = (REPOSITORY / "docs" / "dependencies.md").read_text("utf-8")
    assert len(names) > 15
    assert not [name for name in names if f"| {name} |" not in explained]
