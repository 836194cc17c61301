"""Nobody writes to a donor who has died: their department says so when it revokes the mandate."""

from db.models import Donor, Mandate
from kiosk.domain.mandates import DIED


def is_alive():
    """The condition over Donor that no mandate of theirs was revoked because they have died."""
    return Donor.id.not_in(Mandate.select(Mandate.donor).where(Mandate.revoked_why == DIED))


def has_died(donor_id: int) -> bool:
    return Mandate.select().where(Mandate.donor == donor_id, Mandate.revoked_why == DIED).exists()
