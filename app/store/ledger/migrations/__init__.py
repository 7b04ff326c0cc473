# SPDX-License-Identifier: AGPL-3.0-or-later
"""How older ledgers become those of today; run from code, by ``app.store.ledger.engine``."""
