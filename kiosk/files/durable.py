"""Files that are there, whole, after a killed process and a cut power line: temporary name, fsync, then the
real name."""

import os
import secrets
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Put content at path (mode 0600), replacing what was there in one step; raises OSError."""
    temporary = _write_temporary(path, content)
    try:
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create_durably(path: Path, content: bytes) -> None:
    """Put content at path (mode 0600) where nothing is yet; raises FileExistsError, OSError."""
    temporary = _write_temporary(path, content)
    try:
        # A hard link fails where the name is taken, which a rename does not.
        os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names added to or removed from a folder last."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_temporary(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
