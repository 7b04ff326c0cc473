# SPDX-License-Identifier: AGPL-3.0-or-later
"""The anchor as a code on paper, and those that a computer keeps of its ledgers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.ledger.anchor_code import HEX_DIGITS, BadAnchorCode, anchor_code, read_anchor_code
from app.services.costing.kept_anchors import anchor_of, kept_anchors
from app.services.costing.ledger import STRAY, open_ledger
from app.store.ledger.seal import seal_file
from app.store.ledger.verifying import Anchor
from tests.store.ledger.city import CITY, order

digests = some.text("0123456789abcdef", min_size=64, max_size=64)
counts = some.integers(0, 10**12)


@given(counts, digests)
def test_a_code_is_read_as_it_was_written(count: int, digest: str):
    assert read_anchor_code(anchor_code(count, digest)) == (count, digest[:HEX_DIGITS])


@given(counts, digests)
def test_letters_that_look_alike_and_blanks_do_not_matter(count: int, digest: str):
    code = anchor_code(count, digest)
    head, _, rest = code.partition("-")
    typed = f" {head}-{rest.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')} "
    assert read_anchor_code(typed) == (count, digest[:HEX_DIGITS])


def test_a_slip_of_the_hand_is_told_from_another_ledger():
    digest = "5f0c" * 16
    code = anchor_code(1234, digest)
    found = 0
    for place, sign in enumerate(code):
        other = "8" if sign != "8" else "9"
        if sign == "-":
            continue
        try:
            found += read_anchor_code(code[:place] + other + code[place + 1 :]) is not None
        except BadAnchorCode:
            continue
    # Two characters tell it, so about one slip in a thousand is not found.
    assert found == 0
    for senseless in (
        "",
        "abc",
        code[:-1],
        f"{code}0",
        code.replace("-", ""),
        "-".join(code[::-1]),
    ):
        with pytest.raises(BadAnchorCode):
            read_anchor_code(senseless)


def test_a_code_and_a_whole_hash_name_the_same_entry():
    digest = "ab12" * 16
    code = anchor_of(anchor_code(7, digest))
    assert code is not None
    assert code.is_of(digest)
    assert not code.is_of("0" * 64)
    assert anchor_of(f"7:{digest}") == Anchor(7, digest)
    assert anchor_of(f"7:{digest[:40]}") is None
    assert anchor_of("그냥 글") is None


def test_a_kept_code_proves_the_ledger_and_finds_another_one(tmp_path: Path):
    with open_ledger(str(tmp_path / "l.sqlite"), "김") as ledger:
        ledger.add(CITY)
        end = ledger.anchor()
        kept = anchor_of(anchor_code(end.count, end.hash))
        verdict = ledger.verify(kept)
        assert verdict.ok
        assert verdict.proven == end.count
        ledger.add([order("N-20")])
        assert ledger.verify(kept).proven == end.count
    with open_ledger(str(tmp_path / "other.sqlite"), "김") as other:
        other.add([order("N-1", printed=1), *(order(f"M-{n}") for n in range(40))])
        assert not other.verify(kept).ok


def test_an_older_copy_that_was_put_back_is_found_where_the_newer_was_seen(
    own_folders: Path, tmp_path: Path
):
    at = tmp_path / "l.sqlite"
    old = tmp_path / "old"
    old.mkdir()
    with open_ledger(str(at), "김") as ledger:
        ledger.add(CITY)
    for file in (at, seal_file(at)):
        shutil.copy(file, old / file.name)
    with open_ledger(str(at), "김") as ledger:
        ledger.add([order("N-20")])
        seen = ledger.anchor()
    for file in (at, seal_file(at)):
        shutil.copy(old / file.name, file)
    with open_ledger(str(at), "김") as ledger:
        # Chain, sums and seal agree: only what was kept elsewhere tells.
        assert ledger.store.verify().ok
        verdict = ledger.verify()
        assert verdict.reason == STRAY
        assert verdict.entry == seen.count
    with open_ledger(str(at), "김") as ledger:
        assert ledger.stray_anchor() is not None
        ledger.accept_file()
        assert ledger.verify().ok
    assert [one.anchor.count for one in kept_anchors(str(at))] == [len(CITY)]


def test_every_ledger_has_anchors_of_its_own_and_the_newest_are_kept(
    own_folders: Path, tmp_path: Path
):
    for n in range(15):
        with open_ledger(str(tmp_path / "a.sqlite"), "김") as ledger:
            ledger.add([order(f"N-{n}")])
    with open_ledger(str(tmp_path / "b.sqlite"), "김") as ledger:
        ledger.add([order("N-0", printed=3)])
        assert ledger.stray_anchor() is None
    kept = kept_anchors(str(tmp_path / "a.sqlite"))
    assert [one.anchor.count for one in kept] == list(range(4, 16))
    (own_folders / "ledger-anchors.json").write_text("[]")
    assert kept_anchors(str(tmp_path / "a.sqlite")) == ()
