# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real schedulers and workers on this machine: the same books, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.app.command import hanji
from tests.cluster.nodes import REPOSITORY, Cluster, make_certificates
from tests.conftest import SAMPLES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.posix("starts and kills processes as POSIX has"),
]


def books(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.epub")}


def documents(folder: Path, count: int) -> Path:
    """Copy the samples until there are so many."""
    folder.mkdir()
    samples = sorted(SAMPLES.glob("hanji-*"))
    for number in range(count):
        sample = samples[number % len(samples)]
        shutil.copy(sample, folder / f"{number:03}{sample.suffix}")
    return folder


def test_the_books_are_those_of_this_machine_alone(tmp_path: Path):
    with Cluster(tmp_path) as cluster:
        cluster.add_worker()
        done = hanji("convert", SAMPLES, "-o", tmp_path / "far", "--cluster", cluster.url)
        again = hanji("convert", SAMPLES, "-o", tmp_path / "far", "--cluster", cluster.url)
        # While the nodes run: a heartbeat that meets the end of the scheduler is logged with its trace.
        said = [cluster.log(number) for number in range(2)]
    assert (done.code, again.code) == (0, 0), done.err
    assert "변환 0개" in again.err
    assert hanji("convert", SAMPLES, "-o", tmp_path / "near").code == 0
    assert books(tmp_path / "far") == books(tmp_path / "near")
    assert len(books(tmp_path / "far")) == 3
    assert "Traceback" not in "".join(said)


@pytest.mark.slow
def test_two_hundred_documents_and_a_worker_that_is_killed(tmp_path: Path):
    source = documents(tmp_path / "in", 200)
    near = hanji("convert", source, "-o", tmp_path / "near", timeout=300)
    assert near.code == 0, near.err
    with Cluster(tmp_path) as cluster:
        for _ in range(2):
            cluster.add_worker()
        call = [
            sys.executable, "-m", "app", "convert", source, "-o", tmp_path / "far",
            "--cluster", cluster.url, "--report", tmp_path / "report.json",
        ]  # fmt: skip
        run = subprocess.Popen(list(map(str, call)), cwd=REPOSITORY, stderr=subprocess.PIPE)
        while len(books(tmp_path / "far")) < 20:
            assert run.poll() is None
            time.sleep(0.02)
        # The Dask worker itself, which holds documents; its nanny starts another.
        children = psutil.Process(cluster.workers[0].pid).children()
        (victim,) = [one for one in children if "spawn_main" in " ".join(one.cmdline())]
        victim.send_signal(signal.SIGKILL)
        _, said = run.communicate(timeout=300)
        assert run.returncode == 0, said.decode()
    items = json.loads((tmp_path / "report.json").read_text("utf-8"))["items"]
    assert [item["status"] for item in items] == ["converted"] * 200
    assert books(tmp_path / "far") == books(tmp_path / "near")
    assert not list((tmp_path / "far").rglob("*.part"))


@pytest.mark.slow
def test_a_scheduler_that_is_lost_ends_the_run_and_the_next_call_goes_on(tmp_path: Path):
    source = documents(tmp_path / "in", 120)
    with Cluster(tmp_path) as cluster:
        cluster.add_worker()
        call = [
            sys.executable, "-m", "app", "convert", source, "-o", tmp_path / "out",
            "--cluster", cluster.url,
        ]  # fmt: skip
        run = subprocess.Popen(
            list(map(str, call)), cwd=REPOSITORY, stderr=subprocess.PIPE,
            env={**os.environ, "HANJI_DATA_DIR": str(tmp_path / "data")},
        )  # fmt: skip
        while len(books(tmp_path / "out")) < 10:
            assert run.poll() is None
            time.sleep(0.02)
        cluster.scheduler.kill()
        _, said = run.communicate(timeout=120)
        assert run.returncode == 130, said.decode()
        assert cluster.url in said.decode().replace("\n", "")
    made = len(books(tmp_path / "out"))
    assert made < 120
    rest = hanji(
        "convert", source, "-o", tmp_path / "out", "--report", tmp_path / "r.json",
        timeout=300, HANJI_DATA_DIR=str(tmp_path / "data"),
    )  # fmt: skip
    assert rest.code == 0, rest.err
    states = [i["status"] for i in json.loads((tmp_path / "r.json").read_text("utf-8"))["items"]]
    assert states.count("unchanged") == made
    assert len(books(tmp_path / "out")) == 120


@pytest.mark.slow
def test_only_who_has_a_certificate_of_the_authority_is_served(tmp_path: Path):
    ours, theirs = make_certificates(tmp_path / "ours"), make_certificates(tmp_path / "theirs")
    with Cluster(tmp_path, "tls", **ours) as cluster:
        cluster.add_worker()
        good = hanji("convert", SAMPLES, "-o", tmp_path / "a", "--cluster", cluster.url, **ours)
        other = hanji("convert", SAMPLES, "-o", tmp_path / "b", "--cluster", cluster.url, **theirs)
        plain = hanji(
            "convert", SAMPLES, "-o", tmp_path / "c", "--cluster", cluster.url.replace("tls", "tcp")
        )
    assert good.code == 0, good.err
    assert len(books(tmp_path / "a")) == 3
    for refused, folder in ((other, "b"), (plain, "c")):
        assert refused.code == 3, refused.err
        assert cluster.url.partition("//")[2] in refused.err
        assert books(tmp_path / folder) == {}


@pytest.mark.slow
def test_a_cluster_without_workers_says_so(tmp_path: Path):
    with Cluster(tmp_path) as cluster:
        done = hanji("convert", SAMPLES, "-o", tmp_path / "out", "--cluster", cluster.url)
    assert done.code == 3
    assert "hanji cluster worker" in done.err
