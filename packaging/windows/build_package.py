# SPDX-License-Identifier: AGPL-3.0-or-later
"""Build the Windows packages on Linux: a folder, from it a portable ZIP, an installer and an MSI.

What goes in: CPython's embeddable package, the locked wheels, the product, its launchers. What
comes out of the same commit has the same bytes: files are sorted, times are the commit's.
Called by ``make package-windows``; what it needs and why: packaging/windows/README.md.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import importlib.util
import os
import py_compile
import re
import shutil
import sys
import uuid
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
TOP = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

import contents  # noqa: E402
import locked  # noqa: E402
import olefile  # noqa: E402
import pruning  # noqa: E402
from contents import NotBuildable, Packed, call, files_of, moment, settle, version  # noqa: E402

BUILD = TOP / "build" / "windows"
CACHE = BUILD / "cache"
LINES = BUILD / "wheels.txt"
COMPILER, RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
TOOLS = {
    COMPILER: "gcc-mingw-w64-x86-64",
    RESOURCES: "binutils-mingw-w64-x86-64",
    "osslsigncode": "osslsigncode",
    "makensis": "nsis",
    "wixl": "wixl",
}
CPYTHON = "3.11.9"
DOCUMENTS = (".hwp", ".hwpx", ".docx", ".odt", ".pdf", ".epub")
"""Documents that offer "Open with Hanji"; what opens them otherwise stays as it was."""
PORTABLE_MARK = "hanji-portable.txt"
PORTABLE_TEXT = (
    "이 파일이 있으면 한지는 설정과 자료를 이 폴더의 data에 둡니다.\r\n"
    "While this file is here, Hanji keeps its settings and data in the folder data beside it.\r\n"
)
PTH = ("python311.zip", ".", "..\\lib", "..\\program")


# ------------------------------------------------------------ the folder


def put_python(folder: Path) -> None:
    """Lay CPython's embeddable package; the launchers stand in for its own programs."""
    call(HERE / "fetch", "python")
    call(HERE / "verify_signatures", CACHE / "python")
    target = folder / "python"
    shutil.copytree(CACHE / "python", target)
    for name in ("python.exe", "pythonw.exe", "python.cat", "winsound.pyd", "_msi.pyd"):
        (target / name).unlink(missing_ok=True)
    (target / "python311._pth").write_text("\r\n".join(PTH) + "\r\n", "utf-8", newline="")
    with zipfile.ZipFile(target / "python311.zip") as library:
        magic = library.read("abc.pyc")[:4]
    if magic != importlib.util.MAGIC_NUMBER:
        raise NotBuildable(
            f"byte code must be made by Python {locked.PYTHON}, this is {sys.version}"
        )


def put_wheels(folder: Path) -> list[Path]:
    """Lay the locked wheels, without what no user needs; return the wheels."""
    found = locked.for_system((TOP / "requirements.lock").read_text("utf-8"), locked.WINDOWS)
    LINES.write_text("".join(locked.lines(found)))
    call(HERE / "fetch", "wheels", "wheels", LINES)
    wheels = sorted((CACHE / "wheels").glob("*.whl"))
    if len(wheels) != len(found):
        raise NotBuildable(f"{len(found)} packages are locked, {len(wheels)} wheels are there")
    contents.put_wheels(wheels, folder / "lib")
    return wheels


