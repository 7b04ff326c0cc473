# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window of the ledger: figures with their derivations, entries, and taking in files."""
