# SPDX-License-Identifier: AGPL-3.0-or-later
"""Machine translation of sentences by packages of models: text -> pieces -> CTranslate2 -> text."""
