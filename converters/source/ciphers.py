# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ciphers that document formats use, by the cryptography library.

Its import costs more than a small document: it comes in when the first locked file does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import CipherContext


def aes_ecb_decryptor(key: bytes) -> CipherContext:
    """Return what decrypts single blocks of AES, each by itself."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES(key), modes.ECB()).decryptor()  # noqa: S305 - the formats' own


def aes_ecb_encryptor(key: bytes) -> CipherContext:
    """Return what encrypts single blocks of AES: the building block of CFB."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - the formats' own


def aes_cbc_decryptor(key: bytes, vector: bytes) -> CipherContext:
    """Return what decrypts blocks of AES that are chained from ``vector`` on."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()


def blowfish_cfb_decryptor(key: bytes, vector: bytes) -> CipherContext:
    """Return what decrypts Blowfish with cipher feedback."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
    from cryptography.hazmat.primitives.ciphers import Cipher

    return Cipher(Blowfish(key), CFB(vector)).decryptor()
