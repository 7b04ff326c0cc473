# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review window: segments side by side, an editor with chips, panes and previews."""
