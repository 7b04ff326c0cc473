# SPDX-License-Identifier: AGPL-3.0-or-later
"""One page at a time: tables, boxes and figures, columns, and their reading order."""
