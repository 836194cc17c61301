"""What must be right on this machine before anything starts; each refusal is a sentence that says what to do."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from peewee import PeeweeException

from db import connection
from kiosk.config import ConfigurationError, Settings
from kiosk.files.vault import VaultError, create_key_file
from kiosk.services import key_proof
from kiosk.services.accounts import accounts_present
from kiosk.services.demo import demo_people_present
from kiosk.services.safe import SEALED_FILES

TEMPORARY_FILESYSTEMS = ("tmpfs", "ramfs")
TEMPORARY_FOLDERS = ("/tmp", "/var/tmp", "/run", "/dev/shm")


def ensure_folder(settings: Settings) -> None:
    """The instance folder, readable by its owner only."""
    try:
        settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (NotADirectoryError, FileExistsError) as error:
        raise ConfigurationError(
            f"Folder data {settings.folder} tidak dapat dibuat: {_file_in_the_way(settings.folder)} ternyata sebuah "
            "berkas. Pilih folder lain dengan PAYUNG_DATA."
        ) from error
    except OSError as error:
        raise ConfigurationError(
            f"Folder data {settings.folder} tidak dapat dibuat: {error.strerror}."
        ) from error


def _file_in_the_way(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def protect_files(settings: Settings) -> None:
    """Database and sealed files for their owner only, also in a folder that others may read.

    SQLite gives its side files the rights of the database, so that comes first."""
    if connection.is_sqlite(settings.database_url):
        path = connection.sqlite_path(settings.database_url)
        if path != ":memory:":
            _make_private_file(Path(path))
    sealed = settings.folder / SEALED_FILES
    sealed.mkdir(mode=0o700, exist_ok=True)
    for folder in (sealed, *sealed.iterdir()):
        _take_from_others(folder)


def _make_private_file(path: Path) -> None:
    try:
        _require_file(path)
    except OSError as error:
        raise ConfigurationError(
            f"Basis data {path} tidak dapat dibuka: {os.strerror(error.errno)}. Periksa pemilik dan hak aksesnya."
        ) from error
    for side in ("", "-wal", "-shm"):
        _take_from_others(path.with_name(path.name + side))


def _require_file(path: Path) -> None:
    """One that is there is not opened: closing it again would take away the locks of this process's own connections,
    and the next process to leave would take the log from under them (sqlite.org/howtocorrupt.html, 2.2)."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    if not os.access(path, os.R_OK | os.W_OK):
        raise PermissionError(errno.EACCES, "")


def _take_from_others(path: Path) -> None:
    """Nothing where it is gone meanwhile, or belongs to somebody who may share it."""
    with suppress(FileNotFoundError, PermissionError):
        mode = path.stat().st_mode
        if mode & 0o077:
            path.chmod(mode & 0o700)


def ensure_keys(settings: Settings) -> None:
    """The key file, made at the very first start. Never new keys beside old data: what is sealed would stay so."""
    if settings.key_file.exists():
        return
    if _accounts_present(settings):
        raise ConfigurationError(
            f"Berkas kunci {settings.key_file} tidak ada, padahal sudah ada data. Pulihkan berkas kunci dari "
            "salinannya, atau isi PAYUNG_KEYS dengan alamatnya; tanpa kunci itu NIK tidak dapat dibuka lagi."
        )
    settings.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        create_key_file(settings.key_file)
    except VaultError:
        if not settings.key_file.exists():  # two processes at a first start: the other one made it
            raise


def _accounts_present(settings: Settings) -> bool:
    try:
        return accounts_present()
    except PeeweeException as error:
        raise ConfigurationError(
            f"Berkas kunci {settings.key_file} belum ada dan basis data tidak menjawab, maka kunci baru belum "
            "dibuat. Periksa DATABASE_URL, lalu jalankan lagi."
        ) from error


def refuse_foreign_keys(settings: Settings) -> None:
    """Another installation's key file opens nothing here: no password would fit, and new data would lie beside old
    under keys that differ. A database that does not answer is told by /sehat on its own."""
    if not _keys_fit():
        raise ConfigurationError(
            f"Berkas kunci {settings.key_file} bukan milik basis data ini, maka kata sandi dan NIK yang tersimpan "
            "tidak dapat dibuka. Pulihkan berkas kunci yang asli dari salinannya, atau isi PAYUNG_KEYS dengan "
            "alamatnya."
        )


def _keys_fit() -> bool:
    try:
        connection.ensure_connected()
        return key_proof.keys_fit()
    except PeeweeException:
        return True


def refuse_temporary_keys(settings: Settings, mounts: str = "/proc/mounts") -> None:
    """In production the keys must outlive a restart: without them every sealed NIK is lost for ever."""
    if not settings.production:
        return
    if _filesystem_of(settings.key_file, mounts) in TEMPORARY_FILESYSTEMS or any(
        settings.key_file.is_relative_to(folder) for folder in TEMPORARY_FOLDERS
    ):
        raise ConfigurationError(
            f"Berkas kunci {settings.key_file} ada di penyimpanan sementara dan akan hilang saat mesin dimulai "
            "ulang. Pindahkan ke folder tetap dan isi PAYUNG_KEYS dengan alamatnya."
        )


def _filesystem_of(path: Path, mounts: str) -> str:
    """The type of the filesystem that holds `path`, from the mount table; empty if there is none."""
    try:
        lines = Path(mounts).read_text().splitlines()
    except OSError:
        return ""
    points = [(Path(line.split()[1]), line.split()[2]) for line in lines]
    holders = [(point, kind) for point, kind in points if path.is_relative_to(point)]
    return max(holders, key=lambda held: len(held[0].parts))[1] if holders else ""


def refuse_demo_people(settings: Settings) -> None:
    """Made-up people in production would be counted, billed and printed as real ones.

    A database that does not answer, or has no tables yet, holds nobody: /sehat tells that on its own."""
    if settings.production and _demo_people_present():
        raise ConfigurationError(
            "Basis data ini berisi orang demo, maka tidak dipakai di produksi (PAYUNG_ENV=production). "
            "Isi DATABASE_URL dan PAYUNG_DATA dengan tempat baru yang kosong."
        )


def _demo_people_present() -> bool:
    try:
        connection.ensure_connected()
        return demo_people_present()
    except PeeweeException:
        return False
