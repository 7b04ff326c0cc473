# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a unit is cut into sentences; the rules are ours, not an engine's."""
