# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data in Korean publications: numbers, contacts, places and people."""
