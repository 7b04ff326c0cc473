# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents as Markdown, as plain text and as one HTML page."""
