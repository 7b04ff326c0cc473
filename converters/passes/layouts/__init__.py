# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only place or frame things become what they are: headings, boxes, bands, figures."""
