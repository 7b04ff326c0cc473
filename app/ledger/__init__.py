# SPDX-License-Identifier: AGPL-3.0-or-later
"""Volume and savings of printing: the pure model, without files, databases and Qt."""
