# SPDX-License-Identifier: AGPL-3.0-or-later
"""Servers of the city's own network: only those of the policy, proved, bounded, and shown where they draft."""

from __future__ import annotations

import _socket
import base64
import json
import socket
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app import paths, settings
from app.cli.main import main
from app.jobs.translating import load_route
from app.jobs.translation_server import (
    LIBRETRANSLATE,
    OPENAI,
    TranslationServer,
    named_servers,
    translations,
)
from app.services.reviewing.session import open_project
from app.services.translating import order_for
from app.settings import read_policy
from tests.app.translation_servers import SERVING, Server, running
from translation.engine.answers import cleaned, is_translation
from translation.errors import ServerFailed, TranslationCode
from translation.exchange import tmx
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit
from translation.review.segments import Origin, Status

PAIR = ("ko", "en")
GONE = ("127.0.0.1", 9)
TEXT = "우리 시는 2026년 도서관 3곳을 새로 엽니다."
SAID = "Our city opens 3 new libraries in 2026."
POLICY = """
[locked]
translation_server = "on"
[[translation_servers]]
name = "시청 번역"
address = "{address}"
interface = "{interface}"
model = "tiny"
pairs = ["ko:en"]
pin = "{pin}"
"""


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("app.crash.install", lambda *_: None)


@pytest.fixture(autouse=True)
def reached(monkeypatch) -> list[object]:
    """Refuse every connection but those to the servers of this test; return who was connected to."""
    made: list[object] = []
    guarded = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] == "127.0.0.1" and address[1] in SERVING:
            made.append(address)
            _socket.socket.connect(self, address)
            return
        if address == GONE:
            raise ConnectionRefusedError(111, "Connection refused")
        guarded(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return made


@pytest.fixture
def policy(tmp_path, monkeypatch):
    """Write the administrator's policy."""
    file = tmp_path / "policy.toml"
    monkeypatch.setattr(paths, "policy_files", lambda: (file,))

    def write(address: str, interface: str = LIBRETRANSLATE, pin: str = "") -> None:
        file.write_text(POLICY.format(address=address, interface=interface, pin=pin), "utf-8")

    return write


def of(server: Server, interface: str = LIBRETRANSLATE, scheme: str = "http", **more: object):
    path = "/v1" if interface == OPENAI else ""
    address = f"{scheme}://127.0.0.1:{server.port}{path}"
    return TranslationServer("시청 번역", address, interface, (PAIR,), "tiny", **more)  # type: ignore[arg-type]


# ------------------------------------------------------------ the policy


def test_only_the_policy_names_servers_and_they_are_off_until_turned_on(policy, monkeypatch):
    monkeypatch.setattr(paths, "policy_files", lambda: ())
    assert named_servers() == ((), ())
    (paths.settings_file().parent).mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(
        json.dumps(
            {"translation_server": "on", "translation_servers": [{"address": "https://evil"}]}
        )
    )
    assert order_for(*PAIR).server is None
    paths.settings_file().write_text("{}")
    monkeypatch.undo()


def test_turned_off_no_server_is_in_an_order(tmp_path, monkeypatch):
    file = tmp_path / "policy.toml"
    text = POLICY.format(address="https://mt.city:5000", interface=LIBRETRANSLATE, pin="")
    file.write_text(text.replace('"on"', '"off"'), "utf-8")
    monkeypatch.setattr(paths, "policy_files", lambda: (file,))
    assert len(named_servers()[0]) == 1
    assert order_for(*PAIR).server is None
    file.write_text(text, "utf-8")
    assert order_for(*PAIR).server == named_servers()[0][0]
    # Other languages are none of its business.
    with pytest.raises(Exception, match="ja"):
        order_for("ko", "ja")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"address": "http://mt.city:5000"}, "address"),
        ({"address": "http://10.0.0.5"}, "address"),
        ({"address": "https://user:word@mt.city"}, "address"),
        ({"address": "https://mt.city:99999"}, "address"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"interface": "soap"}, "interface"),
        ({"interface": OPENAI, "model": ""}, "model"),
        ({"pairs": []}, "pairs"),
        ({"pairs": ["ko-en"]}, "pairs"),
        ({"pin": "12"}, "pin"),
        ({"pin": "sha256/???"}, "pin"),
        ({"name": "a+b"}, "name"),
        ({"deadline": 0}, "deadline"),
    ],
)
def test_what_makes_no_sense_in_the_policy_is_a_fault_and_no_server(changed, fault):
    table = {
        "name": "n",
        "address": "https://mt.city",
        "interface": LIBRETRANSLATE,
        "pairs": ["ko:en"],
    }
    good = replace(read_policy(""), translation_servers=[table])
    assert named_servers(good)[1] == ()
    bad = replace(good, translation_servers=[{**table, **changed}])
    found, faults = named_servers(bad)
    assert found == ()
    assert faults == (f"translation_servers 1: {fault}",)


