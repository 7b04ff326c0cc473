# SPDX-License-Identifier: AGPL-3.0-or-later
"""The structure tree of tagged files: checked against the page, then used (ISO 32000-2, 14.7, 14.8)."""
