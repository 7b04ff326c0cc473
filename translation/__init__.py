# SPDX-License-Identifier: AGPL-3.0-or-later
"""Segments, engines and checks of translations; comes with a later version."""