def test_a_pin_is_read_in_each_usual_form():
    raw = bytes(range(32))
    table = {
        "name": "n",
        "address": "https://mt.city",
        "interface": LIBRETRANSLATE,
        "pairs": ["ko:en"],
    }
    forms = (
        raw.hex(),
        raw.hex(":").upper(),
        "sha256/" + base64.b64encode(raw).decode(),
    )
    for form in forms:
        ((server,), _) = named_servers(
            replace(read_policy(""), translation_servers=[{**table, "pin": form}])
        )
        assert server.pin == raw.hex()


# ------------------------------------------------------------ asking


@pytest.mark.parametrize("interface", [LIBRETRANSLATE, OPENAI])
def test_both_interfaces_are_spoken(interface, tmp_path):
    key = tmp_path / "key"
    key.write_text("s3cret\n")
    with running(lambda _text: SAID) as server:
        asked = of(server, interface, key_file=key)
        assert translations(asked, [TEXT] * 20, PAIR) == [SAID] * 20
    path, body, headers = server.asked[0]
    if interface == LIBRETRANSLATE:
        assert path == "/translate"
        assert (body["source"], body["target"], body["api_key"]) == (*PAIR, "s3cret")
        assert [len(one["q"]) for _, one, _ in server.asked] == [16, 4]
    else:
        assert path == "/v1/chat/completions"
        assert headers["Authorization"] == "Bearer s3cret"
        assert (body["model"], body["temperature"], body["messages"][-1]["content"]) == ("tiny", 0, TEXT)  # fmt: skip


def test_a_pinned_certificate_or_key_is_believed_and_no_other(tmp_path):
    with running(lambda _text: SAID, tmp_path) as server:
        for pin in (server.certificate_sha256, server.key_sha256):
            assert translations(of(server, scheme="https", pin=pin), [TEXT], PAIR) == [SAID]
        told = len(server.asked)
        for pin in ("0" * 64, ""):
            with pytest.raises(ServerFailed) as caught:
                translations(of(server, scheme="https", pin=pin), [TEXT], PAIR)
            assert caught.value.code is TranslationCode.SERVER_UNTRUSTED
        # Not a word of the text went to what was not proved.
        assert len(server.asked) == told


def test_no_redirect_is_followed_and_no_proxy_used(monkeypatch):
    with running(lambda _text: SAID) as server, running(lambda _text: "stolen") as other:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{other.port}")
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{other.port}")
        assert translations(of(server), [TEXT], PAIR) == [SAID]
        server.status = 307
        server.headers = {"Location": f"http://127.0.0.1:{other.port}/translate"}
        with pytest.raises(ServerFailed) as caught:
            translations(of(server), [TEXT], PAIR)
        assert caught.value.params["detail"] == "HTTP 307"
        assert other.asked == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"translatedText": "one for two"}',
        b'{"translatedText": ["only one"]}',
        b'{"translatedText": 7}',
        b"\xff\xfe",
        b'{"translatedText": "' + b"x" * (5 << 20) + b'"}',
    ],
)
def test_an_answer_that_is_none_is_refused(content):
    with running() as server:
        server.content = content
        with pytest.raises(ServerFailed) as caught:
            translations(of(server), [TEXT, TEXT], PAIR)
    assert caught.value.code is TranslationCode.SERVER_ANSWER
    assert caught.value.params["server"] == "시청 번역"


def test_a_server_that_drips_ends_at_the_deadline_and_one_that_is_gone_at_once():
    with running(lambda _text: SAID) as server:
        server.drip_s = 0.05
        with pytest.raises(ServerFailed) as caught:
            translations(of(server, deadline_s=0.2), [TEXT], PAIR)
        assert caught.value.code is TranslationCode.SERVER_UNREACHABLE
        assert caught.value.params["detail"] == "0.2 s"
    server.port = GONE[1]
    with pytest.raises(ServerFailed) as caught:
        translations(of(server), [TEXT], PAIR)
    assert caught.value.code is TranslationCode.SERVER_UNREACHABLE


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Sure! Here is the translation: Our city opens 3 new libraries in 2026.",
        "I'm sorry, but I can't help with that request today, please ask again.",
        "```\nOur city opens libraries\n```",
        "우리 시는 도서관 세 곳을 새로 여는 것을 알려 드립니다.",
        TEXT,
        "Our city " * 60,
        7,
        None,
    ],
)
def test_what_a_chat_model_says_beside_translating_is_refused(said):
    with running(lambda _text: said) as server:
        assert translations(of(server, OPENAI), [TEXT], PAIR) == [None]


def test_an_answer_that_was_cut_off_is_refused():
    with running(lambda _text: SAID) as server:
        server.finish = "length"
        assert translations(of(server, OPENAI), [TEXT], PAIR) == [None]


def test_an_answer_becomes_one_line_of_text():
    assert cleaned("<think>Hm\nhm</think>\n\n“Our\tcity\x00”\ufeff\n", TEXT) == "Our city"
    assert cleaned('"Our city" and "ours"', '"우리" 시') == '"Our city" and "ours"'
    assert is_translation(TEXT, SAID, *PAIR, chat=True)


# ------------------------------------------------------------ the way of a document


