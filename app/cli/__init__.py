# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands of ``hanji``, one module for each."""
