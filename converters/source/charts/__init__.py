# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts of DrawingML: read into figures, drawn anew as SVG, described in words."""
