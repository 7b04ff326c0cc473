# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books that break one rule each, made of good ones: what two checkers can be compared with."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

Parts = dict[str, bytes]
Break = Callable[[Parts, random.Random], bool]
"""Breaks the parts of a book; False where this book has nothing to break so."""


def parts_of(book: bytes) -> Parts:
    """Return the parts of a book in their order."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book_of(parts: Parts, *, stored: bool = True) -> bytes:
    """Return the book of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" and stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return out.getvalue()


def _in(suffix: str, pattern: str, put: str, *, count: int = 1) -> Break:
    """Replace in one part whose name ends so."""

    def broken(parts: Parts, chance: random.Random) -> bool:
        fitting = [
            n for n, d in parts.items() if n.endswith(suffix) and re.search(pattern.encode(), d)
        ]
        fitting = [n for n in fitting if "nav.xhtml" not in n or suffix == "nav.xhtml"]
        if not fitting:
            return False
        name = chance.choice(fitting)
        parts[name] = re.sub(pattern.encode(), put.encode(), parts[name], count=count)
        return True

    return broken


def _drop(pattern: str) -> Break:
    def broken(parts: Parts, chance: random.Random) -> bool:
        fitting = [name for name in parts if re.search(pattern, name)]
        if not fitting:
            return False
        del parts[chance.choice(fitting)]
        return True

    return broken


def _mimetype(data: bytes) -> Break:
    def broken(parts: Parts, _chance: random.Random) -> bool:
        parts["mimetype"] = data
        return True

    return broken


def _last_mimetype(parts: Parts, _chance: random.Random) -> bool:
    parts["mimetype"] = parts.pop("mimetype")
    return True


_TAGS = [
    "p",
    "div",
    "span",
    "ul",
    "li",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "section",
    "figure",
    "figcaption",
    "em",
    "a",
    "dl",
    "dt",
    "dd",
    "ruby",
    "rt",
    "blockquote",
    "pre",
    "nav",
]
_ATTRIBUTES = (
    *(
        ("class", "x"),
        ("id", "zz1"),
        ("align", "left"),
        ("href", "#zz"),
        ("scope", "col"),
        ("colspan", "2"),
    ),
    *(
        ("title", "x"),
        ("lang", "en"),
        ("start", "3"),
        ("width", "5"),
        ("name", "n"),
        ("value", "1"),
    ),
    *(
        ("role", "note"),
        ("aria-label", "x"),
        ("border", "1"),
        ("type", "a"),
        ("style", "color: red"),
    ),
)


def _by_tree(change: Callable[[etree._Element, random.Random], None]) -> Break:
    """Change one element by chance of one page."""

    def broken(parts: Parts, chance: random.Random) -> bool:
        names = [name for name in parts if re.search(PAGE, name)]
        if not names:
            return False
        name = chance.choice(names)
        root = etree.fromstring(parts[name])
        body = root.find("{http://www.w3.org/1999/xhtml}body")
        inner = (
            [] if body is None else list(body.iterdescendants("{http://www.w3.org/1999/xhtml}*"))
        )
        if not inner:
            return False
        change(chance.choice(inner), chance)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="utf-8")
        return True

    return broken


def _renamed(element: etree._Element, chance: random.Random) -> None:
    element.tag = f"{{http://www.w3.org/1999/xhtml}}{chance.choice(_TAGS)}"


def _inserted(element: etree._Element, chance: random.Random) -> None:
    new = etree.Element(f"{{http://www.w3.org/1999/xhtml}}{chance.choice(_TAGS)}")
    new.text = "x"
    element.insert(chance.randrange(len(element) + 1), new)


def _attributed(element: etree._Element, chance: random.Random) -> None:
    key, value = chance.choice(_ATTRIBUTES)
    element.set(key, value)


def _unattributed(element: etree._Element, chance: random.Random) -> None:
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _unwrapped(element: etree._Element, _chance: random.Random) -> None:
    above = element.getparent()
    if above is not None:
        at = above.index(element)
        for child in list(element):
            above.insert(at, child)
            at += 1
        above.remove(element)


