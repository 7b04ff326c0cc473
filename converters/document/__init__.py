# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Document: one immutable, typed tree that every reader makes and every writer prints."""
