# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWP 5: records in a compound file.

``container`` opens, decrypts and inflates; ``records`` cuts streams into
records; ``docinfo``, ``section`` and ``objects`` parse them into
``converters.source.hangul.model``.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""
