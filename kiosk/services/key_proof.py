"""Whether the key file belongs to this database: with another one every password and every NIK would stay shut."""

from collections.abc import Iterator

from db.models import BatchRow, KeyProof, Worker
from kiosk.files.vault import VaultError
from kiosk.services import safe

PURPOSE = "key.proof"


def write_once() -> None:
    """Seal the fingerprint of all our keys into the database, unless one is there."""
    proof = KeyProof.insert(id=1, sealed=safe.seal(safe.own_fingerprint(), PURPOSE))
    proof.on_conflict(conflict_target=[KeyProof.id], action="nothing").execute()


def keys_fit() -> bool:
    """By the proof; data older than the proof is judged by what lies sealed in it. Raises PeeweeException."""
    proof = KeyProof.get_or_none() if KeyProof.table_exists() else None
    if proof is not None:
        return _opened(proof.sealed, PURPOSE) == safe.own_fingerprint()
    return all(_opened(sealed, purpose) is not None for sealed, purpose in _samples())


def _samples() -> Iterator[tuple[bytes, str]]:
    """One value of each table that keeps sealed ones, with its purpose; nothing from an empty database."""
    for column, purpose in ((Worker.nik_sealed, safe.NIK), (BatchRow.cells, safe.ROW)):
        if column.model.table_exists():
            found = column.model.select(column).where(column.is_null(False)).limit(1).tuples()
            yield from ((sealed, purpose) for (sealed,) in found)


def _opened(sealed: bytes, purpose: str) -> str | None:
    try:
        return safe.open_text(sealed, purpose)
    except VaultError:
        return None
