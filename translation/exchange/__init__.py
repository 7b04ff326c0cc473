# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that translators' tools exchange: XLIFF 2.1 and 1.2, TMX 1.4b, tables for people."""
