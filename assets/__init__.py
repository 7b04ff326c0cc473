# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is no code: read through ``importlib.resources.files("assets")``."""
