# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of Qt is packed for Windows: the modules and plugins that are used, and what they ask for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from contents import QT_MODULES

OBJDUMP = "x86_64-w64-mingw32-objdump"

QT_PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",
    "iconengines/qsvgicon.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qgif.dll",
    "imageformats/qsvg.dll",
    "imageformats/qwebp.dll",
)
QT_TRANSLATIONS = re.compile(r"qtbase_(ko|en)\.qm$")

_OF_WINDOWS = re.compile(
    r"(api-ms-win-|ext-ms-)|^(advapi32|authz|bcrypt|bcryptprimitives|cfgmgr32|combase|comctl32|comdlg32|crypt32"
    r"|d2d1|d3d11|d3d12|d3d9|dbghelp|dcomp|dnsapi|dwmapi|dwrite|dxgi|gdi32|icuuc|icuin|imm32|imagehlp|iphlpapi"
    r"|kernel32|mpr|msvcrt|mswsock|ncrypt|netapi32|normaliz|ntdll|ole32|oleaut32|powrprof|propsys|psapi|rpcrt4"
    r"|secur32|setupapi|shcore|shell32|shlwapi|ucrtbase|user32|userenv|uxtheme|version|winhttp|wininet|winmm"
    r"|winspool\.drv|wintrust|wldap32|ws2_32|wsock32|wtsapi32|synchronization|uiautomationcore|pdh|opengl32|dbgeng"
    r"|msi|cabinet|winusb|runtimeobject|python3|python311)(\.dll)?$",
    re.IGNORECASE,
)


def imports(program: Path) -> set[str]:
    """Return the libraries that a program or library of Windows asks for, in lower case."""
    shown = subprocess.run([OBJDUMP, "-p", program], capture_output=True, text=True, check=True)
    return {name.lower() for name in re.findall(r"DLL Name: (\S+)", shown.stdout)}


def prune_qt(folder: Path) -> None:
    """Leave the modules and plugins that are used, and the libraries that these ask for."""
    wanted = {folder / f"{name}.pyd" for name in QT_MODULES}
    wanted |= {folder / "plugins" / name for name in QT_PLUGINS}
    _leave(folder, wanted)
    for name in ("scripts", "resources", "support/generate_pyi.py"):
        _remove(folder / name)
    shiboken = folder.parent / "shiboken6"
    _leave(shiboken, set(shiboken.glob("Shiboken.pyd")) | set(shiboken.glob("shiboken6*.dll")))


def _leave(folder: Path, wanted: set[Path]) -> None:
    """Delete what is neither wanted nor asked for by it, and what is no code at all."""
    known = {path.name.lower(): path for path in folder.glob("*.dll")}
    waiting = list(wanted)
    while waiting:
        for name in imports(waiting.pop()):
            found = known.get(name)
            if found is not None and found not in wanted:
                wanted.add(found)
                waiting.append(found)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.suffix == ".qm":
            if not QT_TRANSLATIONS.search(path.name):
                path.unlink()
        elif path.suffix in (".dll", ".pyd"):
            if path not in wanted:
                path.unlink()
        elif path.suffix != ".py":
            path.unlink()


def _remove(path: Path) -> None:
    import shutil

    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def programs(folder: Path) -> Iterator[Path]:
    """Yield the programs and libraries of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".dll", ".pyd", ".exe"):
            yield path


def unresolved(folder: Path) -> dict[str, list[str]]:
    """Return the libraries that something asks for and neither the folder nor Windows has."""
    there = {path.name.lower() for path in programs(folder)}
    lacking: dict[str, list[str]] = {}
    for path in programs(folder):
        for name in imports(path) - there:
            if not _OF_WINDOWS.search(name):
                lacking.setdefault(name, []).append(path.name)
    return lacking
