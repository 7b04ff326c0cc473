# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several machines as one executor, on Dask distributed (docs/decisions/0010-cluster-engine.md)."""
