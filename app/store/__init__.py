# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database; it comes with translation and review."""
