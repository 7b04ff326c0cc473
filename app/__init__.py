# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application: a command line and a window over the same services."""

__version__ = "0.1.0"
