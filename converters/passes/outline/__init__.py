# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the headings of a document are, and which stands above which, where its styles do not tell."""
