# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps, the oldest first; a released step is never changed."""
