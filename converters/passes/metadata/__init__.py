# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a publication says about itself in its text: title, date, publisher, numbers, licence."""
