# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application: a command line and a window over the same services."""

__version__ = "0.1.0"

VERSION_LINE = f"Hanji {__version__}"
"""What ``hanji --version`` writes."""

HANCOM_SENTENCE = (
    "본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다."
)
"""Obliged by the licence of the published HWP specification; verbatim, in every language."""
