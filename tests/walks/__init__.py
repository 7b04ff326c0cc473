# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole walks of the three users through the window, on a screen, with a real mouse and keyboard."""
