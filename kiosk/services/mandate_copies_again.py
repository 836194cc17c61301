"""A department cannot read the copies of a mandate, and nothing else is wrong with it: the copies are asked for again.
The mandate goes on waiting, and its people with it."""

from db.models import Mandate
from kiosk.domain import mandates as rules
from kiosk.domain.clock import utc_now
from kiosk.services import (
    access,
    audit,
    loose_papers,
    mandate_lookup,
    mandate_notices,
    mandate_papers,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.mandates import NOT_WAITING
from kiosk.services.once import once


def ask(*, no: str, why: str, client_key: str, by: Actor) -> None:
    """`why` (at most 200 letters) is read by the donor. What was sent before is deleted, its fingerprint stays; the
    mandate waits no longer than before. Raises NotThere, NotAllowed, Refused (not waiting), KeyInUse."""
    seen = mandate_lookup.seen_by(by, no)
    access.require(mandate_lookup.may_check(by, seen))
    once(
        key=client_key,
        purpose="mandate_copies_again",
        content={"no": no, "why": why},
        by=by,
        make=lambda: _ask(seen, why, by),
    )
    loose_papers.delete_left_over()


def _ask(seen: Mandate, why: str, by: Actor) -> str:
    mandate = mandate_lookup.held_with_donor(seen)
    if mandate.state != rules.SIGNED:
        raise Refused(NOT_WAITING)
    mandate_papers.delete_all(mandate, by=by)
    mandate_lookup.write(mandate, copies_asked_at=utc_now(), copies_asked_why=why)
    audit.record("kuasa.salinan_diminta", by=by, kind=mandate_papers.OWNER, subject=mandate.no, alasan=why)
    mandate_notices.copies_asked(mandate)
    return mandate.no
