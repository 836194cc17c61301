"""How every name sounds, filled in for rows from before names were kept so."""

from db.connection import writing
from db.kept import KeptQuery
from db.models import Worker
from kiosk.domain.name_sounds import sounds_of
from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 500

_sounds = KeptQuery(
    lambda slot: Worker.update(name_sounds=slot("sounds")).where(
        Worker.id == slot("id"), Worker.name_sounds.is_null()
    )
)


def fill_missing() -> int:
    """How many rows were filled, in transactions of 500; where nothing is missing it is one look into an index."""
    rows = Worker.select(Worker.id).where(Worker.name_sounds.is_null(), Worker.merged_into.is_null())
    missing = [row_id for (row_id,) in rows.tuples()]
    return sum(_fill(chunk) for chunk in in_chunks(missing, ROWS_AT_ONCE))


def _fill(ids: list[int]) -> int:
    with writing():
        names = Worker.select(Worker.id, Worker.name).where(Worker.id.in_(ids)).order_by(Worker.id)
        return sum(_sounds.change(id=row_id, sounds=sounds_of(name)) for row_id, name in list(names.tuples()))
