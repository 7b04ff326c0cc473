# SPDX-License-Identifier: AGPL-3.0-or-later
"""Styles, theme, settings and fonts as Word in Korean saves them.

Built-in styles keep their English names; the ids are single signs, given in the order
of first use ("a" is Normal, "1" heading 1, "a3" List Paragraph), so that nothing but the
name tells what a style is.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.docx_writer.markup import part, values

NORMAL, TITLE, SUBTITLE, QUOTE = "a", "a9", "aa", "ad"
LIST, HEADER, FOOTER, FOOTNOTE, FOOTNOTE_MARK, CAPTION = "a3", "a4", "a5", "a6", "a7", "a8"
HYPERLINK, PLACEHOLDER, ENDNOTE, ENDNOTE_MARK = "ab", "ae", "af2", "af3"
COMMENT_MARK, COMMENT = "af", "af0"
HEADINGS = ("1", "2", "3", "4")
CONTENTS = ("10", "20")
CONTENTS_TITLE = "TOC"

_LATENT = (
    "Normal", "heading 1", "heading 2", "toc 1", "toc 2", "caption", "Title", "Subtitle", "Strong",
    "Emphasis", "Table Grid", "List Paragraph", "Quote",
)  # fmt: skip


def style(
    key: str,
    name: str,
    *,
    kind: str = "paragraph",
    based: str = NORMAL,
    para: str = "",
    run: str = "",
    more: str = "",
    default: bool = False,
) -> str:
    """Return one style; ``based`` may be empty."""
    marked = ' w:default="1"' if default else ""
    own = values(name=name, basedOn=based or None)
    para = f"<w:pPr>{para}</w:pPr>" if para else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:style w:type="{kind}"{marked} w:styleId="{key}">{own}<w:qFormat/>{para}{run}{more}</w:style>'


def styles_part(numbers: Mapping[str, tuple[int, int]], more: str = "") -> bytes:
    """Return the styles part.

    Args:
        numbers: numId and level of styles that are numbered, by style id.
        more: further styles.
    """

    def numbered(key: str) -> str:
        number, level = numbers.get(key, (0, 0))
        at = f'<w:ilvl w:val="{level}"/>' if level else ""
        return f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>' if number else ""

    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
        'w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-US" w:eastAsia="ko-KR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    latent = "".join(f'<w:lsdException w:name="{name}" w:uiPriority="9"/>' for name in _LATENT)
    headings = "".join(
        style(
            key,
            f"heading {level}",
            para=f'<w:keepNext/>{numbered(key)}<w:outlineLvl w:val="{level - 1}"/>',
            run=f'<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"/><w:b/><w:sz w:val="{36 - 4 * level}"/>',
            more=values(next=NORMAL, link=f"{key}Char"),
        )
        + style(f"{key}Char", f"제목 {level} Char", kind="character", based="a0", run="<w:b/>")
        for level, key in enumerate(HEADINGS, 1)
    )
    grey = '<w:color w:val="808080"/>'
    raised = '<w:vertAlign w:val="superscript"/>'
    inner = (
        style(NORMAL, "Normal", based="", default=True,
              para='<w:widowControl w:val="0"/><w:wordWrap w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>')
        + headings
        + style("a0", "Default Paragraph Font", kind="character", based="", default=True)
        + '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        + '<w:style w:type="numbering" w:default="1" w:styleId="a2"><w:name w:val="No List"/></w:style>'
        + style(LIST, "List Paragraph", para=f'{numbered(LIST)}<w:ind w:leftChars="400" w:left="800"/>')
        + style(HEADER, "header") + style(FOOTER, "footer")
        + style(FOOTNOTE, "footnote text", para='<w:snapToGrid w:val="0"/>', run='<w:sz w:val="18"/>')
        + style(FOOTNOTE_MARK, "footnote reference", kind="character", based="a0", run=raised)
        + style(ENDNOTE, "endnote text") + style(ENDNOTE_MARK, "endnote reference", kind="character", based="a0", run=raised)
        + style(CAPTION, "caption", run="<w:b/><w:bCs/>")
        + style(TITLE, "Title", para='<w:jc w:val="center"/><w:outlineLvl w:val="0"/>', run='<w:b/><w:sz w:val="32"/>')
        + style(SUBTITLE, "Subtitle", para='<w:jc w:val="center"/>', run='<w:sz w:val="24"/>')
        + style(HYPERLINK, "Hyperlink", kind="character", based="a0", run='<w:color w:val="0563C1"/><w:u w:val="single"/>')
        + style("ac", "Table Grid", kind="table", based="a1", more="<w:tblPr><w:tblBorders/></w:tblPr>")
        + style(QUOTE, "Quote", run="<w:i/>")
        + style(PLACEHOLDER, "Placeholder Text", kind="character", based="a0", run=grey)
        + style(COMMENT_MARK, "annotation reference", kind="character", based="a0")
        + style(COMMENT, "annotation text")
        + "".join(style(key, f"toc {at}", para='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9016"/></w:tabs>')
                  for at, key in enumerate(CONTENTS, 1))
        + style(CONTENTS_TITLE, "TOC Heading", based="1", para='<w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    return part(
        "w:styles",
        f'{defaults}<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376">{latent}</w:latentStyles>{inner}{more}',
    )


def theme_part() -> bytes:
    """Return a theme that names fonts by script, as Word's own does."""
    fonts = "".join(
        f'<a:{size}Font><a:latin typeface="맑은 고딕"/><a:ea typeface=""/><a:cs typeface=""/>'
        '<a:font script="Hang" typeface="맑은 고딕"/><a:font script="Jpan" typeface="游ゴシック"/></a:{size}Font>'.replace(
            "{size}", size
        )
        for size in ("major", "minor")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office 테마">'
        f'<a:themeElements><a:clrScheme name="Office"/><a:fontScheme name="Office">{fonts}</a:fontScheme>'
        '<a:fmtScheme name="Office"/></a:themeElements></a:theme>'
    ).encode()


def settings_part(more: str = "") -> bytes:
    """Return the settings; ``more`` comes before the list of editing sessions."""
    return part(
        "w:settings",
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:proofState w:spelling="clean" w:grammar="clean"/>'
        f'<w:defaultTabStop w:val="800"/><w:characterSpacingControl w:val="doNotCompress"/>{more}'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:rsids><w:rsidRoot w:val="00A41C7E"/><w:rsid w:val="00B21D05"/></w:rsids>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ko-KR"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def fonts_part() -> bytes:
    """Return the table of fonts."""
    return part(
        "w:fonts",
        "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/><w:family w:val="auto"/></w:font>'
            for name, other, charset in (
                ("맑은 고딕", "Malgun Gothic", "81"),
                ("바탕", "Batang", "81"),
                ("Wingdings", "Wingdings", "02"),
            )
        ),
    )
