"""The donor behind an account: theirs alone."""

from db.connection import held
from db.models import Donor, User
from kiosk.services.acting import Actor, NotAllowed

BY_DEPARTMENT = "opd"  # how a donor came


def donor_of(by: Actor) -> Donor | None:
    """None for whoever has not opened the link of their sign-up yet."""
    return Donor.get_or_none(Donor.user == by.user_id) if by.role == "donatur" else None


def held_donor(by: Actor) -> Donor:
    """In the caller's transaction, before mandates and people. Raises NotAllowed."""
    found = held(Donor.select().where(Donor.user == by.user_id)).first() if by.role == "donatur" else None
    if found is None or not User.get_by_id(found.user_id).active:
        raise NotAllowed
    return found


def is_proved():
    """The condition that a department has handed this donor the link of their sign-up, or has verified them."""
    return Donor.verified_at.is_null(False) | (Donor.came_by == BY_DEPARTMENT)
