# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts drawn again from their figures, as SVG."""
