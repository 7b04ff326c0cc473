# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean word forms, as far as a line end needs them: particles, endings, units, words that stand alone.

Particles (조사) and endings (어미) never begin a word, so a line that begins with one goes on
with the word before it. What ends in a particle is a whole word, so a blank follows.
"""

from __future__ import annotations

import re

_PARTICLES = (
    "은 는 이 가 을 를 에 의 로 와 과 도 만 께 나 랑 란 야 여 이나 이란 이라 이라는 이라고 이며 이고 "
    "에서 에게 에는 에도 에만 에서는 에서도 에게는 으로 으로는 으로도 으로서 으로써 로서 로써 로는 로도 "
    "까지 까지는 부터 부터는 보다 보다는 처럼 마다 만큼 조차 마저 밖에 라고 라는 라며 라면 라도 이라도 "
    "에서의 으로의 와의 과의 에게서 한테 께서 들은 들이 들을 들의 들에게 들도 들과 으로부터 로부터 에서부터 "
    "뿐 뿐만 대로 이든 이든지 든지 하고 이다 이었다 였다 입니다 이었습니다 였습니다 인 인데 이지만 이자"
)
_ENDINGS = (
    "다 한다 했다 하였다 합니다 했습니다 하였습니다 된다 됐다 되었다 됩니다 되었습니다 됐습니다 하는 "
    "하며 하여 하고 하지 하게 하면 하기 한 할 함 해 해서 했던 하던 하지만 하도록 되는 되며 되어 되고 "
    "되지 되면 되기 된 될 됨 돼 되도록 되었으며 하였으며 했으며 시키는 시켜 시킨 시킬 시켰다 있다 "
    "니다 습니다 었다 았다 겠다 였으며 었으며 았으며 는데 은데 지만 려고 려는 면서 으며 으면 어야 아야 "
    "여야 했고 됐고 하려는 하려고 하면서 되면서 스러운 스럽게 적인 적으로 적이며 적이고 적 적이다 들"
)
PARTICLES = frozenset(_PARTICLES.split())
ENDINGS = frozenset(_ENDINGS.split()) - {"있다", "한", "할", "해", "적", "함"}
"""Those that are words of their own too are left out."""
_SHUT = re.compile(r"[,.?!·…)\]’”'\"〉》」』:;]+$")
_UNITS = re.compile(
    r"(?:년|월|일|시|분|초|명|인|개|건|원|천원|만원|백만원|억원|조원|억|만|조|천|백|%|퍼센트|㎡|㎢|㎞|km|m|kg|톤|"
    r"회|차|차례|호|번|권|쪽|면|장|절|조|항|배|위|세|살|층|동|대|곳|여|가지|주|주년|개월|년대|년도|학년|인치|도)"
    r"(?![가-힣]{3})"
)
_WHOLE = frozenset("은는을를의에과와도께며고서면")
"""Last syllables of words that have more than a stem."""
_ALONE_WORDS = (
    "및 등 그 이 저 더 한 두 세 네 각 또 수 것 때 중 약 총 첫 온 곧 잘 못 안 다 꼭 왜 내 제 네 매 여러 모든 "
    "그리고 그러나 또한 또는 하지만 매우 가장 이런 그런 다른 새 옛 전 후 뒤 앞 위 아래 좀 늘"
)
_ALONE = frozenset(_ALONE_WORDS.split())
DEPENDENT = re.compile(
    r"(?:수|것|때|등|중|바|줄|뿐|데|및|통해|위해|위한|대한|대해|따라|따른|관한|관해|있는|있다|있어|없는|없다|않는|않았|"
    r"함께|후|전|뒤|동안|때문)(?:[은는이가을를도에의로]|에서|입니다|이다|으로|에는|만|있|없)*(?![가-힣])"
)
"""Words that stand for themselves after a blank, often after an ending."""


def is_tail(token: str) -> bool:
    """Whether ``token``, punctuation aside, can only be the end of a word."""
    bare = _SHUT.sub("", token)
    return bare in PARTICLES or bare in ENDINGS


def is_unit(text: str) -> bool:
    """Whether ``text`` begins with what counts or measures the number before it."""
    return _UNITS.match(text) is not None


def ends_word(token: str) -> bool:
    """Whether ``token`` most likely is whole, by its last syllable or as a word of its own."""
    if token in _ALONE:
        return True
    return len(token) >= 3 and token[-1] in _WHOLE
