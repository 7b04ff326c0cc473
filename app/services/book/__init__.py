# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book's own page: the use cases see it, mend it, and decide whether it may be published."""
