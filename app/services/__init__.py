# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use cases, called by the window and the commands alike."""
