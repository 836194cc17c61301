"""What stood in the way of a debit is mended: the mandate may be asked for again, by the next run that is made."""

from db.connection import held, writing
from db.models import DebitLine, Mandate
from kiosk.domain import debits
from kiosk.domain.clock import utc_now
from kiosk.domain.debit_reasons import passes
from kiosk.domain.words import N_
from kiosk.services import access, audit, debit_failures
from kiosk.services.acting import Actor, NotThere, Refused

NOT_LATEST = N_(
    "Sesudah debet ini bank sudah menjawab debet lain dari surat kuasa yang sama. Muat ulang daftarnya."
)
PASSES = N_("Debet ini ikut percobaan ulang berikutnya, maka tidak perlu ditandai.")


def clear(*, key: str, by: Actor) -> None:
    """Done already: nothing more. Raises NotAllowed, NotThere, Refused where the bank has answered since, or where
    nobody has to mend anything."""
    access.require(by.role == "admin")
    with writing():
        line = _held_line(key)
        if line.cleared_at:
            return
        if debit_failures.latest_of(key) is None:
            raise Refused(NOT_LATEST)
        if passes(line.reason):
            raise Refused(PASSES)
        DebitLine.update(cleared_at=utc_now(), cleared_by=by.user_id).where(DebitLine.id == line.id).execute()
        mandate = Mandate.get_by_id(line.mandate_id)
        audit.record(
            "debet.dibereskan", by=by, kind="surat_kuasa", subject=mandate.no, baris=key, sebab=line.reason
        )


def _held_line(key: str) -> DebitLine:
    line = held(DebitLine.select().where(DebitLine.key == key)).first()
    if line is None or line.state != debits.FAILED:
        raise NotThere
    return line
