# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures and what is said of them to people who do not see them."""

from __future__ import annotations

from converters.xhtml.flow import Flow
from converters.xhtml.markup import Element, one_line, sub


def add_picture(
    flow: Flow,
    parent: Element,
    resource: str,
    alt: str,
    *,
    decorative: bool,
    style: str = "",
    inline: bool = False,
) -> None:
    """Append a picture to ``parent``, or words where it cannot be shown.

    A picture that its author did not describe gets no invented description: its
    alternative text says that it is a picture and that nothing is known of it.
    """
    alt = one_line(alt)
    href = flow.picture_hrefs.get(resource)
    if href is None:
        missing = sub(parent, "span", {"class": "unsupported"})
        missing.text = f"[{flow.words.missing_picture}]" if not alt else f"[{alt}]"
        return
    flow.facts.pictures += 1
    flow.pictures[resource] = None
    attributes = {"src": href, "alt": alt}
    if decorative:
        attributes |= {"alt": "", "role": "presentation"}
    elif not alt:
        flow.facts.pictures_without_alt += 1
        words = flow.words
        attributes["alt"] = f"{words.picture} {flow.facts.pictures} ({words.no_description})"
    if inline:
        attributes["class"] = "inline"
    if style:
        attributes["style"] = style
    sub(parent, "img", attributes)
