# SPDX-License-Identifier: AGPL-3.0-or-later
"""Volume and savings of printing; its rules come with the ledger commands."""
