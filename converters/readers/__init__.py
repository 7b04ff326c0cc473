# SPDX-License-Identifier: AGPL-3.0-or-later
"""Readers: each format folder opens its files and makes Documents of them."""
