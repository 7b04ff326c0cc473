# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document that was dumped with ``--to json``."""
