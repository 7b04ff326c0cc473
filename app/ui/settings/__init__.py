# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of settings, made of their declarations (``app.settings``)."""
