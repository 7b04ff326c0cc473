# SPDX-License-Identifier: AGPL-3.0-or-later
"""Build the Linux packages: a .deb, and a tar that runs from any folder.

Both hold a virtual environment with the locked wheels and the product; the Python is the system's.
Called by ``make package-deb``; what is in them and why: packaging/linux/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TOP = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

import contents  # noqa: E402
import locked  # noqa: E402
import pruning  # noqa: E402
from contents import NotBuildable, call, files_of, moment, settle, version  # noqa: E402

BUILD = TOP / "build" / "linux"
HOME = Path("usr/lib/hanji")
SYSTEMS = {"3.11": "deb12", "3.12": "ubuntu24", "3.13": "deb13"}
"""The distribution that has a Python, by its version."""
PLATFORMS = [
    *(f"manylinux_2_{minor}_x86_64" for minor in range(36, 16, -1)),
    "manylinux2014_x86_64",
    "manylinux2010_x86_64",
    "manylinux1_x86_64",
]
_OF_THE_SYSTEM = {
    "ld-linux-x86-64.so.2": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libresolv.so.2": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgio-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""The package of Debian that has a library which wheels do not bring."""
_OF_GTK = {
    "libatk-1.0.so.0",
    "libcairo-gobject.so.2",
    "libcairo.so.2",
    "libgdk-3.so.0",
    "libgdk_pixbuf-2.0.so.0",
    "libgtk-3.so.0",
    "libharfbuzz.so.0",
    "libpango-1.0.so.0",
    "libpangocairo-1.0.so.0",
}
"""Asked for by a plugin that is left alone where a desktop has no GTK."""


# ------------------------------------------------------------ the environment


def wheels_for(python: str) -> tuple[list[Path], Path]:
    """Download the locked wheels for a Python; return them and their requirement lines."""
    lines = BUILD / f"wheels-{python}.txt"
    into = BUILD / f"wheels-{python}"
    lock = (TOP / "requirements.lock").read_text("utf-8")
    found = locked.for_system(lock, locked.linux(python))
    text = "".join(locked.lines(found))
    BUILD.mkdir(parents=True, exist_ok=True)
    if not (into.is_dir() and lines.exists() and lines.read_text() == text):
        shutil.rmtree(into, ignore_errors=True)
        (BUILD / "asked.txt").write_text(text)
        platforms = [word for name in PLATFORMS for word in ("--platform", name)]
        tag = "cp" + python.replace(".", "")
        call(
            sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input",
            "download", "--require-hashes", "--no-deps", "--only-binary=:all:", *platforms,
            "--python-version", python, "--implementation", "cp", "--abi", tag, "--abi", "abi3",
            "--abi", "none", "-d", into, "-r", BUILD / "asked.txt",
        )  # fmt: skip
        shutil.move(BUILD / "asked.txt", lines)
    wheels = sorted(into.glob("*.whl"))
    if len(wheels) != len(found):
        raise NotBuildable(f"{len(found)} packages are locked, {len(wheels)} wheels are there")
    return wheels, lines


def put_environment(home: Path, python: str) -> list[contents.Packed]:
    """Lay a virtual environment of the system's Python with wheels and product; return what is packed."""
    wheels, lines = wheels_for(python)
    site = home / "lib" / f"python{python}" / "site-packages"
    contents.put_wheels(wheels, site)
    pruning.prune_qt(site)
    contents.put_program(site)
    (home / "bin").mkdir()
    (home / "bin" / "python3").symlink_to(f"/usr/bin/python{python}")
    (home / "pyvenv.cfg").write_text(
        f"home = /usr/bin\ninclude-system-site-packages = false\nversion = {python}\n"
    )
    for name, module in (("hanji", "app"), ("hanji-gui", "app.gui")):
        text = (HERE / "launcher.in").read_text("utf-8").replace("@MODULE@", module)
        (home / "bin" / name).write_text(text)
        (home / "bin" / name).chmod(0o755)
    packed = contents.put_licences(wheels, home / "licences")
    shutil.copyfile(TOP / "LICENSE", home / "LICENSE.txt")
    contents.put_bill(lines, packed, home / "sbom.cdx.json")
    return packed


def packages_needed(site: Path) -> list[str]:
    """Return the packages of Debian that have what the wheels ask for and do not bring.

    Raises:
        NotBuildable: nobody has a library that is asked for.
    """
    asked = pruning.lacking(site)
    unknown = {n: who for n, who in asked.items() if n not in _OF_THE_SYSTEM and n not in _OF_GTK}
    if unknown:
        raise NotBuildable(f"nobody has these libraries: {unknown}")
    return sorted({_OF_THE_SYSTEM[name] for name in asked if name not in _OF_GTK})


# ------------------------------------------------------------ what is handed out


