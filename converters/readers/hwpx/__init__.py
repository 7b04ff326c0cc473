# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX (OWPML, KS X 6101): XML parts in a ZIP package.

``reader`` opens the package and reads its spine; ``shapes`` and ``body`` parse
the parts into ``converters.source.hangul.model``, as the HWP 5 reader does.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""
