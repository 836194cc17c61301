"""A person who withdrew their consent gives it anew: by today's words, and what the withdrawal froze is open again."""

from kiosk.domain.words import N_
from kiosk.services import audit, deaths, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.freezing import mark_free
from kiosk.services.once import once
from kiosk.services.withdrawals import FROZEN_REASON
from kiosk.services.worker_rows import note_consent

IN_FORCE = N_("Persetujuan orang ini masih berlaku, maka tidak perlu dicatat lagi.")


def agree_again(*, reg_no: str, how: str, note: str = "", client_key: str, by: Actor) -> None:
    """Keep a new consent. `how`: self | thumb | witness; `note` is where the thumb print is or who the witness was.

    A freeze that was there for another reason stays. Raises NotThere, NotAllowed, Refused while a consent is in
    force, KeyInUse."""
    content = {"worker": reg_no, "how": how, "note": note}
    once(
        key=client_key,
        purpose="consent_again",
        content=content,
        by=by,
        make=lambda: _agree(reg_no, how, note, by),
    )


def _agree(reg_no: str, how: str, note: str, by: Actor) -> str:
    worker = worker_rights.worker_to_change(by, reg_no)
    deaths.require_living(worker)
    if worker_rights.living_consents(worker):
        raise Refused(IN_FORCE)
    note_consent(worker.id, how=how, taken_by=by.user_id, note=note)
    if worker.frozen_reason == FROZEN_REASON:
        mark_free(worker)
    audit.record("persetujuan.diberikan_lagi", by=by, kind="pekerja", subject=reg_no, cara=how)
    return reg_no
