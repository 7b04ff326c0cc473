# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of files: rows, their model, how they are drawn."""
