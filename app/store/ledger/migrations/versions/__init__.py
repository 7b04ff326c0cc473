# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps, each from one revision of the tables to the next: ``rNNNN_what_it_does.py``.

A released step is never changed, and none imports the tables of today.
"""
