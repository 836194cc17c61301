"""A mandate is revoked, by its donor or by the department: from its day on nothing is debited any more. Whatever stands
beside it (a verification, another revocation) comes first or finds it done."""

from datetime import date

from db.connection import writing
from db.models import Mandate
from kiosk.domain import mandates as rules
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import (
    access,
    audit,
    loose_papers,
    mandate_endings,
    mandate_lookup,
    mandate_notices,
    mandate_papers,
    mandate_revocation_days,
)
from kiosk.services.acting import Actor, Refused

NOT_OPEN = N_("Surat kuasa ini sudah tidak berlaku, maka tidak ada yang dicabut.")
REVOKED_BEFORE = N_("Surat kuasa ini sudah dicabut mulai %(day)s.")
NO_REASON = N_("Pilih sebab pencabutannya.")


def revoke(*, no: str, on: date, why: str, by: Actor, note: str = "", event_on: date | None = None) -> None:
    """`on` is the first day without it: today or the 1st of a coming month. `why` is one of
    domain/mandates.REVOCATIONS; the donor's own is always own_request. `event_on` is when one of domain/mandates.EVENTS
    happened. What was only drafted or signed ends at once. Revoked before: only an earlier day changes that.

    Raises NotThere, NotAllowed, Refused (no such reason or day, ended, revoked for an earlier day)."""
    seen = mandate_lookup.seen_by(by, no)
    own = mandate_lookup.is_own(by, seen)
    access.require(own or mandate_lookup.may_check(by, seen))
    _require_reason(why, own)
    day = mandate_revocation_days.own_day(on) if own else mandate_revocation_days.department_day(on)
    happened = mandate_revocation_days.event_day(event_on, why, seen)
    with writing():
        mandate = mandate_lookup.held_with_donor(seen)
        if mandate.revoked_on == day and mandate.state != rules.REFUSED:
            return
        _require_open(mandate, day)
        _note_revoked(mandate, day, why, note, by)
        mandate_lookup.write(mandate, revoked_event_on=happened)
        _let_go(mandate, by)
        audit.record(
            "kuasa.dicabut", by=by, kind=mandate_papers.OWNER, subject=no, sebab=why, mulai=day.isoformat()
        )
    loose_papers.delete_left_over()


def _require_reason(why: str, own: bool) -> None:
    if why not in rules.REVOCATIONS or (own and why != rules.OWN_REQUEST):
        raise Refused(NO_REASON)


def _require_open(mandate: Mandate, day: date) -> None:
    if mandate.state not in rules.OPEN:
        raise Refused(NOT_OPEN)
    if mandate.revoked_on and mandate.revoked_on < day:
        raise Refused(REVOKED_BEFORE, day=long_date(mandate.revoked_on))


def _note_revoked(mandate: Mandate, day: date, why: str, note: str, by: Actor) -> None:
    """What was never in force has no day to come."""
    in_force = mandate.state == rules.VERIFIED
    mandate_lookup.write(
        mandate,
        revoked_on=day if in_force else today(),
        revoked_why=why,
        revoked_note=note,
        revoked_at=utc_now(),
        revoked_by=by.user_id,
    )


def _let_go(mandate: Mandate, by: Actor) -> None:
    if mandate.state == rules.VERIFIED:
        mandate_endings.follow(mandate, by=by)
    else:
        mandate_endings.end_all(mandate, why=reasons.REVOKED, by=by)
        was_draft = mandate.state == rules.DRAFT
        forgotten = {"account_sealed": None, "account_hash": None} if was_draft else {}
        mandate_lookup.write(mandate, state=rules.ENDED, held_until=None, **forgotten)
        mandate_papers.delete_all(mandate, by=by)
        if was_draft:
            return  # nobody but its donor ever knew of it
    mandate_notices.revoked(mandate, mandate.revoked_on)
