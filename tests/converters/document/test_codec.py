# SPDX-License-Identifier: AGPL-3.0-or-later
"""JSON that is not ours is refused, whatever it holds."""

import pytest

from converters.document import codec
from converters.errors import ConversionError, DamagedSource, UnsupportedFormat


def test_another_schema_is_named() -> None:
    with pytest.raises(UnsupportedFormat):
        codec.decode({"schema": 99}, lambda _name: b"")


@pytest.mark.parametrize(
    "tree",
    [
        {"schema": 1},
        {"schema": 1, "metadata": [], "blocks": []},
        {"schema": 1, "metadata": {"nonsense": 1}, "blocks": []},
        {
            "schema": 1,
            "metadata": {},
            "blocks": [{"type": "bomb"}],
            "notes": {},
            "comments": {},
            "hidden": [],
            "running": [],
            "resources": {},
        },
    ],
)
def test_damaged_trees_are_refused(tree: dict) -> None:
    with pytest.raises(DamagedSource):
        codec.decode(tree, lambda _name: b"")


def test_errors_travel_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(DamagedSource(detail="x", part="Section0")))
    assert isinstance(error, ConversionError)
    assert error.params == {"detail": "x", "part": "Section0"}
