"""Scans and photographs: sealed bytes on disk under random names, never the user's."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.words import N_
from kiosk.files.durable import create_durably, sync_folder
from kiosk.files.vault import Vault, VaultError

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.sealed")


@dataclass(frozen=True)
class StoredFile:
    """sha256 (hex) and size (bytes) of the content before sealing; path is relative to the folder of
    attachments."""

    sha256: str
    path: str
    size: int


def store(folder: Path, vault: Vault, content: bytes, kind: str) -> StoredFile:
    """Seal content and keep it; it is on disk when this returns. Raises OSError."""
    name = secrets.token_hex(16)
    path = f"{name[:2]}/{name}.sealed"
    target = Path(folder) / path
    if not target.parent.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(target.parent.parent)
    create_durably(target, vault.seal(content, _purpose(kind, path)))
    return StoredFile(hashlib.sha256(content).hexdigest(), path, len(content))


def load(folder: Path, vault: Vault, path: str, kind: str) -> bytes:
    """The content stored at path as this kind; raises VaultError when it is missing or was changed."""
    try:
        sealed = _locate(folder, path).read_bytes()
    except OSError as error:
        raise VaultError(N_("Berkas lampiran tidak ditemukan di tempat penyimpanan.")) from error
    return vault.open(sealed, _purpose(kind, path))


def is_there(folder: Path, path: str) -> bool:
    """Whether something is stored at path, without opening it."""
    return bool(_NAME.fullmatch(path)) and (Path(folder) / path).is_file()


def remove(folder: Path, path: str) -> None:
    """Delete what is stored at path; nothing happens where it is gone already."""
    target = _locate(folder, path)
    if target.exists():
        target.unlink(missing_ok=True)
        sync_folder(target.parent)


def _locate(folder: Path, path: str) -> Path:
    if not _NAME.fullmatch(path):
        raise VaultError(N_("Nama berkas lampiran tidak sah."))
    return Path(folder) / path


def _purpose(kind: str, path: str) -> str:
    # The name is part of the seal: one sealed file cannot be put in another's place.
    return f"attachment:{kind}:{path}"
