# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formulas between their notation (EQ script, OMML) and MathML: a syntax tree and its printers."""
