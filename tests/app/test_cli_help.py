# SPDX-License-Identifier: AGPL-3.0-or-later
"""The help says what it must."""

import pytest

from app import HANCOM_SENTENCE
from app.cli.parser import build_parser


def test_help_carries_the_sentence_that_the_format_obliges_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["--help"])
    assert HANCOM_SENTENCE in " ".join(capsys.readouterr().out.split())
