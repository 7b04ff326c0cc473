# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book that a machine translated says of itself, in both of its languages."""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import Aside, Document, Heading, Paragraph, Text

_WORDS = {
    "ko": "이 책은 기계가 번역한 초안이며 사람이 검토하지 않았습니다. 인용하거나 배포하기 전에 원문과 대조하십시오.",
    "en": "This book is a machine translation that no person has reviewed. Check it against the original before quoting or publishing it.",
    "ja": "この本は機械翻訳による草稿で、人による確認は行われていません。引用や配布の前に原文と照合してください。",
    "zh": "本书为机器翻译草稿，未经人工审校。引用或发布前请与原文核对。",
    "vi": "Sách này là bản dịch máy chưa được người kiểm tra. Hãy đối chiếu với bản gốc trước khi trích dẫn hoặc công bố.",
}
_DEMONSTRATION = {
    "ko": "번역에 쓴 모델은 시연용으로, 소프트웨어 문서를 익힌 작은 모델입니다. 시정 문서에는 맞지 않으므로 더 나은 번역 패키지를 설치하십시오.",
    "en": "The model is a small demonstration trained on software documentation. It does not suit city publications: install a better package.",
    "ja": "使用したモデルは、ソフトウェア文書で学習した小さな試用モデルです。市の刊行物には適しません。より良い翻訳パッケージを導入してください。",
    "zh": "所用模型是以软件文档训练的小型演示模型，不适合市政出版物。请安装更好的翻译包。",
    "vi": "Mô hình đã dùng là mô hình minh họa nhỏ, học từ tài liệu phần mềm, không phù hợp với ấn phẩm của thành phố. Hãy cài một gói dịch tốt hơn.",
}
_SERVER = {
    "ko": "초안은 기관의 번역 서버 {server}에서 만들었습니다.",
    "en": "The draft was made by the office's translation server {server}.",
    "ja": "草稿は機関の翻訳サーバー{server}が作成しました。",
    "zh": "草稿由本机构的翻译服务器{server}生成。",
    "vi": "Bản nháp do máy chủ dịch của cơ quan {server} tạo.",
}
_UNTRANSLATED = {
    "ko": "번역되지 않아 원문 그대로 둔 문장: {n}개.",
    "en": "Sentences without a translation, left in the language of the original: {n}.",
    "ja": "翻訳されず原文のままの文: {n}件。",
    "zh": "未能翻译、保留原文的句子：{n}句。",
    "vi": "Số câu không dịch được, giữ nguyên bản gốc: {n}.",
}
_PARTLY = {
    "ko": "이 책에는 사람이 아직 승인하지 않은 기계 번역이 들어 있습니다. 그 부분에는 ‘{flag}’ 표시가 있습니다.",
    "en": "Parts of this book are a machine translation that no person has approved yet. They are marked “{flag}”.",
    "ja": "この本には、まだ承認されていない機械翻訳が含まれています。該当箇所には「{flag}」と記されています。",
    "zh": "本书含有尚未经人工批准的机器翻译，这些部分标有“{flag}”。",
    "vi": "Sách này có những phần dịch máy chưa được người duyệt. Các phần đó có ghi “{flag}”.",
}
_FLAG = {
    "ko": "[검토 전 초안]",
    "en": "[unreviewed draft]",
    "ja": "[未確認の草稿]",
    "zh": "[未审校]",
    "vi": "[bản nháp chưa duyệt]",
}


def flag(language: str) -> str:
    """Return what stands before a part that nobody has approved, in its language."""
    return _FLAG.get(language.partition("-")[0], _FLAG["en"])


def partly_reviewed(document: Document, source: str, target: str) -> Document:
    """Return ``document`` with a notice that parts of it are drafts, and how they are marked."""
    return _with_notice(
        document,
        target,
        [
            (language, words.format(flag=flag(target)))
            for language in dict.fromkeys((target, source))
            if (words := _PARTLY.get(language.partition("-")[0])) is not None
        ]
        or [("en", _PARTLY["en"].format(flag=flag(target)))],
    )


def noted(
    document: Document,
    source: str,
    target: str,
    *,
    demonstration: bool,
    server: str = "",
    untranslated: int = 0,
) -> Document:
    """Return ``document`` with the notice before its first block's text and in its metadata.

    Args:
        document: the translation, or both languages.
        source: language that was translated.
        target: language of the translation.
        demonstration: whether a model for demonstration made it.
        server: name of the translation server that made it; empty where none did.
        untranslated: sentences that are left in the language of the source.
    """
    languages = [target, source] if target != source else [target]
    said: list[tuple[str, str]] = []
    for language in languages:
        tag = language.partition("-")[0]
        words = _WORDS.get(tag, _WORDS["en"])
        shown = language if tag in _WORDS else "en"
        if demonstration:
            words += " " + _DEMONSTRATION.get(tag, _DEMONSTRATION["en"])
        if server:
            words += " " + _SERVER.get(tag, _SERVER["en"]).format(server=server)
        if untranslated:
            words += " " + _UNTRANSLATED.get(tag, _UNTRANSLATED["en"]).format(n=untranslated)
        if (shown, words) not in said:
            said.append((shown, words))
    return _with_notice(document, target, said)


def _with_notice(document: Document, target: str, said: list[tuple[str, str]]) -> Document:
    """Put paragraphs of (language, words) before the first text, and into the metadata."""
    paragraphs = tuple(
        Paragraph((Text(words, lang=None if language == target else language),))
        for language, words in said
    )
    box = Aside("notice", paragraphs)
    # Behind a first heading, so that the notice stands on the page that opens the book.
    first = 1 if document.blocks and isinstance(document.blocks[0], Heading) else 0
    blocks = (*document.blocks[:first], box, *document.blocks[first:])
    described = " ".join(
        filter(None, (document.metadata.description, *(words for _, words in said)))
    )
    return replace(
        document, blocks=blocks, metadata=replace(document.metadata, description=described)
    )
