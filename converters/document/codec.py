# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document as stable JSON and back: ``decode(encode(d)) == d`` up to the resources' bytes.

Each node is ``{"type": ..., field: ...}`` with the field names of ``nodes``;
fields that hold their default are left out. Resources carry the name of a file
beside the JSON, never their bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, cast

from converters.document import nodes
from converters.document.metadata import Metadata
from converters.errors import DamagedSource, ErrorCode, UnsupportedFormat

SCHEMA = 1

_NAMES: dict[type, str] = {
    nodes.Text: "text",
    nodes.LineBreak: "line-break",
    nodes.Link: "link",
    nodes.Anchor: "anchor",
    nodes.NoteRef: "note-ref",
    nodes.CommentRef: "comment-ref",
    nodes.Ruby: "ruby",
    nodes.InlineMath: "inline-math",
    nodes.InlineImage: "inline-image",
    nodes.PageMark: "page-mark",
    nodes.InlineUnsupported: "inline-unsupported",
    nodes.Paragraph: "paragraph",
    nodes.Heading: "heading",
    nodes.ListBlock: "list",
    nodes.ListItem: "list-item",
    nodes.Table: "table",
    nodes.Row: "row",
    nodes.Cell: "cell",
    nodes.Figure: "figure",
    nodes.EquationBlock: "equation",
    nodes.Aside: "aside",
    nodes.Quote: "quote",
    nodes.CodeBlock: "code",
    nodes.Separator: "separator",
    nodes.PageBreak: "page-break",
    nodes.Unsupported: "unsupported",
    nodes.Note: "note",
    nodes.Comment: "comment",
    nodes.HiddenText: "hidden-text",
    nodes.RunningText: "running-text",
}
_TYPES = {name: kind for kind, name in _NAMES.items()}
# Plain values inside nodes, told by the name of the field that holds them.
_VALUES: dict[str, Callable[[Any], Any]] = {
    "align": nodes.Align,
    "scope": nodes.Scope,
    "size": nodes.SizeClass,
    "marks": lambda names: frozenset(nodes.Mark(name) for name in names),
}
_RECORDS: dict[str, type] = {
    "layout": nodes.Layout,
    "math": nodes.Math,
    "origin": nodes.Origin,
}


def encode(document: nodes.Document, resource_files: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON form of ``document``.

    Args:
        document: what to dump.
        resource_files: for each resource's hash the name of its file, relative
            to the JSON file.
    """
    source = document.source
    return {
        "schema": SCHEMA,
        "metadata": _fields_of(document.metadata),
        "source": None if source is None else _fields_of(source),
        "blocks": [_encode(block) for block in document.blocks],
        "notes": {key: _encode(note) for key, note in document.notes.items()},
        "comments": {key: _encode(comment) for key, comment in document.comments.items()},
        "hidden": [_encode(hidden) for hidden in document.hidden],
        "running": [_encode(running) for running in document.running],
        "resources": {
            key: {
                "media_type": resource.media_type,
                "file": resource_files[key],
                "bytes": len(resource.data),
                "width_px": resource.width_px,
                "height_px": resource.height_px,
                "name": resource.name,
            }
            for key, resource in document.resources.items()
        },
    }


def decode(tree: Mapping[str, Any], read_file: Callable[[str], bytes]) -> nodes.Document:
    """Return the Document whose JSON form is ``tree``.

    Args:
        tree: what ``encode`` returned.
        read_file: gives the bytes of a resource's file by its name.

    Raises:
        UnsupportedFormat: the schema is another one.
        DamagedSource: the JSON does not have the form that ``encode`` gives.
    """
    if tree.get("schema") != SCHEMA:
        raise UnsupportedFormat(ErrorCode.UNSUPPORTED_VERSION, version=str(tree.get("schema")))
    try:
        metadata: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in tree["metadata"].items()
        }
        source = tree.get("source")
        return nodes.Document(
            metadata=Metadata(**metadata),
            blocks=_decode_all(tree["blocks"]),
            notes={
                key: nodes.Note(
                    nodes.NoteKind(note["kind"]), note["mark"], _decode_all(note["blocks"])
                )
                for key, note in tree["notes"].items()
            },
            comments={key: _decode(comment) for key, comment in tree["comments"].items()},
            hidden=_decode_all(tree["hidden"]),
            running=_decode_all(tree["running"]),
            resources={
                key: nodes.Resource(
                    resource["media_type"],
                    read_file(resource["file"]),
                    resource["width_px"],
                    resource["height_px"],
                    resource["name"],
                )
                for key, resource in tree["resources"].items()
            },
            source=None if source is None else nodes.Source(**source),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedSource(detail=f"{type(error).__name__}: {error}", part="json") from error


def _fields_of(record: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for spec in fields(record):
        value = getattr(record, spec.name)
        if spec.default is not MISSING and value == spec.default:
            continue
        if spec.default_factory is not MISSING and value == spec.default_factory():
            continue
        shown[spec.name] = _encode(value)
    return shown


def _encode(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    name = _NAMES.get(type(value))
    if name is None:
        return _fields_of(value)
    return {"type": name, **_fields_of(value)}


def _decode_all(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_decode(value) for value in values)


def _decode(tree: Any) -> Any:
    if isinstance(tree, list):
        return _decode_all(tree)
    if not isinstance(tree, dict):
        return tree
    kind = cast("Any", _TYPES[tree["type"]])
    values: dict[str, Any] = {}
    for name, value in tree.items():
        if name == "type":
            continue
        if name in _RECORDS and value is not None:
            record = {key: _VALUES.get(key, _same)(item) for key, item in value.items()}
            values[name] = _RECORDS[name](**record)
        elif name in _VALUES and value is not None:
            values[name] = _VALUES[name](value)
        else:
            values[name] = _decode(value)
    return kind(**values)


def _same(value: Any) -> Any:
    return value
