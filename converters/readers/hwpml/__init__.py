# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPML 2.x: the XML form that public sites serve as .hml, and often as .hwp.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""
