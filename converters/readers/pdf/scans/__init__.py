# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of pages: made clean and straight, parted into rules and lines of text."""
