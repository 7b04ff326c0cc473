# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs ``hanji`` where there is no network but this machine's own, and says what it connects to.

``python -m tests.acceptance.alone FOLDER [--server INTERFACE] -- ARGUMENTS`` is started in a network
namespace of its own. It turns the loopback on, starts a translation server there if one is wanted and
names it in a policy, runs the command below strace, and prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from tests.acceptance.engines import said_by_server
from tests.app.translation_servers import running

_UP, _GET, _SET = 0x1, 0x8913, 0x8914
_CALL = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=(AF_\w+)(.*)")
_PORT, _ADDRESS = re.compile(r"sin6?_port=htons\((\d+)\)"), re.compile(r'"([0-9a-f:.]+)"')
POLICY = """
[locked]
translation_server = "on"
[[translation_servers]]
name = "시청 번역"
address = "http://127.0.0.1:{port}{path}"
interface = "{interface}"
model = "tiny"
pairs = ["ko:en"]
"""


def missing() -> str:
    """Return what this machine lacks for it; nothing where it lacks nothing."""
    for name in ("unshare", "strace"):
        if shutil.which(name) is None:
            return f"there is no {name}"
    tried = subprocess.run(
        [*namespace(), "strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "this machine allows no namespaces of its own"


def namespace() -> list[str]:
    """Return the command that runs another one in a network namespace of its own."""
    return ["unshare", "--net", "--map-root-user"]


def main(arguments: list[str]) -> int:
    """Run the command; see the module."""
    at = arguments.index("--")
    folder = Path(arguments[0])
    interface = arguments[2] if at > 1 else ""
    _loopback_up()
    with running(said_by_server) if interface else nullcontext() as server:
        if server is not None:
            path = "/v1" if interface == "openai" else ""
            (folder / "etc" / "hanji").mkdir(parents=True)
            (folder / "etc" / "hanji" / "policy.toml").write_text(
                POLICY.format(port=server.port, path=path, interface=interface), encoding="utf-8"
            )
        log = folder / "strace.log"
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", log, "-e", "trace=%network", sys.executable, "-m", "app",
             *arguments[at + 1 :]],
            env={**os.environ, "XDG_CONFIG_DIRS": str(folder / "etc")},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        said = {
            "code": done.returncode,
            "err": done.stderr,
            "port": server.port if server else 0,
            "asked": len(server.asked) if server else 0,
            "reached": sorted(reached(log.read_text(encoding="utf-8", errors="replace"))),
            "outside": _outside(),
        }
    sys.stdout.write(json.dumps(said) + "\n")
    return 0


def reached(log: str) -> set[str]:
    """Return all that was connected or sent to, but sockets of this machine's file system."""
    found = set()
    for line in log.splitlines():
        call = _CALL.search(line)
        if call is None or call[2] in ("AF_UNIX", "AF_UNSPEC", "AF_NETLINK"):
            continue
        port, address = _PORT.search(call[3]), _ADDRESS.search(call[3])
        found.add(f"{address[1] if address else call[2]}:{port[1] if port else '?'}")
    return found


def _loopback_up() -> None:
    import fcntl  # Windows has none, and no namespaces

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        request = struct.pack("16sH14s", b"lo", 0, b"")
        (flags,) = struct.unpack_from("H", fcntl.ioctl(one, _GET, request), 16)
        fcntl.ioctl(one, _SET, struct.pack("16sH14s", b"lo", flags | _UP, b""))


def _outside() -> str:
    """Return why nothing beyond the loopback can be reached; nothing if it can."""
    with socket.socket() as one:
        one.settimeout(2)
        try:
            one.connect(("192.0.2.1", 80))
        except OSError as error:
            return error.strerror or type(error).__name__
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
