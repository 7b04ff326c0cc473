# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use cases of a review: create a project, work in it, exchange it, publish its book."""
