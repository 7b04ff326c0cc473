# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept: the ledger, the queue of conversions and review projects."""