def compile_all(folder: Path) -> None:
    """Make byte code that is never checked against its source: Program folders are not written to."""
    for part in ("lib", "program"):
        made = compileall.compile_dir(
            folder / part,
            quiet=2,
            stripdir=str(folder),
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if not made and part == "program":
            raise NotBuildable("the program does not compile")


def put_launchers(folder: Path) -> None:
    """Build hanji.exe and hanji-gui.exe."""
    work = BUILD / "launcher"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    numbers = ",".join([*re.findall(r"\d+", version()), "0", "0", "0"][:4])
    for name, flags in (
        ("hanji", ["-municode"]),
        ("hanji-gui", ["-municode", "-mwindows", "-DWITH_WINDOW"]),
    ):
        text = (HERE / "launcher.rc.in").read_text("utf-8")
        for mark, value in (("@NUMBERS@", numbers), ("@VERSION@", version()), ("@NAME@", name)):
            text = text.replace(mark, value)
        (work / f"{name}.rc").write_text(text, "utf-8")
        call(RESOURCES, "-I", HERE, work / f"{name}.rc", "-O", "coff", "-o", work / f"{name}.res")
        call(
            COMPILER, "-Os", "-Wall", "-Wextra", "-Werror", "-s", "-static",
            "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
            *flags, HERE / "launcher.c", work / f"{name}.res", "-o", folder / f"{name}.exe",
        )  # fmt: skip
        sign(folder / f"{name}.exe")


def sign(program: Path) -> None:
    """Sign a program, where HANJI_SIGN_PKCS12 names a certificate with its key.

    HANJI_SIGN_PASSWORD_FILE names the file with its password, HANJI_SIGN_TIMESTAMP the address of a
    time stamping service. Signed packages have other bytes each time.
    """
    certificate = os.environ.get("HANJI_SIGN_PKCS12")
    if not certificate:
        return
    options: list[str] = ["-h", "sha256", "-n", "Hanji"]
    if password := os.environ.get("HANJI_SIGN_PASSWORD_FILE"):
        options += ["-readpass", password]
    if service := os.environ.get("HANJI_SIGN_TIMESTAMP"):
        options += ["-ts", service]
    signed = program.with_name(program.name + ".signed")
    call("osslsigncode", "sign", "-pkcs12", certificate, *options, "-in", program, "-out", signed)
    signed.replace(program)


# ------------------------------------------------------------ what is handed out


def write_zip(folder: Path, target: Path, quick: bool) -> None:
    """Write the portable ZIP: the folder with the mark that keeps settings beside it."""
    import time

    when = time.gmtime(moment())[:6]
    level = 1 if quick else 9
    with zipfile.ZipFile(
        target, "w", zipfile.ZIP_DEFLATED, compresslevel=1 if quick else 9
    ) as opened:
        entries = [(p.relative_to(folder).as_posix(), p.read_bytes()) for p in files_of(folder)]
        entries.append((PORTABLE_MARK, PORTABLE_TEXT.encode("utf-8-sig")))
        for name, data in sorted(entries):
            entry = zipfile.ZipInfo(f"Hanji/{name}", when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, data, compresslevel=level)


def write_installer(folder: Path, target: Path, quick: bool) -> None:
    """Write the installer: NSIS, for the person who runs it, without an administrator."""
    work = BUILD / "installer"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    lines: list[str] = []
    for place in sorted({p.parent for p in files_of(folder)}):
        inside = str(place.relative_to(folder)).replace("/", "\\")
        lines.append(f'SetOutPath "$INSTDIR{"" if inside == "." else chr(92) + inside}"')
        lines += [f'File "{p}"' for p in sorted(place.iterdir()) if p.is_file()]
    removed = [
        f'RMDir /r "$INSTDIR\\{path.name}"' if path.is_dir() else f'Delete "$INSTDIR\\{path.name}"'
        for path in sorted(folder.iterdir())
    ]
    (work / "files.nsh").write_text("\n".join(lines) + "\n", "utf-8")
    (work / "removed.nsh").write_text("\n".join(removed) + "\n", "utf-8")
    for name in ("Associate", "Dissociate"):
        called = "".join(f'  !insertmacro {name} "{suffix}"\n' for suffix in DOCUMENTS)
        (work / f"{name.lower()}d.nsh").write_text(called, "utf-8")
    size = sum(p.stat().st_size for p in files_of(folder)) // 1024
    numbers = ".".join([*re.findall(r"\d+", version()), "0", "0", "0"][:4])
    call(
        "makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DVERSION={version()}", f"-DNUMBERS={numbers}",
        f"-DSIZE_KIB={size}", f"-DWORK={work}", f"-DHERE={HERE}", f"-DTARGET={target}", *(["-DQUICK"] if quick else []), HERE / "installer.nsi",
        # Another locale's letters would not do for the names of its folders.
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment()), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    sign(target)


_SPACE = uuid.UUID("5b0a4a0e-6a4e-5f0c-9d8b-7e1b6a3f2c10")
"""All identifiers of the MSI are made of this one and a name."""


def identifier(name: str) -> str:
    """Return the identifier that a name always has."""
    return str(uuid.uuid5(_SPACE, name)).upper()


def write_msi(folder: Path, target: Path, _quick: bool) -> None:
    """Write the MSI for group policies: wixl."""
    # wixl looks for files from where its description lies, and knows no other paths.
    source = BUILD / "hanji.wxs"
    source.write_text(description_of_msi(folder), "utf-8")
    shutil.copyfile(HERE / "hanji.ico", BUILD / "hanji.ico")
    call(
        "wixl", "--arch", "x64", "-o", target, source.name,
        cwd=BUILD,
    )  # fmt: skip
    settle_msi(target)
    sign(target)


def settle_msi(target: Path) -> None:
    """Give an MSI the time of the package and an identifier made of it: wixl takes the clock and chance.

    Both are in its summary, a set of properties in which times have the type 0x40 (VT_FILETIME).
    """
    stream = "\x05SummaryInformation"
    filetime = (moment() + 11_644_473_600) * 10_000_000
    with olefile.OleFileIO(str(target), write_mode=True) as opened:
        data = opened.openstream(stream).read()
        data = re.sub(
            rb"\x40\x00\x00\x00.{7}\x01",
            b"\x40\x00\x00\x00" + filetime.to_bytes(8, "little"),
            data,
            flags=re.DOTALL,
        )
        name = f"package {version()} {moment()}"
        made = f"{{{identifier(name)}}}".encode()
        data, count = re.subn(rb"\{[0-9A-Fa-f-]{36}\}", made, data)
        if count != 1:
            raise NotBuildable("the summary of the MSI is not as it was known")
        opened.write_stream(stream, data)


def offering(suffix: str) -> str:
    """Return what an MSI enters, so that documents of a suffix offer "Open with Hanji".

    Windows looks at the names of these values; wixl writes none that are empty.
    """
    classes = "Software\\Classes"
    return (
        f'<RegistryValue Root="HKLM" Key="{classes}\\{suffix}\\OpenWithProgids" Name="Hanji.Document" Type="string" Value="Hanji"/>\n'
        f'<RegistryValue Root="HKLM" Key="{classes}\\Applications\\hanji-gui.exe\\SupportedTypes" Name="{suffix}" Type="string" Value="Hanji"/>'
    )


def description_of_msi(folder: Path) -> str:
    """Return the description of the MSI: a component for each file, under its folder."""
    from xml.sax.saxutils import quoteattr

    components: list[str] = []

    def directory(place: Path, depth: int) -> list[str]:
        lines: list[str] = []
        for path in sorted(place.iterdir()):
            inside = path.relative_to(folder).as_posix()
            key = hashlib.sha256(inside.encode()).hexdigest()[:24]
            if path.is_dir():
                lines.append(f'<Directory Id="d{key}" Name={quoteattr(path.name)}>')
                lines += directory(path, depth + 1)
                lines.append("</Directory>")
                continue
            components.append(f"c{key}")
            lines.append(
                f'<Component Id="c{key}" Guid="{identifier(inside)}" Win64="yes">'
                f'<File Id="f{key}" Name={quoteattr(path.name)} Source={quoteattr(f"{folder.name}/{inside}")} KeyPath="yes"/>'
                "</Component>"
            )
        return lines

    body = "\n".join(directory(folder, 0))
    text = (HERE / "msi.wxs.in").read_text("utf-8")
    numbers = ".".join([*re.findall(r"\d+", version()), "0", "0", "0"][:4])
    marks = {
        "@VERSION@": numbers,
        "@PRODUCT@": identifier(f"product {version()}"),
        "@UPGRADE@": identifier("upgrade"),
        "@SHORTCUT@": identifier("shortcut"),
        "@ASSOCIATIONS@": identifier("associations"),
        "@DOCUMENTS@": "\n".join(map(offering, DOCUMENTS)),
        "@FILES@": body,
        "@REFERENCES@": "\n".join(f'<ComponentRef Id="{name}"/>' for name in components),
    }
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


# ------------------------------------------------------------ the whole


def main() -> int:
    """Build what was asked for and print sizes and hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TOP / "dist")
    parser.add_argument("--only", choices=["folder", "zip", "installer", "msi"])
    parser.add_argument(
        "--quick", action="store_true", help="compress less: for trying, not for handing out"
    )
    arguments = parser.parse_args()
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        sys.stderr.write(f"hanji: missing; type: apt-get install {' '.join(missing)}\n")
        return 1
    os.umask(0o022)
    folder = BUILD / "Hanji"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    put_python(folder)
    wheels = put_wheels(folder)
    contents.put_program(folder / "program")
    shutil.copyfile(TOP / "LICENSE", folder / "LICENSE.txt")
    packed = contents.put_licences(
        wheels, folder / "licences", (Packed("CPython", CPYTHON, "PSF-2.0"),)
    )
    shutil.move(folder / "python" / "LICENSE.txt", folder / "licences" / "CPython.txt")
    pruning.prune_qt(folder / "lib" / "PySide6")
    unknown = pruning.unresolved(folder)
    if unknown:
        raise NotBuildable(f"nobody has these libraries: {unknown}")
    compile_all(folder)
    put_launchers(folder)
    contents.put_bill(LINES, packed, folder / "sbom.cdx.json")
    settle(folder)
    arguments.out.mkdir(exist_ok=True)
    name = f"hanji-{version()}-windows-x64"
    makers = {
        "zip": (write_zip, f"{name}-portable.zip"),
        "installer": (write_installer, f"{name}-setup.exe"),
        "msi": (write_msi, f"{name}.msi"),
    }
    size = sum(p.stat().st_size for p in files_of(folder))
    sys.stdout.write(f"{size / 1e6:8.1f} MB  the folder, {len(list(files_of(folder)))} files\n")
    for kind, (make, file) in makers.items():
        if arguments.only in (None, kind):
            target = arguments.out.resolve() / file
            target.unlink(missing_ok=True)
            make(folder, target, arguments.quick)
            digest = hashlib.sha256(target.read_bytes()).hexdigest()
            sys.stdout.write(f"{target.stat().st_size / 1e6:8.1f} MB  {digest}  {target.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
