# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger's database: entries in a chain, and what is made of them."""
