"""Who is on record under the hash of a NIK, for many at once."""

from collections.abc import Iterable

from db.kept import KeptIn
from db.models import Worker
from kiosk.services.portions import in_chunks

NIKS_AT_ONCE = 500


def workers_by_hash(hashes: Iterable[bytes]) -> dict[bytes, Worker]:
    ids = [worker_id for _hash, worker_id, _reg_no in rows_of(hashes)]
    found: dict[bytes, Worker] = {}
    for chunk in in_chunks(ids, NIKS_AT_ONCE):
        found |= {worker.nik_hash: worker for worker in Worker.select().where(Worker.id.in_(chunk))}
    return found


def rows_of(hashes: Iterable[bytes]) -> Iterable[tuple[bytes, int, str]]:
    """Hash, id and registration number of each."""
    return ((bytes(nik_hash), *row) for nik_hash, *row in _hashed.rows(hashes))


_hashed = KeptIn(
    lambda slot, many: Worker.select(Worker.nik_hash, Worker.id, Worker.reg_no).where(
        Worker.nik_hash.in_(many)
    )
)
