"""What BPJS and the ledger say differently about people: settled by somebody with a sentence, or by a later list; a
settlement can be taken back. No month is changed by it."""

from db.connection import writing
from db.models import Answer, AnswerRow, Mismatch, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere, Refused

SETTLED_BEFORE = N_("Selisih ini sudah diselesaikan. Lihat apa yang ditulis, dan batalkan bila keliru.")
OPEN_AGAIN = N_("Selisih yang sama tentang orang ini sudah terbuka lagi dari daftar yang lebih baru.")


class SettledBefore(Refused):
    """Somebody, or a list, was first."""

    def __init__(self):
        super().__init__(SETTLED_BEFORE)


def open_of(worker: Worker, by: Actor) -> list[Mismatch]:
    """With the list that said so; nobody but admin and auditor hears of them."""
    if by.role not in access.SEES_ALL:
        return []
    rows = Mismatch.select(Mismatch, Answer).join(Answer)
    return list(rows.where(Mismatch.worker == worker, Mismatch.settled_at.is_null()).order_by(Mismatch.kind))


def seen_by(by: Actor, number: int) -> Mismatch:
    """With its person, list and row. Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    rows = Mismatch.select(Mismatch, Worker, Answer, AnswerRow).join(Worker).switch(Mismatch).join(Answer)
    rows = rows.switch(Mismatch).left_outer_join(AnswerRow, on=(Mismatch.row == AnswerRow.id))
    mismatch = rows.where(Mismatch.id == number).first()
    if mismatch is None:
        raise NotThere
    return mismatch


def settle(*, number: int, how: str, by: Actor) -> None:
    """`how` says what was found; sent twice it acts once. Raises NotAllowed, NotThere, SettledBefore."""
    access.require(by.role == "admin")
    mismatch = seen_by(by, number)
    settled = {"settled_at": utc_now(), "settled_by_id": by.user_id, "how": how}
    with writing():
        if Mismatch.update(settled).where(Mismatch.id == number, Mismatch.settled_at.is_null()).execute():
            _record("bpjs.selisih_diselesaikan", mismatch, by, catatan=how)
            return
    if (mismatch.settled_by_id, mismatch.how) != (by.user_id, how):
        raise SettledBefore


def take_back(*, number: int, by: Actor) -> None:
    """Open again, whoever or whatever settled it; sent twice it acts once. Raises NotAllowed, NotThere, Refused where
    a later list has opened the same anew."""
    access.require(by.role == "admin")
    mismatch = seen_by(by, number)
    is_open = Mismatch.settled_at.is_null()
    with writing():
        again = Mismatch.select(Mismatch.id).where(
            is_open, Mismatch.worker == mismatch.worker_id, Mismatch.kind == mismatch.kind
        )
        if (other := again.first()) is not None:
            if other.id == number:
                return
            raise Refused(OPEN_AGAIN)
        Mismatch.update(settled_at=None, settled_by_id=None, how="").where(Mismatch.id == number).execute()
        _record("bpjs.selisih_dibuka_lagi", mismatch, by)


def _record(action: str, mismatch: Mismatch, by: Actor, **detail) -> None:
    told = {"jenis": mismatch.kind, "daftar": mismatch.answer.no, **detail}
    audit.record(action, by=by, kind="pekerja", subject=mismatch.worker.reg_no, **told)
