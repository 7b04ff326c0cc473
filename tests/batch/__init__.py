# SPDX-License-Identifier: AGPL-3.0-or-later
"""Batches: the queue, watched folders, confinement of workers, disks and names."""
