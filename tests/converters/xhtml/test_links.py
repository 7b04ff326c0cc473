# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which addresses leave a book, and in which form."""

from __future__ import annotations

import pytest

from converters.xhtml.links import external_href


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://www.seoul.go.kr/", "https://www.seoul.go.kr/"),
        ("www.seoul.go.kr/a", "http://www.seoul.go.kr/a"),
        (
            "HTTP://Seoul.go.kr:8080/a b?q=가#나",
            "http://seoul.go.kr:8080/a%20b?q=%EA%B0%80#%EB%82%98",
        ),
        ("http:\\\\www.seoul.go.kr\\a", "http://www.seoul.go.kr/a"),
        ("https://한글.kr/50%", "https://xn--bj0bj06e.kr/50%25"),
        ("http://1.2.3.4/x", "http://1.2.3.4/x"),
        ("mailto:a@seoul.go.kr?subject=가", "mailto:a@seoul.go.kr?subject=%EA%B0%80"),
        ("http://www.hometax.go.kr)", "http://www.hometax.go.kr"),
        ("tel: 02 120", "tel:02120"),
    ],
)
def test_addresses_are_kept_in_a_form_that_readers_accept(typed: str, written: str) -> None:
    assert external_href(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///C:/a.hwp",
        "C:\\a.hwp",
        "붙임.hwp",
        "http://",
        "http:///",
        "http://[::1",
        "http://a b/",
        "http://x:99999/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "https://xn--1023c/",
        "mailto:",
        "mailto:nobody",
        "tel:전화",
    ],
)
def test_scripts_files_and_damaged_addresses_do_not_leave_a_book(typed: str) -> None:
    assert external_href(typed) is None
