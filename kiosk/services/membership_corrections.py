"""A membership that BPJS has confirmed and corrects: it begins on another day, or there is none. The number it gave
goes with it; what the person had before comes back."""

from datetime import date

from db.models import Membership, SubmissionLine, Worker
from kiosk.services import correction_notes, safe
from kiosk.services.acting import Actor
from kiosk.services.membership_lookups import WITHDRAWN

STAYS, GOES, COMES_BACK = "stays", "goes", "comes_back"


def fate_of(line: SubmissionLine) -> str:
    """What becomes of the number in force once this line's membership is withdrawn: it goes and leaves none, the one of
    before comes back, or it stays; empty where the answer named no number, or another one is in force since."""
    given, worker = _given(line), Worker.get_by_id(line.worker_id)
    if given is None or given.kpj_hash is None or given.kpj_hash != worker.kpj_hash:
        return ""
    if _before(given):
        return COMES_BACK
    return STAYS if line.continued else GOES


def withdraw(line: SubmissionLine, *, reason: str, by: Actor) -> None:
    """In the caller's transaction, which holds the person. The row stays for who asks what was on record; found by its
    number it is no more, since that may be somebody else's."""
    given, fate = _given(line), fate_of(line)
    if given is None:
        return
    if fate in (GOES, COMES_BACK):
        _put_in_force(line.worker_id, _before(given), reason, by)
    gone = {"source": WITHDRAWN, "line": None, "kpj_hash": None}
    Membership.update(gone).where(Membership.id == given.id).execute()


def move(line: SubmissionLine, day: date) -> None:
    """In the caller's transaction, which holds the person."""
    Membership.update(effective_on=day).where(Membership.line == line.id).execute()


def _given(line: SubmissionLine) -> Membership | None:
    return Membership.get_or_none(Membership.line == line.id)


def _before(given: Membership) -> Membership | None:
    """The latest other number on record for this person."""
    rows = Membership.select().where(
        Membership.worker == given.worker_id,
        Membership.id != given.id,
        Membership.kpj_hash.is_null(False),
    )
    return rows.order_by(Membership.id.desc()).first()


def _put_in_force(worker_id: int, number: Membership | None, reason: str, by: Actor) -> None:
    """Kept sealed with the person's corrections: which number was in force, and which is now."""
    worker = Worker.get_by_id(worker_id)
    sealed, hashed = (number.kpj_sealed, number.kpj_hash) if number else (None, None)
    Worker.update(kpj_sealed=sealed, kpj_hash=hashed).where(Worker.id == worker_id).execute()
    change = ("kpj", safe.open_text(worker.kpj_sealed, safe.KPJ), safe.open_text(sealed, safe.KPJ))
    correction_notes.note(
        worker_id=worker_id, kind=correction_notes.CORRECTION, changes=[change], reason=reason, by=by
    )
