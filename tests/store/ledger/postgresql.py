# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL server of this machine's programs, for as long as the tests run."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

REQUIRED = os.environ.get("HANJI_TEST_POSTGRESQL") == "1"
"""Whether a missing server is a failure."""


def programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


class Server:
    """A server that listens on a socket in its own folder, and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def _run(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self._folder), user="hanji", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def fresh(self) -> str:
        """Return the URL of a new, empty database."""
        self._count += 1
        name = f"ledger{self._count}"
        self._run(f"CREATE DATABASE {name}")
        return f"postgresql://hanji@/{name}?host={quote(str(self._folder), safe='')}"

    def drop(self, url: str) -> None:
        """Take a database away, whoever is still connected."""
        name = url.rsplit("?", 1)[0].rsplit("/", 1)[1]
        self._run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running(binaries: Path) -> Iterator[Server]:
    """Start a server and stop it."""
    # A socket's path has about a hundred characters at most; pytest's folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="hanji-pg-"))
    data = folder / "data"
    who: dict[str, object] = {}
    if os.geteuid() == 0:
        # The server refuses to run as root.
        import pwd

        other = pwd.getpwnam("postgres")
        os.chown(folder, other.pw_uid, other.pw_gid)
        who = {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}
    folder.chmod(0o755)

    def run(*command: str) -> None:
        with (folder / "commands.log").open("ab") as log:
            subprocess.run(
                [str(binaries / command[0]), *command[1:]],
                check=True, stdout=log, stderr=log, cwd=folder, timeout=120, **who,
            )  # fmt: skip

    try:
        run("initdb", "-D", str(data), "-U", "hanji", "--auth=trust", "-E", "UTF8", "--no-sync")
        # Without fsync: what is tested is what the server promises, not the disk.
        given = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-o", given, "-l", str(folder / "log"), "start")
        try:
            yield Server(folder)
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):
                run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
