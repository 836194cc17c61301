"""What lists of the extreme poor say of a registration that is merged into another goes with it."""

from db.models import PovertyRow, Worker
from kiosk.domain.poverty_rows import DROPPED, KNOWN, REPEATED
from kiosk.services import poverty_rematching


def carry(wrong: Worker, right: Worker) -> None:
    """In the transaction of the merge, which holds both; a list names one person once."""
    theirs = PovertyRow.select(PovertyRow.poverty_list).where(
        PovertyRow.worker == right, PovertyRow.state.in_(KNOWN)
    )
    twice = {list_id for (list_id,) in theirs.tuples()}
    rows = (PovertyRow.worker == wrong) & PovertyRow.state.in_(KNOWN)
    PovertyRow.update(state=DROPPED, why=REPEATED, worker=None).where(
        rows, PovertyRow.poverty_list.in_(twice)
    ).execute()
    PovertyRow.update(worker=right).where(rows).execute()
    if wrong.dtsen_as_of and (right.dtsen_as_of is None or right.dtsen_as_of < wrong.dtsen_as_of):
        mark = {name: getattr(wrong, name) for name in ("dtsen_decile", "dtsen_as_of", "dtsen_source")}
        Worker.update(mark).where(Worker.id == right.id).execute()
    poverty_rematching.let_go(wrong, right)
