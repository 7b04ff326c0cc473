# SPDX-License-Identifier: AGPL-3.0-or-later
"""The panel beside the list: what became of the chosen file, or of all."""
