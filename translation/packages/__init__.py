# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packages of translation models (.argosmodel): checked, installed, listed, removed, made."""
