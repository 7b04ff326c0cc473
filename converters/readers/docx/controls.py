# SPDX-License-Identifier: AGPL-3.0-or-later
"""Content controls and form fields: what they print (ECMA-376 part 1, 17.5.2 and 17.16.17)."""

from __future__ import annotations

from converters.readers.docx.names import OFF, W14, W, is_on, is_placeholder, val, whole
from converters.xhtml.markup import Element


def check_box(control: Element) -> bool | None:
    """Return the state of a check box control (w14:checkbox); None for other controls."""
    properties = control.find(f"{W}sdtPr")
    box = properties.find(f"{W14}checkbox") if properties is not None else None
    if box is None:
        return None
    state = box.find(f"{W14}checked")
    return state is not None and state.get(f"{W14}val", "1") not in OFF


def opened(control: Element) -> list[Element]:
    """Return the content of a control, or nothing where it shows its placeholder."""
    inner = control.find(f"{W}sdtContent")
    return [] if inner is None or is_placeholder(control) else [inner]


def form_text(form: Element | None) -> str | None:
    """Return what a legacy form field prints besides its result (17.16.17)."""
    if form is None:
        return None
    box = form.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = state if state is not None else box.find(f"{W}default")
        return "☑" if is_on(state) else "☐"
    choices = form.find(f"{W}ddList")
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iterfind(f"{W}listEntry")]
        chosen_entry = whole(val(choices, "result") or val(choices, "default"))
        return entries[chosen_entry] if 0 <= chosen_entry < len(entries) else ""
    return None
