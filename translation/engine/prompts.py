# SPDX-License-Identifier: AGPL-3.0-or-later
r"""How each family of language models is asked for a translation: its template, and where answers end.

A package may declare its own in metadata.json::

    "prompt": {"template": "<bos><start_of_turn>user\n{instruction}\n\n{text}<end_of_turn>\n...",
               "ends": ["<end_of_turn>"]}

``{text}`` stands once for the sentence; ``{instruction}``, ``{source}`` and ``{target}`` (names of
languages), ``{source_code}`` and ``{target_code}`` are filled in. Without a declaration the family is told
by its vocabulary; what belongs to none is asked in plain words, and its first line is the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from translation.engine.answers import instruction, language_name
from translation.errors import PackageRefused, TranslationCode

TEXT = "{text}"
_MOST_CHARACTERS, _MOST_ENDS, _LONGEST_END = 4000, 8, 60


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """What is written around a sentence, and the tokens that end an answer."""

    template: str
    ends: tuple[str, ...] = ()
    first_line: bool = False
    """Whether an answer is over at its first line, for a model that knows no turns."""

    def form(self) -> dict[str, object]:
        """Return it as metadata.json holds it."""
        plain: dict[str, object] = {"template": self.template, "ends": list(self.ends)}
        return {**plain, "first_line": True} if self.first_line else plain

    @staticmethod
    def of(form: object) -> PromptTemplate:
        """Return what metadata.json declares.

        Raises:
            PackageRefused: it makes no sense.
        """
        if not isinstance(form, Mapping):
            raise _refused("prompt")
        template, ends = form.get("template"), form.get("ends", [])
        if (
            not isinstance(template, str)
            or len(template) > _MOST_CHARACTERS
            or template.count(TEXT) != 1
        ):
            raise _refused("prompt: template")
        if (
            not isinstance(ends, list)
            or len(ends) > _MOST_ENDS
            or not all(isinstance(one, str) and 0 < len(one) <= _LONGEST_END for one in ends)
        ):
            raise _refused("prompt: ends")
        return PromptTemplate(template, tuple(ends), form.get("first_line") is True)

    def around(self, source: str, target: str, *, again: bool = False) -> tuple[str, str]:
        """Return what stands before and behind a sentence.

        Args:
            source: language of the sentence.
            target: language of its translation.
            again: whether an earlier answer was no good.
        """
        filled = {
            "{instruction}": instruction(source, target, again=again),
            "{source}": language_name(source),
            "{target}": language_name(target),
            "{source_code}": source,
            "{target_code}": target,
        }
        before, behind = self.template.split(TEXT)
        for name, words in filled.items():
            before, behind = before.replace(name, words), behind.replace(name, words)
        return before, behind


FAMILIES: Mapping[str, PromptTemplate] = {
    "<start_of_turn>": PromptTemplate(
        "<bos><start_of_turn>user\n{instruction}\n\n{text}<end_of_turn>\n<start_of_turn>model\n",
        ("<end_of_turn>",),
    ),
    "<|im_start|>": PromptTemplate(
        "<|im_start|>system\n{instruction}<|im_end|>\n<|im_start|>user\n{text}<|im_end|>\n"
        "<|im_start|>assistant\n",
        ("<|im_end|>",),
    ),
    "<|start_header_id|>": PromptTemplate(
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n{instruction}<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\n{text}<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
        ("<|eot_id|>",),
    ),
    "[|assistant|]": PromptTemplate(
        "[|system|]{instruction}[|endofturn|]\n[|user|]{text}\n[|assistant|]",
        ("[|endofturn|]",),
    ),
}
"""By a token that only this family has: Gemma; Qwen and others of ChatML; Llama 3; EXAONE."""
_NO_THOUGHTS = "<think>"
"""A model of Qwen 3 with this token thinks aloud, unless it is told that it has thought."""
PLAIN = PromptTemplate("{instruction}\n\n{source}: {text}\n{target}:", first_line=True)


def template_for(vocabulary: Collection[str]) -> PromptTemplate:
    """Return how a model with this vocabulary is asked."""
    known = frozenset(vocabulary)
    for mark, template in FAMILIES.items():
        if mark in known:
            if mark == "<|im_start|>" and _NO_THOUGHTS in known:
                return PromptTemplate(template.template + "<think>\n\n</think>\n\n", template.ends)
            return template
    return PLAIN


def declared_or_known(metadata: Mapping[str, Any], vocabulary: Collection[str]) -> PromptTemplate:
    """Return the template that a package declares, or else that of its family.

    Raises:
        PackageRefused: what it declares makes no sense, or ends with tokens that the model lacks.
    """
    declared = metadata.get("prompt")
    if declared is None:
        return template_for(vocabulary)
    template = PromptTemplate.of(declared)
    if not frozenset(template.ends) <= frozenset(vocabulary):
        raise _refused("prompt: ends")
    return template


def _refused(detail: str) -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=detail)
