# SPDX-License-Identifier: AGPL-3.0-or-later
"""What HWP 5, HWPML (and HWPX) share: one format-shaped model and its lowering to a Document.

The three formats say the same things in records, in old XML and in new XML.
Each reader parses its own notation into ``model``; ``lower`` turns that into the
Document once for all of them, so that twins of one publication cannot differ.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""
