"""What is kept of lists no longer than it is needed: after their day the bytes go, and of whoever was not found
name and NIK."""

from db.connection import writing
from db.models import PovertyList, PovertyRow
from kiosk.domain.clock import today, utc_now
from kiosk.domain.poverty_rows import DROPPED, EXPIRED, SEALED
from kiosk.services import audit, poverty_guesses, poverty_newcomers
from kiosk.services.acting import SYSTEM
from kiosk.services.poverty_list_files import COLUMNS, REFUSED, STORED
from kiosk.services.poverty_matching import NO_SECRETS
from kiosk.services.poverty_withdrawing import throw_bytes_away

PORTION = 500


def tidy() -> int:
    """For the worker, once an hour: people enrolled just while a list was read are matched too, and lists whose day is
    over keep no secret; where people of the others may live is guessed. How many rows lost their secrets."""
    poverty_newcomers.sweep()
    gone = sum(_forget(poverty_list) for poverty_list in _over())
    poverty_guesses.fill()
    return gone


def _over() -> list[PovertyList]:
    secrets = PovertyRow.select(PovertyRow.poverty_list).where(PovertyRow.state.in_(SEALED))
    with_secrets = (PovertyList.path != "") | PovertyList.id.in_(secrets)
    return list(PovertyList.select().where(PovertyList.delete_after < today(), with_secrets))


def _forget(poverty_list: PovertyList) -> int:
    if poverty_list.state in (STORED, COLUMNS):
        _never_read(poverty_list)
    throw_bytes_away(poverty_list)
    gone = 0
    while taken := _forget_some(poverty_list):
        gone += taken
    with writing():
        audit.record(
            "miskin.daftar_dihapus", by=SYSTEM, kind="daftar_miskin", subject=poverty_list.no, baris=gone
        )
    return gone


def _never_read(poverty_list: PovertyList) -> None:
    with writing():
        PovertyList.update(state=REFUSED).where(
            PovertyList.id == poverty_list.id, PovertyList.state.in_((STORED, COLUMNS))
        ).execute()


def _forget_some(poverty_list: PovertyList) -> int:
    with writing():
        rows = PovertyRow.select(PovertyRow.id).where(
            PovertyRow.poverty_list == poverty_list, PovertyRow.state.in_(SEALED)
        )
        ids = [row_id for (row_id,) in rows.order_by(PovertyRow.id).limit(PORTION).tuples()]
        changes = {**NO_SECRETS, "state": DROPPED, "why": EXPIRED, "worker": None, "settled_at": utc_now()}
        PovertyRow.update(changes).where(PovertyRow.id.in_(ids), PovertyRow.state.in_(SEALED)).execute()
    return len(ids)
