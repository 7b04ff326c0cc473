# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is reviewed: segments with their state, as a project, an exchange file and a window see them."""