def write_deb(home: Path, python: str, target: Path, level: str) -> None:
    """Write the .deb by dpkg-deb."""
    root = BUILD / "root"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(home, root / HOME, symlinks=True)
    share, documents = root / "usr" / "share", root / "usr" / "share" / "doc" / "hanji"
    (root / "usr" / "bin").mkdir()
    for name in ("hanji", "hanji-gui"):
        (root / "usr" / "bin" / name).symlink_to(f"../lib/hanji/bin/{name}")
    put_desktop(share)
    documents.mkdir(parents=True)
    shutil.move(root / HOME / "LICENSE.txt", documents / "LICENSE.txt")
    shutil.move(root / HOME / "sbom.cdx.json", documents / "sbom.cdx.json")
    shutil.move(root / HOME / "licences", documents / "licences")
    # The program looks for them beside itself.
    for name in ("LICENSE.txt", "sbom.cdx.json", "licences"):
        (root / HOME / name).symlink_to(f"../../share/doc/hanji/{name}")
    shutil.copyfile(HERE / "copyright", documents / "copyright")

    control = root / "DEBIAN"
    control.mkdir()
    site = root / HOME / "lib" / f"python{python}" / "site-packages"
    major, minor = python.split(".")
    marks = {
        "@VERSION@": f"{version()}-1+{SYSTEMS[python]}",
        "@SIZE@": str(sum(p.stat().st_size for p in files_of(root)) // 1024),
        "@PYTHON@": f"python3 (>= {python}), python3 (<< {major}.{int(minor) + 1}~), python{python}",
        "@LIBRARIES@": ", ".join(packages_needed(site)),
    }
    for name in ("control", "postinst", "prerm"):
        text = (HERE / f"{name}.in").read_text("utf-8")
        for mark, value in marks.items():
            text = text.replace(mark, value)
        (control / name).write_text(text)
        (control / name).chmod(0o644 if name == "control" else 0o755)
    settle(root)
    sums = [
        f"{hashlib.md5(p.read_bytes(), usedforsecurity=False).hexdigest()}  {p.relative_to(root)}\n"
        for p in files_of(root)
        if not p.is_symlink() and control not in p.parents
    ]
    (control / "md5sums").write_text("".join(sums))
    settle(root)
    # One thread: what several make depends on their number.
    call(
        "dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--threads-max=1", "--build", root, target,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment())}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def put_desktop(share: Path) -> None:
    """Lay what a desktop asks for: the entry, the types of documents, icons."""
    for source, inside in (
        ("hanji.desktop", "applications/hanji.desktop"),
        ("hanji.xml", "mime/packages/hanji.xml"),
    ):
        (share / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / source, share / inside)
    icon = TOP / "assets" / "icons" / "hanji.svg"
    for kind, name in (("apps", "hanji.svg"), ("mimetypes", "application-x-hanji-project.svg")):
        place = share / "icons" / "hicolor" / "scalable" / kind / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(icon, place)


def write_tar(home: Path, target: Path, level: str) -> None:
    """Write the tar that runs from any folder, by GNU tar and xz."""
    settle(home)
    with target.open("wb") as stream:
        packing = subprocess.Popen(
            ["tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{moment()}",
             "--format=gnu", "-C", home.parent, "-c", home.name],
            stdout=subprocess.PIPE,
        )  # fmt: skip
        call("xz", "-T1", f"-{level}", "-c", stdin=packing.stdout, stdout=stream)
        if packing.wait() != 0:
            raise NotBuildable("tar failed")


def main() -> int:
    """Build what was asked for and print sizes and hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TOP / "dist")
    parser.add_argument("--python", choices=sorted(SYSTEMS), default="3.11")
    parser.add_argument("--only", choices=["folder", "deb", "tar"])
    parser.add_argument(
        "--quick", action="store_true", help="compress less: for trying, not for handing out"
    )
    arguments = parser.parse_args()
    os.umask(0o022)
    level = "0" if arguments.quick else "6"
    home = BUILD / "folder" / f"hanji-{version()}"
    shutil.rmtree(home.parent, ignore_errors=True)
    home.mkdir(parents=True)
    put_environment(home, arguments.python)
    size = sum(p.stat().st_size for p in files_of(home))
    sys.stdout.write(f"{size / 1e6:8.1f} MB  the folder, {len(list(files_of(home)))} files\n")
    arguments.out.mkdir(exist_ok=True)
    kept = f"hanji_{version()}-1+{SYSTEMS[arguments.python]}_amd64.deb"
    loose = f"hanji-{version()}-linux-x64-python{arguments.python}.tar.xz"
    for kind, name in (("deb", kept), ("tar", loose)):
        if arguments.only not in (None, kind):
            continue
        target = arguments.out.resolve() / name
        target.unlink(missing_ok=True)
        if kind == "deb":
            write_deb(home, arguments.python, target, level)
        else:
            write_tar(home, target, level)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        sys.stdout.write(f"{target.stat().st_size / 1e6:8.1f} MB  {digest}  {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
