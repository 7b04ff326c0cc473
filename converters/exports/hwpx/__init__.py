# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX packages (KS X 6101, OWPML) with text, tables and pictures: the form that agencies file.

Written from the standard and from packages of Hangul itself. Hangul was not there to open what
this writes; our own reader reads every word of it back.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""
