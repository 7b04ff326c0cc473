# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report's contract, written down a second time: names, types, nothing missing."""

from __future__ import annotations

from typing import Any

COUNTS = {
    "characters", "hangul", "paragraphs", "headings", "list_items", "tables", "cells",
    "merged_cells", "images", "equations", "footnotes", "endnotes", "links", "bookmarks",
    "text_boxes", "comments", "hidden", "ruby",
}  # fmt: skip

ITEM: dict[str, tuple[type, ...]] = {
    "input": (str,),
    "sha256": (str,),
    "format": (str,),
    "format_version": (str,),
    "status": (str,),
    "outputs": (list,),
    "seconds": (int, float),
    "peak_rss_mib": (int,),
    "pages": (int, type(None)),
    "title": (str,),
    "language": (str,),
    "counts": (dict,),
    "losses": (list,),
    "notices": (list,),
    "balance": (dict, type(None)),
    "error": (dict, type(None)),
}


def check_report(report: Any) -> None:
    assert report["schema"] == 1
    assert isinstance(report["hanji"], str)
    for moment in ("started", "finished"):
        assert report[moment].endswith("Z")
    for item in report["items"]:
        check_item(item)


def check_item(item: Any) -> None:
    assert set(item) == set(ITEM)
    for name, types in ITEM.items():
        assert isinstance(item[name], types), name
    assert item["status"] in ("converted", "unchanged", "failed")
    for remark in (*item["losses"], *item["notices"]):
        assert {"kind", "count", "where"} <= set(remark)
    if item["status"] == "failed":
        assert set(item["error"]) == {"code", "ko", "en"}
        assert item["outputs"] == []
    else:
        assert item["error"] is None
        assert set(item["counts"]) == COUNTS
        assert all(isinstance(count, int) for count in item["counts"].values())
    if item["balance"] is not None:
        check_balance(item["balance"], item["losses"])


def check_balance(balance: Any, losses: Any) -> None:
    assert set(balance) == {"source", "book", "left_out", "pictured", "unaccounted", "where"}
    left_out = sum(balance["left_out"].values())
    accounted = balance["book"] + left_out + balance["pictured"] + balance["unaccounted"]
    assert balance["source"] == accounted
    assert all(set(place) == {"place", "text"} for place in balance["where"])
    lost = [loss for loss in losses if loss["kind"] == "unaccounted"]
    assert sum(loss["count"] for loss in lost) == balance["unaccounted"]
