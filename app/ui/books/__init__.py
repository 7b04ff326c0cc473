# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the books that were made."""
