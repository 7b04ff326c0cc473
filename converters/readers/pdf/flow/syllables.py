# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean words that hang on what stands before them: particles after names, units after numbers."""

from __future__ import annotations

import re

_PARTICLES = (
    "은 는 이 가 을 를 에 의 로 와 과 도 만 께 나 랑 란 야 여 이나 이란 이라 이라는 이라고 이며 이고 "
    "에서 에게 에는 에도 에만 에서는 에서도 에게는 으로 으로는 으로도 으로서 으로써 로서 로써 로는 로도 "
    "까지 까지는 부터 부터는 보다 보다는 처럼 마다 만큼 조차 마저 밖에 라고 라는 라며 라면 라도 이라도 "
    "에서의 으로의 와의 과의 에게서 한테 께서 들은 들이 들을 들의 들에게 들도 들과 으로부터 로부터 에서부터 "
    "뿐 뿐만 이든 이든지 든지 하고 이다 이었다 였다 입니다 이었습니다 였습니다 인 인데 이지만 이자 "
    "하는 하며 하여 하고 한 할 된 되는 되어 했다 한다 하였다 합니다 했습니다 됐다 되었다 됩니다 되었습니다"
)
PARTICLES = frozenset(_PARTICLES.split())
_SHUT = re.compile(r"[,.?!·…)\]’”'\"〉》」』:;]+$")
_UNITS = re.compile(
    r"(?:년|월|일|시|분|초|명|인|개|건|원|천원|만원|백만원|억원|조원|억|만|조|천|백|%|퍼센트|㎡|㎢|㎞|km|m|kg|톤|"
    r"회|차|차례|호|번|권|쪽|면|장|절|조|항|배|위|세|살|층|동|대|곳|여|가지|주|주년|개월|년대|년도|학년|인치|마일|달러|유로|엔|위안|리터|미터|킬로|그램|쌍|마리|줄|점|승|패|골|내지|도)"
    r"(?![가-힣]{3})"
)


def is_particle(token: str) -> bool:
    """Whether ``token``, punctuation aside, hangs on the word before it."""
    return _SHUT.sub("", token) in PARTICLES


def is_unit(text: str) -> bool:
    """Whether ``text`` begins with what counts or measures the number before it."""
    return _UNITS.match(text) is not None
