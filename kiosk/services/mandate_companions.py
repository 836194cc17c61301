"""The other mandates of one donor: who has died, moved away or retired has none any more, so that all of them are
revoked together."""

from collections.abc import Collection
from datetime import date

from db.models import Mandate
from kiosk.domain import mandates as rules
from kiosk.domain.clock import local, today
from kiosk.services import mandate_lookup
from kiosk.services.acting import Actor
from kiosk.services.mandate_revocations import revoke

SIGNED = (rules.SIGNED, rules.VERIFIED)


def others_of(mandate: Mandate) -> list[Mandate]:
    """Signed or in force, and without a last day that is over; the oldest first."""
    rows = Mandate.select().where(Mandate.donor == mandate.donor_id, Mandate.id != mandate.id)
    open_still = Mandate.revoked_on.is_null() | (Mandate.revoked_on > today())
    return list(rows.where(Mandate.state.in_(SIGNED), open_still).order_by(Mandate.id))


def revoke_with(
    *,
    no: str,
    others: Collection[str],
    on: date,
    why: str,
    by: Actor,
    note: str = "",
    event_on: date | None = None,
) -> list[str]:
    """The mandate `no`, and of the same donor those numbered in `others` where the reason is one of
    domain/mandates.EVENTS; each in a transaction of its own. One whose last day comes earlier already keeps it. Answers
    with the numbers of those that were revoked. Raises as mandate_revocations.revoke does, for `no`."""
    mandate = mandate_lookup.seen_by(by, no)
    beside = [one for one in others_of(mandate) if one.no in others and _would_end_sooner(one, on)]
    numbers = [no, *(one.no for one in beside if why in rules.EVENTS)]
    signed_later = {one.no for one in beside if event_on and event_on < local(one.signed_at).date()}
    for number in numbers:
        happened = None if number in signed_later else event_on
        revoke(no=number, on=on, why=why, note=note, event_on=happened, by=by)
    return numbers


def _would_end_sooner(mandate: Mandate, on: date) -> bool:
    return mandate.revoked_on is None or on < mandate.revoked_on
