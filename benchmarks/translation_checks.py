# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures the checks for reviewers: ``python -m benchmarks.translation_checks PAIRS [COUNT]``.

PAIRS is a gzipped table: name of a corpus, Korean, English. From it COUNT (5,000) pairs are
drawn with a fixed seed: 20 to 300 characters of Korean, both texts ending as sentences do, the
English beginning with a capital, 0.8 to 4 characters of English for one of Korean, and no
marks of formulas or tables. They are human translations and not all without fault.

Each pair then gets one error, of the kind that fits and was used least. Where texts rarely
have what an error needs (a date, a web address, inline codes) it is first put into both texts
rightly; "before" means the pair with it, "after" the pair with the error too.

Recall of a kind: pairs where a check meant for it (``KINDS``) reports after, at any severity,
something that it did not report before, by all of the kind.
Precision, over findings that are errors (no warnings): right are those of a check meant for
the kind that were not there before; wrong are all that are there before, and those that stay
after. New findings of other checks are mostly consequences (a cut sentence loses its number):
they count as neither, and with "strict" as wrong.
False alarms: the share of pairs before with a finding of a check, by check; and the same of
COUNT pairs drawn without the conditions above.
"""

from __future__ import annotations

import gzip
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translation.checks import AppliedTerm, CheckedSegment, Finding, check_ids, find
from translation.estimation import Severity
from translation.inline_codes import coded, from_marked
from translation.languages import LanguagePair

_SEED = 20261122
_KO_EN, _EN_KO = LanguagePair("ko", "en"), LanguagePair("en", "ko")
_SENTENCE = re.compile(r"[.!?][\"'”’)]?$")
_FORMULA = re.compile(r"[|\\$`*_^<>&]|%%")


@dataclass(frozen=True, slots=True)
class Case:
    """A pair as it was, and with an error: source, target."""

    source: str
    before: str
    after: str
    terms: tuple[AppliedTerm, ...] = ()


Damage = Callable[[str, str, random.Random], Case | None]
"""Source and target to a case; None where the kind does not fit. Texts have inline codes."""


def _changed(pattern: str, new: Callable[[re.Match[str], random.Random], str]) -> Damage:
    """Return what changes one match of ``pattern`` in the target."""

    def damage(source: str, target: str, chance: random.Random) -> Case | None:
        found = list(re.finditer(pattern, target))
        if not found:
            return None
        one = chance.choice(found)
        after = target[: one.start()] + new(one, chance) + target[one.end() :]
        return Case(source, target, after) if after != target else None

    return damage


def _carried(own: str, right: str, wrong: str) -> Damage:
    """Return what puts ``own`` and ``right`` before the texts, and then ``wrong``."""
    return lambda source, target, _: Case(
        f"{own} {source}", f"{right} {target}", f"{wrong} {target}".lstrip()
    )


def _number(source: str, target: str, chance: random.Random) -> Case | None:
    shared = [
        m
        for m in re.finditer(r"(?<![\w.,:/-])\d{2,}(?![\w.,:/-])", target)
        if re.search(rf"(?<![\w.,:/-]){m[0]}(?![\d.,:/A-Za-z-])", source)
    ]
    if not shared:
        return None
    one = chance.choice(shared)
    new = str(int(one[0]) + chance.randint(3, 9) * 3)
    return Case(source, target, target[: one.start()] + new + target[one.end() :])


def _coded(wrong: Callable[[str], str]) -> Damage:
    """Return what puts a pair of codes around a word of both texts; ``wrong`` is its damage."""

    def damage(source: str, target: str, chance: random.Random) -> Case | None:
        own, other = source.split(), target.split()
        if len(own) < 4 or len(other) < 4:
            return None
        for words in (own, other):
            at = chance.randrange(1, len(words) - 1)
            words[at] = f"<1>{words[at]}</1>"
            words[-1] += "<2/>"
        before = " ".join(other)
        return Case(" ".join(own), before, wrong(before))

    return damage


def _doubled(source: str, target: str, chance: random.Random) -> Case | None:
    words = target.split()
    places = [i for i, w in enumerate(words) if re.fullmatch(r"[A-Za-z]{2,}", w)]
    if not places:
        return None
    at = chance.choice(places)
    return Case(source, target, " ".join([*words[: at + 1], *words[at:]]))


def _loop(source: str, target: str, chance: random.Random) -> Case | None:
    words = target.split()
    if len(words) < 6:
        return None
    at = chance.randrange(2, len(words) - 1)
    return Case(source, target, " ".join([*words[:at], *words[at - 2 : at] * 3, *words[at:]]))


def _cut(source: str, target: str, chance: random.Random) -> Case | None:
    words = target.split()
    after = " ".join(words[: len(words) // 2])
    return Case(source, target, after) if len(words) > 5 else None


def _hangul(source: str, target: str, chance: random.Random) -> Case | None:
    own = re.findall(r"[가-힣]{2,}", source)
    words = target.split()
    if not own or len(words) < 3:
        return None
    words[chance.randrange(1, len(words))] = chance.choice(own)
    return Case(source, target, " ".join(words))


def _term(forbidden: bool) -> Damage:
    def damage(source: str, target: str, chance: random.Random) -> Case | None:
        words = [w for w in re.findall(r"\b[a-z]{6,}\b", target) if target.count(w) == 1]
        own = re.findall(r"[가-힣]{2,}", source)
        if not words or not own:
            return None
        word = chance.choice(words)
        forms = ("objectionable",) if forbidden else ()
        term = AppliedTerm(chance.choice(own), () if forbidden else (word,), forms)
        return Case(source, target, target.replace(word, "objectionable"), (term,))

    return damage


def _polite(source: str, target: str, chance: random.Random) -> Case | None:
    if not target.endswith("니다."):
        return None
    own = f"{source} Thank you."
    return Case(own, f"{target} 감사합니다.", f"{target} 감사해요.")


_SWAPPED = {"은": "는", "는": "은", "이": "가", "가": "이", "와": "과", "과": "와", "을": "를", "를": "을"}  # fmt: skip
_NOUNS: set[str] = set()
"""Words that stand before 을 or 를 somewhere in the pairs: other particles may follow them."""


def _particle(particles: str) -> Damage:
    def damage(source: str, target: str, chance: random.Random) -> Case | None:
        found = [
            m
            for m in re.finditer(rf"(?<![가-힣])([가-힣]{{2,}})([{particles}])(?= )", target)
            if m[1] in _NOUNS
        ]
        if not found:
            return None
        one = chance.choice(found)
        at = one.start(2)
        return Case(source, target, f"{target[:at]}{_SWAPPED[one[2]]}{target[at + 1 :]}")

    return damage


_NUMBERS = ("number-lost", "number-scale", "number-added", "date-lost", "time-lost", "money-lost")
KINDS: dict[str, tuple[LanguagePair, Damage, tuple[str, ...]]] = {
    "number changed": (_KO_EN, _number, _NUMBERS),
    "date changed": (
        _KO_EN,
        _carried("(2026. 11. 22.)", "(22 November 2026)", "(23 November 2026)"),
        ("date-lost",),
    ),
    "weekday changed": (_KO_EN, _carried("수요일:", "Wednesday:", "Thursday:"), ("weekday-lost",)),
    "money scale": (
        _KO_EN,
        _carried("(46억 원)", "(KRW 4.6 billion)", "(KRW 46 billion)"),
        ("money-lost",),
    ),
    "currency": (
        _KO_EN,
        _carried("(500만 원)", "(KRW 5 million)", "(USD 5 million)"),
        ("currency",),
    ),
    "URL cut": (
        _KO_EN,
        _carried(
            "https://www.example.kr/a/b:",
            "https://www.example.kr/a/b:",
            "https://www.example.kr/a:",
        ),
        ("url-lost",),
    ),
    "e-mail lost": (_KO_EN, _carried("ask@example.kr:", "ask@example.kr:", ""), ("email-lost",)),
    "phone changed": (
        _KO_EN,
        _carried("(02-120-4567)", "(+82-2-120-4567)", "(+82-2-120-4576)"),
        ("phone-lost",),
    ),
    "article changed": (
        _KO_EN,
        _carried("(제22조제3항)", "(Article 22 (3))", "(Article 23 (3))"),
        ("article-lost",),
    ),
    "placeholder lost": (_KO_EN, _carried("{name}:", "{name}:", ""), ("placeholder-lost",)),
    "code lost": (_KO_EN, _coded(lambda t: re.sub("</?1>", "", t)), ("code-lost",)),
    "code added": (_KO_EN, _coded(lambda t: t + "<3/>"), ("code-added",)),
    "code not closed": (
        _KO_EN,
        _coded(lambda t: t.replace("</1>", "")),
        ("code-nesting", "code-lost"),
    ),
    "bracket lost": (_KO_EN, _changed(r"[()]", lambda *_: ""), ("brackets-unpaired",)),
    "quote lost": (_KO_EN, _changed(r'"', lambda *_: ""), ("quotes-unpaired",)),
    "word doubled": (_KO_EN, _doubled, ("word-doubled", "loop")),
    "space doubled": (_KO_EN, _changed(" ", lambda *_: "  "), ("blanks-doubled",)),
    "zero width": (_KO_EN, _changed(" ", lambda *_: " \u200b"), ("zero-width",)),
    "emptied": (_KO_EN, lambda s, t, _: Case(s, t, ""), ("empty",)),
    "source copied": (_KO_EN, lambda s, t, _: Case(s, t, s), ("source-copied", "hangul-left")),
    "Hangul left": (_KO_EN, _hangul, ("hangul-left",)),
    "loop": (_KO_EN, _loop, ("loop", "word-doubled")),
    "half cut": (_KO_EN, _cut, ("too-short", "sentence-count", "end-stop", "end-question")),
    "end mark changed": (
        _KO_EN,
        _changed(r"\.$", lambda _, chance: chance.choice("?,:")),
        ("end-stop", "end-question", "end-colon"),
    ),
    "term broken": (_KO_EN, _term(forbidden=False), ("term-lost",)),
    "term forbidden": (_KO_EN, _term(forbidden=True), ("term-forbidden",)),
    "capital lost": (
        _KO_EN,
        _changed(r"^[A-Z](?=[a-z]+ )", lambda m, _: m[0].lower()),
        ("capital-at-start",),
    ),
    "two capitals": (
        _KO_EN,
        _changed(r"(?<=\b[A-Z])[a-z](?=[a-z]{2,}\b)", lambda m, _: m[0].upper()),
        ("capitals-several",),
    ),
    "mojibake": (_KO_EN, _changed(" ", lambda *_: " ì„œìš¸ "), ("mojibake",)),
    "particle 을/를": (_EN_KO, _particle("을를"), ("particle",)),
    "particle 은/는": (_EN_KO, _particle("은는"), ("particle",)),
    "particle 이/가": (_EN_KO, _particle("이가"), ("particle",)),
    "particle 와/과": (_EN_KO, _particle("와과"), ("particle",)),
    "polite level": (_EN_KO, _polite, ("polite-level",)),
}


def _pairs(path: Path, count: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the clean pairs and as many of all."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t")[1:3] for line in file]
    every = sorted({(ko, en) for ko, en in rows if ko.strip() and en.strip()})
    chance = random.Random(_SEED)
    chance.shuffle(every)
    clean = [pair for pair in every if _is_clean(*pair)]
    return clean[:count], every[:count]


def _is_clean(ko: str, en: str) -> bool:
    return (
        20 <= len(ko) <= 300
        and 0.8 <= len(en) / len(ko) <= 4
        and bool(_SENTENCE.search(ko) and _SENTENCE.search(en))
        and en[0].isupper()
        and not _FORMULA.search(ko + en)
    )


def _found(
    pair: LanguagePair, source: str, target: str, case: Case | None = None
) -> Counter[Finding]:
    """Return the findings, without their places: an error may move what was there."""
    segment = CheckedSegment(
        "s",
        "u",
        None,
        from_marked(source) if case else coded([source]),
        from_marked(target) if case else coded([target]),
        pair,
        case.terms if case else (),
    )
    return Counter(Finding(f.check_id, f.severity, f.params) for f in find(segment))


def _errors(findings: Counter[Finding]) -> Counter[Finding]:
    return Counter({f: n for f, n in findings.items() if f.severity is Severity.ERROR})


def main(path: Path, count: int) -> None:
    """Print the rows."""
    clean, every = _pairs(path, count)
    chance = random.Random(_SEED + 1)
    _NOUNS.update(w for ko, _ in clean for w in re.findall(r"([가-힣]{2,})[을를](?= )", ko))
    used: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    hit: Counter[str] = Counter()
    right, wrong, others = Counter[str](), Counter[str](), Counter[str]()
    other_checks: Counter[str] = Counter()
    for ko, en in clean:
        for kind in sorted(KINDS, key=lambda name: used[name]):
            pair, damage, meant = KINDS[kind]
            texts = (ko, en) if pair == _KO_EN else (en, ko)
            case = damage(*texts, chance)
            if case is not None:
                break
        else:
            continue
        used[kind] += 1
        before = _found(pair, case.source, case.before, case)
        after = _found(pair, case.source, case.after, case)
        new = after - before
        hit[kind] += any(f.check_id in meant for f in new)
        for finding, times in _errors(new).items():
            if finding.check_id in meant:
                right[kind] += times
            else:
                others[kind] += times
                other_checks[finding.check_id] += times
        wrong[kind] += _errors(before).total() + (_errors(after) & _errors(before)).total()
    for kind in KINDS:
        if used[kind]:
            print(
                f"{kind}: {used[kind]}, recall {hit[kind] / used[kind]:.3f}, errors right "
                f"{right[kind]}, wrong {wrong[kind]}, others {others[kind]}"
            )
    r, w, o = right.total(), wrong.total(), others.total()
    print(f"all: {used.total()} in {sum(n > 0 for n in used.values())} kinds, "
          f"recall {hit.total() / used.total():.4f}, precision {r / (r + w):.4f}, "
          f"strict {r / (r + w + o):.4f}")  # fmt: skip
    print("others:", dict(other_checks.most_common()))
    for pair in (_KO_EN, _EN_KO):
        for name, pairs in (("clean", clean), ("all", every)):
            _alarms(pair, name, pairs)


def _alarms(pair: LanguagePair, name: str, pairs: list[tuple[str, str]]) -> None:
    """Print the share of pairs with a finding, by check."""
    rate: Counter[str] = Counter()
    errors = 0
    times = []
    for ko, en in pairs:
        texts = (ko, en) if pair == _KO_EN else (en, ko)
        begun = time.perf_counter()
        found = _found(pair, *texts)
        times.append(time.perf_counter() - begun)
        rate.update({f.check_id for f in found})
        errors += bool(_errors(found))
    shown = ", ".join(
        f"{check} {rate[check] / len(pairs):.2%}"
        for check in sorted(check_ids(), key=lambda c: -rate[c])
        if rate[check]
    )
    times.sort()
    print(f"{pair.source}-{pair.target} {name}: {len(pairs)} pairs, with an error "
          f"{errors / len(pairs):.2%}, median {times[len(times) // 2] * 1000:.2f} ms, "
          f"95% {times[int(len(times) * 0.95)] * 1000:.2f} ms")  # fmt: skip
    print(f"  {shown}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5000)
