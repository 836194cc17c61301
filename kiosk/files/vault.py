"""Secrets at rest: sealed by AES-GCM with a key id, found again by a keyed index."""

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.domain.words import N_
from kiosk.files.key_file import add_key, create_key_file, read_key_file
from kiosk.files.key_ring import KeyRing, VaultError

__all__ = ["Vault", "VaultError", "add_key", "create_key_file", "open_vault"]

NONCE_BYTES = 12
TAG_BYTES = 16


def open_vault(path: Path) -> "Vault":
    """The vault of a key ring file; raises VaultError when the file is missing, unreadable, open to others or
    damaged."""
    return Vault(read_key_file(Path(path)), Path(path))


class Vault:
    """Seals, opens and indexes values. A purpose ("worker.nik") binds each to its use: one cannot pass for
    another."""

    def __init__(self, ring: KeyRing, path: Path | None = None):
        self._path = path
        self._take(ring)

    def __reduce__(self):
        """For a process of our own that is handed the keys through a pipe."""
        return Vault, (self._ring, self._path)

    @property
    def secret_key(self) -> str:
        """Signs sessions and CSRF tokens."""
        return self._ring.secret_key

    @property
    def totp_secret(self) -> str:
        """Encrypts the TOTP secrets of accounts."""
        return self._ring.totp_secret

    @property
    def current_key_id(self) -> int:
        return self._ring.current

    def seal(self, value: str | bytes, purpose: str) -> bytes:
        """Key-id byte + 12-byte nonce + AES-GCM ciphertext, bound to the purpose."""
        content = value.encode() if isinstance(value, str) else value
        nonce = os.urandom(NONCE_BYTES)
        number = self._ring.current
        return bytes([number]) + nonce + self._ciphers[number].encrypt(nonce, content, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed for this purpose by any known key; raises VaultError."""
        sealed = bytes(sealed)
        if len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
            raise VaultError(N_("Data tersegel terlalu pendek; isinya rusak."))
        nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher(sealed[0]).decrypt(nonce, ciphertext, purpose.encode())
        except InvalidTag as error:
            raise VaultError(
                N_(
                    "Data tersegel tidak cocok dengan kuncinya: isinya berubah, atau segel ini "
                    "bukan untuk keperluan %(purpose)s."
                ),
                purpose=purpose,
            ) from error

    def open_text(self, sealed: bytes, purpose: str) -> str:
        """As open, as text."""
        return self.open(sealed, purpose).decode()

    def is_current(self, sealed: bytes) -> bool:
        """Whether it was sealed by the current key; what was not is sealed anew by a rotation."""
        return sealed[0] == self._ring.current

    def index(self, value: str, purpose: str) -> bytes:
        """32 bytes by which an equal value of the same purpose is found: HMAC-SHA256 of its letters and
        digits."""
        return self._mac("index", purpose, normalised(value).encode())

    def fingerprint(self, fields: Mapping[str, object]) -> bytes:
        """32 bytes that are equal for equal cleaned form fields, in any order; raises TypeError for an
        unknown kind."""
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=_plain)
        return self._mac("fingerprint", "", text.encode())

    def _mac(self, use: str, purpose: str, content: bytes) -> bytes:
        head = f"{use}\0{purpose}\0".encode()
        return hmac.digest(self._ring.index_key, head + content, "sha256")

    def _cipher(self, number: int) -> AESGCM:
        if number not in self._ciphers and self._path is not None:
            # Another process has rotated the keys since this one read them.
            self._take(read_key_file(self._path))
        if number not in self._ciphers:
            raise VaultError(
                N_("Data tersegel memakai kunci nomor %(number)s, yang tidak ada dalam berkas kunci."),
                number=number,
            )
        return self._ciphers[number]

    def _take(self, ring: KeyRing) -> None:
        self._ring = ring
        self._ciphers = {number: AESGCM(key) for number, key in ring.keys.items()}


def normalised(value: str) -> str:
    """Only letters and digits, in one case and width: "3374 0101-0190" and "337401010190" are the same."""
    if value.isascii() and value.isalnum():
        return value.lower()
    return "".join(letter for letter in unicodedata.normalize("NFKC", value).casefold() if letter.isalnum())


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in a fingerprint")
