"""A mandate by its number: who may see it, who may check it, and how it is held while something is done to it.

Its donor sees it; so does their department and those above, once it is signed; admin and auditor see every one."""

from db.connection import held
from db.models import Donor, Mandate, Opd, Pledge
from kiosk.domain import mandates
from kiosk.services import access
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor, NotThere
from kiosk.services.coverage_changes import hold_people


def seen_by(by: Actor, no: str) -> Mandate:
    """With its donor and their department. Raises NotThere, NotAllowed."""
    mandate = _numbered(no)
    access.require(may_see(by, mandate))
    return mandate


def may_see(by: Actor, mandate: Mandate) -> bool:
    return by.role in SEES_ALL or is_own(by, mandate) or _is_of_department(by, mandate)


def may_check(by: Actor, mandate: Mandate) -> bool:
    """Verify, refuse and end it: the donor's department, those above it, and the admin."""
    return by.role == "admin" or _is_of_department(by, mandate)


def is_own(by: Actor, mandate: Mandate) -> bool:
    return by.role == "donatur" and mandate.donor.user_id == by.user_id


def held_with_donor(mandate: Mandate) -> Mandate:
    """In the caller's transaction, the donor first: whoever does something to either comes before or after. Answers
    with both as they are now.

    What waits to be checked ends by itself when its people's time runs out, or the last of them dies; who notices that
    holds the people then (pledge_endings), and so do we before we hold it."""
    donor = held(Donor.select().where(Donor.id == mandate.donor_id)).get()
    if Mandate.select().where(Mandate.id == mandate.id, Mandate.state == mandates.SIGNED).exists():
        hold_people(_people_under(mandate))
    now = held(Mandate.select().where(Mandate.id == mandate.id)).get()
    now.donor = donor
    return now


def _people_under(mandate: Mandate) -> list[int]:
    rows = Pledge.select(Pledge.worker).where(Pledge.mandate == mandate.id, Pledge.ended_at.is_null())
    return [worker_id for (worker_id,) in rows.tuples()]


def _numbered(no: str) -> Mandate:
    query = Mandate.select(Mandate, Donor, Opd).join(Donor).join(Opd)
    mandate = query.where(Mandate.no == no).first()
    if mandate is None:
        raise NotThere
    return mandate


def _is_of_department(by: Actor, mandate: Mandate) -> bool:
    """A draft is nobody's but the donor's."""
    signed = mandate.state != mandates.DRAFT and mandate.signed_at is not None
    return signed and by.role == "opd" and access.may_see_department(by, mandate.donor.opd)


def write(mandate: Mandate, **values) -> None:
    """In the caller's transaction, which holds it: into the row, and into `mandate` as it is at hand."""
    Mandate.update(values).where(Mandate.id == mandate.id).execute()
    for name, value in values.items():
        setattr(mandate, name, value)
