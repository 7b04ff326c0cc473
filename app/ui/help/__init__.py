# SPDX-License-Identifier: AGPL-3.0-or-later
"""The manual inside of the window."""