def test_a_worker_has_nobody_to_ask(policy):
    policy("https://mt.city")
    order = order_for(*PAIR)
    with pytest.raises(ServerFailed):
        load_route(order, 1)


@pytest.fixture
def document(make_document, tmp_path: Path) -> Path:
    return make_document(tmp_path / "안내.json", "도서관", f"{TEXT} 시민 여러분 감사합니다.")


def test_a_book_is_drafted_by_the_server_says_so_and_nothing_else_is_connected_to(
    document, tmp_path, policy, reached, capsys
):
    report = tmp_path / "report.json"
    with running(
        lambda text: SAID if "2026" in text else "Thank you, citizens of the city."
    ) as server:
        policy(f"http://127.0.0.1:{server.port}/v1", OPENAI)
        code = main(
            [
                "convert",
                str(document),
                "-o",
                str(tmp_path / "책"),
                "--translate",
                "ko:en",
                "--report",
                str(report),
            ]
        )
        assert code == 0, capsys.readouterr().err
        assert set(reached) == {("127.0.0.1", server.port)}
        # The marks of the document never go there, sentences do.
        assert TEXT in {body["messages"][-1]["content"] for _, body, _ in server.asked}
    (book,) = (tmp_path / "책").glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        said = "".join(archive.read(name).decode() for name in archive.namelist() if "/c0" in name)
    assert SAID in said
    shown = f"시청 번역 (127.0.0.1:{server.port})"
    assert f"made by the office's translation server {shown}" in said
    (item,) = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert {(one["kind"], one["detail"]) for one in item["notices"]} >= {("server-draft", shown)}


def test_a_server_that_is_gone_is_named_with_the_way_out(document, tmp_path, policy, capsys):
    policy("http://127.0.0.1:9")
    assert main(["convert", str(document), "-o", str(tmp_path / "책"), "--translate", "ko:en"]) == 3
    said = capsys.readouterr().err
    assert "시청 번역" in said
    assert "127.0.0.1:9" in said
    assert not list((tmp_path / "책").glob("*.epub"))
    project = tmp_path / "안내.hanji"
    assert main(["review", "create", str(document), "-o", str(project)]) == 3
    assert "127.0.0.1:9" in capsys.readouterr().err
    assert not project.exists()
    assert main(["translate", TEXT]) == 3
    assert "127.0.0.1:9" in capsys.readouterr().err


def test_the_command_lists_servers_and_tries_them(policy, capsys):
    with running(lambda _text: SAID) as server:
        policy(f"http://127.0.0.1:{server.port}")
        assert main(["models", "servers", "--try"]) == 0
        assert SAID in capsys.readouterr().out
        assert main(["translate", TEXT]) == 0
        told = capsys.readouterr()
        assert told.out.strip() == SAID
        assert "시청 번역" in told.err
    policy("http://mt.city")
    assert main(["models", "servers"]) == 1


def test_a_server_is_compared_beside_the_installed_engines(policy, tmp_path, capsys, reached):
    pairs = [(f"도서관 {n}곳을 새로 엽니다.", f"{n} new libraries open.") for n in range(10, 30)]
    file = tmp_path / "m.tmx"
    units = [MemoryUnit(LanguagePair(*PAIR), Coded((a,)), Coded((b,))) for a, b in pairs]
    file.write_bytes(tmx.write(units, LanguagePair(*PAIR)))
    said = dict(pairs)
    with running(lambda text: said[text]) as server:
        policy(f"http://127.0.0.1:{server.port}")
        assert main(["models", "compare", str(file), "--set"]) == 0
        told = capsys.readouterr()
        assert told.out.startswith("시청 번역")
        assert "100.0" in told.out.splitlines()[0]
        assert "시청 번역" in told.err, "a server is not preferred by this command"
        del reached[:]
        main(["models", "compare", str(file), "--no-servers"])
        assert reached == []
        assert "시청 번역" not in capsys.readouterr().out


def test_the_setting_is_off_unless_somebody_turns_it_on():
    assert settings.Settings().translation_server == "off"


def test_a_line_that_got_no_translation_is_named(policy, capsys):
    with running(lambda text: "" if "여러분" in text else SAID) as server:
        policy(f"http://127.0.0.1:{server.port}")
        assert main(["translate", f"{TEXT}\n시민 여러분"]) == 0
        told = capsys.readouterr()
        assert told.out.splitlines() == [SAID, "시민 여러분"]
        assert "문장 1개는 번역되지 않아" in told.err


def test_a_review_has_what_got_no_translation_as_untranslated(document, tmp_path, policy):
    project = tmp_path / "안내.hanji"
    with running(lambda text: SAID if "2026" in text else "") as server:
        policy(f"http://127.0.0.1:{server.port}")
        assert main(["review", "create", str(document), "-o", str(project)]) == 0
    with open_project(project) as opened:
        found = {one.source.text.strip(): one for one in opened.segments()}
    assert (found[TEXT].status, found[TEXT].origin) == (Status.DRAFT, Origin.MACHINE)
    left = found["시민 여러분 감사합니다."]
    assert (left.status, left.origin, left.target.text) == (Status.UNTRANSLATED, Origin.NONE, "")
