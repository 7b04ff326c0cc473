# SPDX-License-Identifier: AGPL-3.0-or-later
"""Damaged documents: made from good ones by seeded mutators, and converted under limits."""
