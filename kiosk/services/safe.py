"""The process's vault and its folder of sealed files, with one name per secret we keep."""

import hashlib
from pathlib import Path

from kiosk.files import attachments
from kiosk.files.vault import Vault, VaultError

NIK, PHONE, KPJ, MOTHER, ROW, FORM, DRAFT = (
    "worker.nik",
    "worker.phone",
    "worker.kpj",
    "worker.mother",
    "row.cells",
    "form",
    "draft",
)

POVERTY_NIK, POVERTY_NAME = "poverty.nik", "poverty.name"  # of whom a list names, and nobody has enrolled
CLAIM_TOLD = "claim.told"  # what happened, in the words of who called
CLAIM_HEIR, CLAIM_HEIR_PHONE = "claim.heir", "claim.heir_phone"  # whom one calls about it
SEALED_FILES = "berkas"  # the folder of sealed files, in the data folder

_vault: Vault | None = None
_folder: Path | None = None


def configure(vault: Vault, folder: Path) -> None:
    """Give the process its vault and the folder under which sealed files lie."""
    global _vault, _folder
    _vault, _folder = vault, folder / SEALED_FILES


def handed_on() -> tuple[Vault, Path]:
    """What `configure` needs in a process of our own beside this one."""
    return _vault, _folder.parent


def seal(value: str | bytes | None, purpose: str) -> bytes | None:
    return _vault.seal(value, purpose) if value else None


def open_text(sealed: bytes | None, purpose: str) -> str | None:
    return _vault.open_text(sealed, purpose) if sealed else None


def index(value: str | None, purpose: str) -> bytes | None:
    """The keyed hash by which a secret is found again."""
    return _vault.index(value, purpose) if value else None


def fingerprint(fields) -> bytes:
    return _vault.fingerprint(fields)


def own_fingerprint() -> str:
    """The same for as long as the keys are: of the index key, what signs sessions, and what seals second steps."""
    secrets = {"secret_key": _vault.secret_key, "totp_secret": _vault.totp_secret}
    return _vault.fingerprint(secrets).hex()


def keep_file(content: bytes, kind: str):
    """Seal `content` to disk; returns what attachments.store returns (sha256, path, size)."""
    return attachments.store(_folder, _vault, content, kind)


def file_content(path: str, kind: str) -> bytes:
    return attachments.load(_folder, _vault, path, kind)


def has_file(path: str) -> bool:
    return attachments.is_there(_folder, path)


def is_whole(path: str, kind: str, sha256: str) -> bool:
    """Whether what is stored at path is what was put there."""
    try:
        return hashlib.sha256(file_content(path, kind)).hexdigest() == sha256
    except VaultError:
        return False


def remove_file(path: str) -> None:
    attachments.remove(_folder, path)