PAGE = r"c\d+\.xhtml"
BREAKS: dict[str, Break] = {
    "mimetype-other": _mimetype(b"application/zip"),
    "mimetype-blank": _mimetype(b"application/epub+zip\n"),
    "mimetype-last": _last_mimetype,
    "mimetype-gone": _drop(r"^mimetype$"),
    "container-gone": _drop(r"container\.xml$"),
    "container-broken": _in("container.xml", "<rootfiles>", "<rootfiles"),
    "container-path": _in("container.xml", r'full-path="[^"]*"', 'full-path="no.opf"'),
    "opf-broken": _in(".opf", "</manifest>", "</manifes>"),
    "opf-version": _in(".opf", r'(<package[^>]*version=)"3.0"', r'\1"9.0"'),
    "title-gone": _in(".opf", r"<dc:title[^>]*>.*?</dc:title>", "", count=0),
    "title-empty": _in(".opf", r"(<dc:title[^>]*>).*?(</dc:title>)", r"\1\2"),
    "language-gone": _in(".opf", r"<dc:language[^>]*>.*?</dc:language>", ""),
    "language-wrong": _in(".opf", r"(<dc:language[^>]*>).*?(</dc:language>)", r"\1Korean language\2"),
    "identifier-gone": _in(".opf", r"<dc:identifier[^>]*>.*?</dc:identifier>", "", count=0),
    "identifier-other": _in(".opf", r'unique-identifier="[^"]*"', 'unique-identifier="none"'),
    "modified-gone": _in(".opf", r'<meta property="dcterms:modified">[^<]*</meta>', ""),
    "modified-form": _in(".opf", r'(<meta property="dcterms:modified">)[^<]*', r"\g<1>2026-11-29"),
    "date-twice": _in(".opf", r"</metadata>", "<dc:date>2026</dc:date><dc:date>2025</dc:date></metadata>"),
    "meta-empty": _in(".opf", r"</metadata>", '<meta property="dcterms:source"></meta></metadata>'),
    "item-without-file": _in(".opf", r"</manifest>", '<item id="zz" href="zz.xhtml" media-type="application/xhtml+xml"/></manifest>'),
    "item-without-type": _in(".opf", r'(<item [^>]*)media-type="text/css"', r"\1"),
    "item-twice": _in(".opf", r'(<item [^>]*href="book.css"[^>]*/>)', r'\1<item id="zz" href="book.css" media-type="text/css"/>'),
    "item-same-id": _in(".opf", r'id="css"', 'id="nav"'),
    "item-remote": _in(".opf", r"</manifest>", '<item id="zz" href="https://example.com/a.png" media-type="image/png"/></manifest>'),
    "picture-type": _in(".opf", r'media-type="image/png"', 'media-type="image/jpeg"'),
    "page-type": _in(".opf", r'(<item id="c0001"[^>]*)media-type="application/xhtml\+xml"', r'\1media-type="text/html"'),
    "nav-not-said": _in(".opf", r' properties="nav"', ""),
    "nav-gone": _drop(r"nav\.xhtml$"),
    "spine-unknown": _in(".opf", r"</spine>", '<itemref idref="zz"/></spine>'),
    "spine-twice": _in(".opf", r'(<itemref idref="c0001"[^>]*/>)', r"\1\1"),
    "spine-empty": _in(".opf", r"<itemref[^>]*/>", "", count=0),
    "spine-toc": _in(".opf", r'toc="[^"]*"', 'toc="zz"'),
    "page-gone": _drop(PAGE),
    "style-gone": _drop(r"\.css$"),
    "picture-gone": _drop(r"images/.*\.(?:png|jpe?g|svg)$"),
    "ncx-gone": _drop(r"\.ncx$"),
    "page-broken": _in(".xhtml", r"</p>", "</q>"),
    "page-entity": _in(".xhtml", r"</p>", "&nbsp;</p>"),
    "page-title-gone": _in(".xhtml", r"<title>[^<]*</title>", ""),
    "page-body-gone": _in(".xhtml", r"(?s)<body.*</body>", ""),
    "link-file": _in(".xhtml", r"</p>", ' <a href="none.xhtml">x</a></p>'),
    "link-place": _in(".xhtml", r"</p>", ' <a href="#none-such">x</a></p>'),
    "link-machine": _in(".xhtml", r"</p>", ' <a href="file:///c:/a.txt">x</a></p>'),
    "link-in-link": _in(".xhtml", r"</p>", ' <a href="#x"><span><a href="#y">x</a></span></a></p>'),
    "picture-missing": _in(".xhtml", r"</p>", ' <img src="images/none.png" alt="x"/></p>'),
    "picture-remote": _in(".xhtml", r"</p>", ' <img src="https://example.com/a.png" alt="x"/></p>'),
    "picture-no-src": _in(".xhtml", r"</p>", ' <img alt="x"/></p>'),
    "picture-percent": _in(".xhtml", r"</p>", ' <img src="cover.png" width="50%" alt="x"/></p>'),
    "id-twice": _in(".xhtml", r"</p>", '<i id="tw">x</i><i id="tw">y</i></p>'),
    "id-blank": _in(".xhtml", r"</p>", '<i id="a b">x</i></p>'),
    "block-in-paragraph": _in(".xhtml", r"</p>", "<div>x</div></p>"),
    "list-in-paragraph": _in(".xhtml", r"</p>", "<ul><li>x</li></ul></p>"),
    "paragraph-in-list": _in(".xhtml", r"(</section>)", r"<ul><p>x</p></ul>\1"),
    "text-in-list": _in(".xhtml", r"(</section>)", r"<ul>x<li>y</li></ul>\1"),
    "cell-in-table": _in(".xhtml", r"(</section>)", r"<table><td>x</td></table>\1"),
    "row-in-row": _in(".xhtml", r"(</section>)", r"<table><tr><tr><td>x</td></tr></tr></table>\1"),
    "heading-in-span": _in(".xhtml", r"</p>", "<span><h2>x</h2></span></p>"),
    "old-element": _in(".xhtml", r"</p>", "<font>x</font></p>"),
    "centre": _in(".xhtml", r"(</section>)", r"<center>x</center>\1"),
    "unknown-element": _in(".xhtml", r"</p>", "<fancy>x</fancy></p>"),
    "old-attribute": _in(".xhtml", r"<p>", '<p align="center">'),
    "table-attribute": _in(".xhtml", r"(</section>)", r'<table cellpadding="2"><tr><td>x</td></tr></table>\1'),
    "table-width": _in(".xhtml", r"(</section>)", r'<table><tr><td width="5">x</td></tr></table>\1'),
    "span-no-number": _in(".xhtml", r"(</section>)", r'<table><tr><td colspan="two">x</td></tr></table>\1'),
    "scope-wrong": _in(".xhtml", r"(</section>)", r'<table><tr><th scope="column">x</th></tr></table>\1'),
    "unknown-attribute": _in(".xhtml", r"<p>", '<p colour="red">'),
    "definition": _in(".xhtml", r"(</section>)", r"<dl><dd>x</dd></dl>\1"),
    "script-unsaid": _in(".xhtml", r"</body>", "<script>1</script></body>"),
    "mathml-unsaid": _in(".xhtml", r"</p>", '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'),
    "svg-unsaid": _in(".xhtml", r"</p>", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg></p>'),
    "style-url": _in(".css", r"\Z", '\nbody { background: url("none.png") }\n'),
    "style-remote": _in(".css", r"\Z", '\n@import "https://example.com/a.css";\n'),
    "nav-no-toc": _in("nav.xhtml", r'epub:type="toc"', 'epub:type="zzz"'),
    "nav-empty-entry": _in("nav.xhtml", r"(<li[^>]*><a [^>]*>)[^<]*(</a>)", r"\1\2"),
    "nav-link": _in("nav.xhtml", r'href="c0001.xhtml[^"]*"', 'href="none.xhtml"'),
    "nav-text": _in("nav.xhtml", r"(<li[^>]*>)(<a )", r"\1x<p>y</p>\2"),
    "nav-bare-text": _in("nav.xhtml", r"(<li[^>]*>)(<a )", r"\1x\2"),
    "nav-two-links": _in("nav.xhtml", r"(<li[^>]*>)(<a [^>]*>[^<]*</a>)", r"\1\2\2"),
    "nav-tail": _in("nav.xhtml", r"</nav>", "x</nav>"),
    "nav-list": _in("nav.xhtml", r"</nav>", "<ol></ol></nav>"),
    "ncx-id": _in(".ncx", r'(name="dtb:uid" content=)"[^"]*"', r'\1"other"'),
    "ncx-link": _in(".ncx", r'src="[^"]*"', 'src="none.xhtml"'),
    "ncx-broken": _in(".ncx", r"</navMap>", "</navMa>"),
    "by-chance-rename": _by_tree(_renamed),
    "by-chance-insert": _by_tree(_inserted),
    "by-chance-attribute": _by_tree(_attributed),
    "by-chance-no-attribute": _by_tree(_unattributed),
    "by-chance-unwrap": _by_tree(_unwrapped),
    "good-class": _in(".xhtml", r"<p>", '<p class="x" data-a="1">'),
    "good-link": _in(".xhtml", r"</p>", ' <a href="https://example.com/">x</a></p>'),
    "good-nested": _in(".xhtml", r"(</section>)", r"<div><ul><li><p>x</p><ol><li>y</li></ol></li></ul></div>\1"),
    "good-table": _in(".xhtml", r"(</section>)", r'<table><caption>c</caption><thead><tr><th scope="col">x</th></tr></thead><tbody><tr><td>y</td></tr></tbody></table>\1'),
    "good-figure": _in(".xhtml", r"(</section>)", r"<figure><blockquote><p>x</p></blockquote><figcaption>y</figcaption></figure>\1"),
    "good-definition": _in(".xhtml", r"(</section>)", r"<dl><dt>x</dt><dd>y</dd></dl>\1"),
    "good-ruby": _in(".xhtml", r"</p>", "<ruby>漢<rt>한</rt></ruby></p>"),
    "good-meta": _in(".opf", r"</metadata>", '<meta property="dcterms:source">x</meta></metadata>'),
}  # fmt: skip


def broken_books(books: list[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` books with the name of what was done to each; few of them are still good."""
    chance = random.Random(seed)
    names, made = sorted(BREAKS), 0
    while made < count:
        name = names[made % len(names)]
        for _ in range(20):
            parts = parts_of(chance.choice(books))
            if BREAKS[name](parts, chance):
                break
        else:
            names.remove(name)
            continue
        made += 1
        yield name, book_of(parts)


# ---------------------------------------------------------------- by chance


def _any_element(root: etree._Element, chance: random.Random) -> etree._Element:
    return chance.choice([one for one in root.iter() if isinstance(one.tag, str)])


def _rename(one: etree._Element, chance: random.Random) -> str:
    names = [*_TAGS, "item", "itemref", "meta", "navPoint", "figure", "title", "th", "nonsense"]
    one.tag = f"{{{etree.QName(one).namespace or ''}}}{chance.choice(names)}"
    return "rename"


def _take_out(one: etree._Element, _chance: random.Random) -> str:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)
    return "take out"


def _twice(one: etree._Element, chance: random.Random) -> str:
    parent = one.getparent()
    if parent is not None:
        parent.insert(chance.randint(0, len(parent)), copy.deepcopy(one))
    return "twice"


def _move(one: etree._Element, chance: random.Random) -> str:
    target = _any_element(one.getroottree().getroot(), chance)
    if one not in (target, *target.iterancestors()):
        target.append(one)
    return "move"


def _attribute(one: etree._Element, chance: random.Random) -> str:
    if not one.attrib:
        one.set(chance.choice(("id", "class", "href", "src", "lang", "nonsense")), "x 1")
        return "attribute added"
    name = chance.choice(sorted(one.attrib))
    sort = etree.QName(name).localname
    if chance.random() < 0.5:
        del one.attrib[name]
        return f"{sort} gone"
    one.set(name, chance.choice(("", "x", "no such.xhtml", "#nowhere", "text/nonsense", "1 2")))
    return f"{sort} other"


def _text(one: etree._Element, _chance: random.Random) -> str:
    one.text = f"{one.text or ''} text"
    return "text"


_CHANGES = (_rename, _take_out, _twice, _move, _attribute, _attribute, _text)


def mutated_books(books: list[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` books in which one thing of a part was changed by chance; some stay good."""
    chance = random.Random(seed)
    for _ in range(count):
        parts = parts_of(chance.choice(books))
        names = [n for n in parts if n.endswith((".xhtml", ".opf", ".ncx", "container.xml"))]
        name = chance.choice([*names, *(n for n in names if not n.endswith("xhtml"))])
        root = etree.fromstring(parts[name])
        one = _any_element(root, chance)
        tag = etree.QName(one).localname
        done = chance.choice(_CHANGES)(one, chance)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="utf-8")
        part = "page" if name.endswith(".xhtml") else name.rpartition("/")[2]
        yield f"{part}: {tag}: {done}", book_of(parts)
