# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of Qt is packed for Linux: the modules and plugins that are used, and what they ask for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from contents import QT_MODULES

QT_PLUGINS = (
    "platforms/libqxcb.so",
    "platforms/libqwayland.so",
    "platforms/libqoffscreen.so",
    # Korean is typed through IBus, which Fcitx and nimf speak as well.
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    # The desktop's font sizes and its dialogs of files.
    "platformthemes/libqgtk3.so",
    "platformthemes/libqxdgdesktopportal.so",
    "wayland-shell-integration/libxdg-shell.so",
    "wayland-decoration-client/libadwaita.so",
    "wayland-decoration-client/libbradient.so",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "iconengines/libqsvgicon.so",
    "imageformats/libqico.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqgif.so",
    "imageformats/libqsvg.so",
    "imageformats/libqwebp.so",
)
_QT_TRANSLATIONS = re.compile(r"qtbase_(ko|en)\.qm$")


def imports(library: Path) -> set[str]:
    """Return the libraries that one asks for."""
    shown = subprocess.run(
        ["readelf", "-d", library], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", shown))


def prune_qt(site: Path) -> None:
    """Leave of PySide6 in a folder of packages what is used, and what that asks for."""
    folder = site / "PySide6"
    wanted = {folder / f"{name}.abi3.so" for name in QT_MODULES}
    wanted |= {folder / "Qt" / "plugins" / name for name in QT_PLUGINS}
    known = {p.name: p for p in (*folder.glob("lib*.so*"), *(folder / "Qt" / "lib").glob("*.so*"))}
    waiting = list(wanted)
    while waiting:
        for name in imports(waiting.pop()):
            found = known.get(name)
            if found is not None and found not in wanted:
                wanted.add(found)
                waiting.append(found)
    for name in ("Qt/libexec", "Qt/metatypes", "Qt/qml", "scripts", "resources"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.suffix == ".qm":
            if not _QT_TRANSLATIONS.search(path.name):
                path.unlink()
        elif path.suffix != ".py" and path not in wanted:
            path.unlink()


def lacking(site: Path) -> dict[str, list[str]]:
    """Return the libraries that are asked for and are not packed, with who asks."""
    libraries = [p for p in sorted(site.rglob("*")) if ".so" in p.name and p.is_file()]
    there = {path.name for path in libraries}
    found: dict[str, list[str]] = {}
    for path in libraries:
        for name in imports(path) - there:
            found.setdefault(name, []).append(path.name)
    return found
