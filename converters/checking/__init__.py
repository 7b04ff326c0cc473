# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of a publication before it is published: what a machine can see in its Document."""
