# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of memories and terms: what is there, what comes in and goes out, what may go."""
