"""The key ring file: kept outside the database and never in its backups, readable by its owner only."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.files.durable import create_durably, write_durably
from kiosk.files.key_ring import KEY_BYTES, LAST_KEY_ID, KeyRing, VaultError, from_json, to_json


def create_key_file(path: Path) -> KeyRing:
    """Write a new key ring (mode 0600); raises VaultError where a file already is: its keys open what is
    stored."""
    made_at = utc_now().isoformat(timespec="seconds")
    ring = KeyRing(
        current=1,
        keys={1: secrets.token_bytes(KEY_BYTES)},
        index_key=secrets.token_bytes(KEY_BYTES),
        secret_key=secrets.token_urlsafe(48),
        totp_secret=secrets.token_urlsafe(32),
        made_at=made_at,
    )
    try:
        create_durably(Path(path), to_json(ring))
    except FileExistsError as error:
        raise VaultError(N_("Berkas kunci %(path)s sudah ada dan tidak ditimpa."), path=path) from error
    except OSError as error:
        raise VaultError(
            N_("Berkas kunci %(path)s tidak dapat dibuat: %(cause)s."), path=path, cause=error.strerror
        ) from error
    return ring


def read_key_file(path: Path) -> KeyRing:
    """The ring in a key file; raises VaultError when it is missing, unreadable, open to others or damaged."""
    content = _read_private(Path(path))
    try:
        ring = from_json(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VaultError(
            N_(
                "Berkas kunci %(path)s rusak. Pulihkan dari salinan kunci Anda; jangan membuat "
                "berkas baru, karena data yang tersimpan hanya terbuka dengan kunci yang lama."
            ),
            path=path,
        ) from error
    return ring


def add_key(path: Path) -> int:
    """Add a fresh key and make it the current one; returns its id. Older keys stay, so that they still
    open."""
    with _one_writer(Path(path)):
        ring = read_key_file(path)
        number = max(ring.keys) + 1
        if number > LAST_KEY_ID:
            raise VaultError(
                N_("Berkas kunci %(path)s sudah berisi kunci nomor 255, nomor terakhir."), path=path
            )
        keys = {**ring.keys, number: secrets.token_bytes(KEY_BYTES)}
        write_durably(Path(path), to_json(replace(ring, current=number, keys=keys)))
    return number


def _read_private(path: Path) -> bytes:
    try:
        with open(path, "rb") as stream:
            if stat.S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o077:
                raise VaultError(
                    N_("Berkas kunci %(path)s dapat dibaca pengguna lain. Jalankan: chmod 600 %(path)s."),
                    path=path,
                )
            return stream.read()
    except FileNotFoundError as error:
        raise VaultError(N_("Berkas kunci %(path)s tidak ada. Periksa PAYUNG_KEYS."), path=path) from error
    except OSError as error:
        raise VaultError(
            N_("Berkas kunci %(path)s tidak dapat dibaca: %(cause)s."), path=path, cause=error.strerror
        ) from error


@contextmanager
def _one_writer(path: Path) -> Iterator[None]:
    # Two rotations at once would lose one key, and with it all that was sealed by it.
    try:
        descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise VaultError(N_("Berkas kunci %(path)s tidak ada. Periksa PAYUNG_KEYS."), path=path) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
