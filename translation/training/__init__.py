# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making of the sample package: corpus -> vocabulary -> training -> export -> report.

A tool of developers. It needs PyTorch, sentencepiece, ctranslate2 and sacrebleu, which
the application does not install for it (docs/operations/training.md).
"""
