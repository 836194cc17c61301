"""A list that should not have come is withdrawn: what it alone has set is taken back, its rows and its bytes go. By the
worker, some rows at a time; going on after a stop is safe."""

from db.connection import held, writing
from db.long_work import many_in_a_row
from db.models import PovertyList, PovertyRow
from kiosk.domain.clock import utc_now
from kiosk.domain.poverty_rows import KNOWN
from kiosk.domain.words import N_
from kiosk.services import access, audit, poverty_marking, queue, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.poverty_list_files import WITHDRAWING_JOB, WITHDRAWN, list_seen_by, may_change
from kiosk.services.row_portions import Progress, after_portion

PORTION = 200
ALREADY = N_("Daftar ini sudah ditarik.")


def withdraw(*, no: str, why: str, client_key: str, by: Actor) -> None:
    """Once per key, for a reason. Raises NotThere, NotAllowed, KeyInUse, Refused."""
    poverty_list = list_seen_by(by, no)
    access.require(may_change(by))
    once(
        key=client_key,
        purpose="poverty.withdraw",
        content={"list": no, "why": why},
        by=by,
        make=lambda: _withdraw(poverty_list.id, why, by),
    )


def _withdraw(list_id: int, why: str, by: Actor) -> str:
    poverty_list = held(PovertyList.select().where(PovertyList.id == list_id)).get()
    if poverty_list.state == WITHDRAWN:
        raise Refused(ALREADY)
    job = queue.ask(WITHDRAWING_JOB, by=by, poverty_list=list_id)
    changes = {
        "state": WITHDRAWN, "withdrawn_by": by.user_id, "withdrawn_at": utc_now(), "withdrawn_why": why[:200],
        "job_id": job.id, "findings": [], "columns": None,
    }  # fmt: skip
    PovertyList.update(changes).where(PovertyList.id == list_id).execute()
    audit.record("miskin.daftar_ditarik", by=by, kind="daftar_miskin", subject=poverty_list.no)
    return poverty_list.no


def take_back(*, list_id: int, progress: Progress) -> None:
    """Nothing where it is not withdrawn."""
    poverty_list = PovertyList.get_by_id(list_id)
    if poverty_list.state != WITHDRAWN:
        return
    total, done = _rows(poverty_list).count(), 0
    with many_in_a_row() as work:
        while taken := _take_back_some(poverty_list):
            before, done = done, done + taken
            after_portion(before, done, total, work, progress)
    throw_bytes_away(poverty_list)
    progress(done, done)


def throw_bytes_away(poverty_list: PovertyList) -> None:
    """The file first: where that is cut off, it is done once more."""
    if poverty_list.path:
        safe.remove_file(poverty_list.path)
        with writing():
            PovertyList.update(path="").where(PovertyList.id == poverty_list.id).execute()


def _take_back_some(poverty_list: PovertyList) -> int:
    """People before rows: whoever enrols one meanwhile holds them in this order too. How many rows went."""
    with writing():
        rows = list(
            _rows(poverty_list).where(PovertyRow.state.in_(KNOWN)).order_by(PovertyRow.id).limit(PORTION)
        )
        if rows:
            poverty_marking.take_back(poverty_list, rows)
        else:
            rows = list(_rows(poverty_list).order_by(PovertyRow.id).limit(PORTION))
        return _delete(rows)


def _delete(rows: list[PovertyRow]) -> int:
    """As they were looked at: one that has become a worker's meanwhile comes once more."""
    gone = 0
    for state in {row.state for row in rows}:
        ids = [row.id for row in rows if row.state == state]
        gone += PovertyRow.delete().where(PovertyRow.id.in_(ids), PovertyRow.state == state).execute()
    return gone or len(rows)


def _rows(poverty_list: PovertyList):
    return PovertyRow.select().where(PovertyRow.poverty_list == poverty_list)
