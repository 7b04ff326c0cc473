# SPDX-License-Identifier: AGPL-3.0-or-later
"""Code inside a worker: what it tries fails, and outside nothing has changed."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.jobs import confinement_linux
from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobRequest, JobResult
from converters.conversion import ConversionRequest
from converters.errors import ErrorCode

# What is tried is Linux's to the letter: elsewhere it cannot even be loaded.
if sys.platform == "linux":
    import resource

    from tests.attacks import planted
    from tests.attacks.table import PAGE, rows

pytestmark = [
    pytest.mark.slow,  # each starts a worker or two
    pytest.mark.linux("the restrictions are Linux's"),
    pytest.mark.skipif(
        sys.platform != "linux" or confinement_linux.landlock_version() < 3,
        reason="this kernel has no Landlock",
    ),
]
Try = Callable[..., dict[str, int]]
Run = Callable[..., JobResult]


@pytest.fixture
def places(tmp_path) -> dict[str, Path]:
    made = {name: tmp_path / name for name in ("books", "sources", "elsewhere", "temporary")}
    for folder in made.values():
        folder.mkdir()
    (made["sources"] / "victim.hwp").write_bytes(b"a document")
    for name in ("elsewhere", "temporary"):
        (made[name] / "secret.txt").write_text("secret", encoding="utf-8")
    return made


@pytest.fixture
def run(places, monkeypatch) -> Iterator[Run]:
    monkeypatch.setenv("TMPDIR", str(places["temporary"]))
    limits = WorkerLimits(
        max_seconds=4,
        max_memory_mib=900,
        write_below=(str(places["books"]),),
        read_below=(str(places["sources"]),),
    )
    executor = LocalExecutor(1, limits, planted.attempt)

    def ran(what: str, **given: Any) -> JobResult:
        request = ConversionRequest(Path("a"), Path("b"), passwords=(what, json.dumps(given)))
        return executor.submit(JobRequest(1, request)).result(timeout=60)

    yield ran
    executor.close()


@pytest.fixture
def tries(run) -> Try:
    def tried(what: str, **given: Any) -> dict[str, int]:
        result = run(what, **given)
        assert result.conversion is not None, result.error
        found: dict[str, int] = json.loads(result.conversion.title)
        return found

    return tried


def done(tried: dict[str, int]) -> dict[str, int]:
    """Return what the kernel did, or refused for another reason than that a worker asked."""
    refused = (-errno.EACCES, -errno.ENOSYS, -errno.EPERM)
    return {name: got for name, got in tried.items() if got not in refused}


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process of the same user that has nothing to do with us."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"]) as process:
        yield process
        process.kill()


def test_files_outside_stay_as_they_are(tries, places):
    victim = places["sources"] / "victim.hwp"
    kept = victim.stat()
    for elsewhere in (places["elsewhere"], places["temporary"]):
        assert done(tries("files", victim=str(victim), elsewhere=str(elsewhere))) == {}
    now = victim.stat()
    same = ("st_mode", "st_uid", "st_gid", "st_mtime_ns", "st_size", "st_nlink", "st_ino")
    assert [getattr(now, name) for name in same] == [getattr(kept, name) for name in same]
    with contextlib.suppress(OSError):
        assert os.listxattr(victim) == []
    assert victim.read_bytes() == b"a document"
    for elsewhere in (places["elsewhere"], places["temporary"]):
        assert [path.name for path in elsewhere.iterdir()] == ["secret.txt"]


def test_nothing_is_read_but_documents_and_the_system(tries, places):
    secrets = [str(places[name] / "secret.txt") for name in ("elsewhere", "temporary")]
    shared = Path("/dev/shm/hanji-test-of-another-program")
    shared.write_text("secret", encoding="utf-8")
    try:
        assert done(tries("reads", read=[*secrets, str(shared), f"/proc/{os.getpid()}"])) == {}
    finally:
        shared.unlink()


def test_other_processes_are_out_of_reach(tries, bystander):
    other = psutil.Process(bystander.pid)
    before = (resource.prlimit(bystander.pid, resource.RLIMIT_NOFILE), other.nice())
    affinity = other.cpu_affinity()
    assert done(tries("processes", other=bystander.pid)) == {}
    assert bystander.poll() is None
    assert (resource.prlimit(bystander.pid, resource.RLIMIT_NOFILE), other.nice()) == before
    assert other.cpu_affinity() == affinity


def test_a_worker_has_no_children_and_leaves_none(tries, bystander):
    tries("processes", other=bystander.pid)
    (worker,) = [
        child
        for child in psutil.Process().children()
        if child.pid != bystander.pid and "spawn_main" in " ".join(child.cmdline())
    ]
    assert worker.children(recursive=True) == []
    assert os.getsid(worker.pid) == worker.pid


def test_the_kernel_is_asked_for_nothing_unusual(tries):
    assert done(tries("kernel")) == {}


def test_no_socket_leads_anywhere(tries, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mailbox:
        name = str(tmp_path / "m")
        mailbox.bind(name)
        mailbox.setblocking(False)
        assert done(tries("sockets", unix=name)) == {}
        with pytest.raises(BlockingIOError):
            mailbox.recv(10)


def test_nothing_is_typed_into_a_terminal(tries):
    import pty

    leader, follower = pty.openpty()
    try:
        assert done(tries("terminal", terminal=os.ttyname(follower))) == {}
        os.set_blocking(follower, False)
        with pytest.raises(BlockingIOError):
            os.read(follower, 10)
    finally:
        os.close(leader)
        os.close(follower)


def test_memory_is_bounded_in_every_shape(tries):
    assert tries("memory")["MiB"] < 900


def test_the_page_names_every_try():
    written = [line.split(" | ")[1] for line in PAGE.read_text("utf-8").splitlines()[14:]]
    found = list(rows())
    assert sorted(tried for _, tried, _ in found) == sorted(written)
    assert [tried for _, tried, answer in found if answer == "done"] == []


def test_threads_go_on_working(tries):
    assert tries("threads") == {"ran": 1}


class _Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (os.mkdir, (str(self.path),))


def made_elsewhere(name: str) -> bytes:
    """Return the end of a job that says it made a file of this name, in JSON and Base64."""
    made = (
        f'{{"outputs":[{name}],"sha256":"","format":"","format_version":"","pages":null,'
        '"title":"","language":"ko","counts":{}}'
    )
    return f'{{"type":"ended","job_id":1,"result":{{"conversion":{made}}}}}'.encode()


@pytest.mark.parametrize(
    "said",
    [
        b"no JSON",
        b'{"type":"ended"}',
        b'{"type":"ended","job_id":1,"result":{"seconds":"much"}}',
        b'{"type":"ended","job_id":2,"result":{}}',
        b'{"type":"ready"}',
        b'{"type":"progress","job_id":1,"stage":7,"done":0,"total":0}',
        b"[" * 100_000,
        made_elsewhere("5"),
        made_elsewhere('"L2V0Yy9wYXNzd2Q="'),
        made_elsewhere('"Li4vLi4vZXRjL3Bhc3N3ZA=="'),
    ],
    ids=[
        *("no-json", "cut", "types", "another-job", "twice-ready", "stage", "deep"),
        *("number-for-name", "etc-passwd", "up-and-out"),
    ],
)
def test_what_is_no_message_costs_the_job_alone(run, said):
    result = run("lies", how=said.hex())
    assert result.error is not None
    assert result.error.code is ErrorCode.WORKER_DIED
    assert run("threads").error is None


def test_an_answer_is_never_unpickled(run, tmp_path):
    result = run("lies", how=pickle.dumps(_Bomb(tmp_path / "run")).hex())
    assert result.error is not None
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("how", ["half", "long"])
def test_half_a_message_does_not_outlive_the_deadline(run, how):
    result = run("lies", how=how)
    assert result.error is not None
    assert result.error.code in (ErrorCode.DEADLINE, ErrorCode.WORKER_DIED)
    assert run("threads").error is None
