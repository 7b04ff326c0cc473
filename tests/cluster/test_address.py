# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a cluster may be reached by, and options in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.config import address_of, read_config
from app.cli.parser import parse
from app.errors import UsageError
from app.jobs.cluster.address import cluster_address


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "[::1]"])
def test_this_machine_itself_needs_no_certificate(host: str):
    assert cluster_address(f"tcp://{host}:8786", {}).tls is None


@pytest.mark.parametrize(
    "url",
    [
        "tcp://10.0.0.1:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[::]:8786",
        "tcp://127.0.0.1.example:8786",
        "tcp://localhost.example:8786",
        "tcp://scheduler:8786",
        "tcp://[::ffff:10.0.0.1]:8786",
        "tcp://2130706433:8786",
    ],
)
def test_nothing_else_is_reached_without_encryption(url: str):
    with pytest.raises(UsageError) as caught:
        cluster_address(url, {})
    assert "not encrypted" in caught.value.message


@pytest.mark.parametrize(
    "url",
    ["", "tls://", "tls://host", "host:8786", "http://host:80", "tls://host:99999999",
     "tls://host:1/x", "inproc://1", "ucx://127.0.0.1:1", "tls://[::1:1"],
)  # fmt: skip
def test_what_is_no_address_is_named(url: str):
    with pytest.raises(UsageError) as caught:
        cluster_address(url, {})
    assert "no address" in caught.value.message


def test_encryption_needs_its_three_files(tmp_path: Path):
    with pytest.raises(UsageError) as caught:
        cluster_address("tls://10.0.0.1:1", {"ca": "x"})
    assert "HANJI_CLUSTER_CERT, HANJI_CLUSTER_KEY" in str(caught.value.params)
    files = {name: str(tmp_path / name) for name in ("ca", "cert", "key")}
    with pytest.raises(UsageError, match="cannot be read"):
        cluster_address("tls://10.0.0.1:1", files)
    for path in files.values():
        Path(path).touch()
    found = cluster_address("tls://10.0.0.1:1", files)
    assert found.tls is not None
    assert found.tls.key == tmp_path / "key"


def config(folder: Path, text: str) -> Path:
    path = folder / "hanji.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_gives_options_and_the_command_line_comes_first(tmp_path: Path):
    path = config(tmp_path, 'to = "markdown"\njobs = 3\nmax-seconds = 60\n')
    call = ["convert", "a.hwp", "-o", "out", "--config", str(path)]
    found = parse(call)
    assert (found.to, found.jobs, found.max_seconds) == ("markdown", 3, 60.0)
    assert parse([*call, "--jobs", "7", "--to", "epub"]).jobs == 7
    assert parse([*call, "--to", "epub"]).to == "epub"


def test_a_file_names_the_cluster_beside_itself(tmp_path: Path, monkeypatch):
    for name in ("ca.pem", "me.pem", "me.key"):
        (tmp_path / name).touch()
    text = (
        '[cluster]\nurl = "tls://10.0.0.5:8786"\nca = "ca.pem"\ncert = "me.pem"\nkey = "me.key"\n'
    )
    found = address_of(None, read_config(config(tmp_path, text)))
    assert found is not None
    assert (found.url, found.tls.cert) == ("tls://10.0.0.5:8786", tmp_path / "me.pem")
    assert address_of(None, None) is None
    monkeypatch.setenv("HANJI_CLUSTER_CA", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("HANJI_CLUSTER_CERT", str(tmp_path / "me.pem"))
    monkeypatch.setenv("HANJI_CLUSTER_KEY", str(tmp_path / "me.key"))
    assert address_of("tls://10.0.0.6:1", None).tls.ca == tmp_path / "ca.pem"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("job = 3", "“job”"),
        ("[cluster]\nuri = 'x'", "“cluster.uri”"),
        ("cluster = 'tls://x:1'", "“cluster.”"),
        ("to = 'pdf'", "“pdf”"),
        ("care = 'none'", "“none”"),
        ("not toml", "hanji.toml"),
    ],
)
def test_what_is_no_option_is_named(tmp_path: Path, text: str, said: str):
    with pytest.raises(UsageError) as caught:
        parse(["convert", "a", "-o", "b", "--config", str(config(tmp_path, text))])
    assert said in caught.value.message.format(**caught.value.params)


def test_numbers_of_a_file_are_checked_as_on_the_command_line(tmp_path: Path, capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["convert", "a", "-o", "b", "--config", str(config(tmp_path, "jobs = 0"))])
    assert ended.value.code == 2
