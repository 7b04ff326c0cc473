# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the Mac's application starts: the window."""

import sys

from app.gui import main

if __name__ == "__main__":
    sys.exit(main())
