# SPDX-License-Identifier: AGPL-3.0-or-later
"""Attacks: code inside a worker, and hostile things outside, each with its effect looked at."""
