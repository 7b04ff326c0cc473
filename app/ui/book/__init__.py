# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of one book: see it, mend it, check it, and say whether it may be published."""
