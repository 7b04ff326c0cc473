# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shell of the window: side bar, menu bar, pages that come in when they are opened, the palette."""
