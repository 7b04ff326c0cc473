# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spreadsheets of others as grids of texts: XLSX, XLS, ODS, CSV, and the tables of documents."""
