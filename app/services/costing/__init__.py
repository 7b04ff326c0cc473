# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger of copies not printed: entries in, figures with their derivations out."""
