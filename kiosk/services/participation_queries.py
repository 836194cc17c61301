"""Which mandates, staff and workers count for a department's participation; every figure and the list behind it ask by
the same conditions. Staff counts where a roster names them, mandates and workers where their donor stands."""

from peewee import Value, fn

from db.models import CoverageMonth, Donor, Mandate, Pledge, StaffMember, Worker
from kiosk.domain import mandates
from kiosk.domain.clock import first_of_month, today
from kiosk.services.participation_places import Place


def in_force():
    """As domain/mandates.in_force says it of today, for queries over Mandate."""
    going = Mandate.revoked_on.is_null() | (Mandate.revoked_on > today())
    return (Mandate.state == mandates.VERIFIED) & going


def counts_as_joined():
    """Over Mandate: signed by its donor, or in force."""
    return (Mandate.state == mandates.SIGNED) | in_force()


def has_joined():
    """Over StaffMember: a donor of this NIP has such a mandate."""
    return StaffMember.nip.in_(
        Mandate.select(Donor.nip).join(Donor, on=Mandate.donor == Donor.id).where(counts_as_joined())
    )


def staff_joined():
    """The same people, once for each of their mandates: from the donors' side, who are fewer than the staff."""
    query = StaffMember.select().join(Donor, on=Donor.nip == StaffMember.nip)
    query = query.join(Mandate, on=Mandate.donor == Donor.id)
    return query.where(StaffMember.active, counts_as_joined())


def active_staff():
    return StaffMember.select().where(StaffMember.active)


def mandates_in_force():
    """Joined to Donor."""
    return Mandate.select().join(Donor).where(in_force())


def pledges_registered():
    """Of workers under a mandate that was signed and is not over; joined to Mandate and Donor. What is only reserved is
    between the donor and the waiting list."""
    query = Pledge.select().join(Mandate, on=Pledge.mandate == Mandate.id)
    query = query.switch(Pledge).join(Donor, on=Pledge.donor == Donor.id)
    return query.where(Pledge.ended_at.is_null(), counts_as_joined())


def donors_outside(place: Place):
    """Who of its donors has such a mandate and stands in none of its rosters."""
    named = active_staff().select(StaffMember.nip).where(place.holds(StaffMember.opd))
    signed = Mandate.select(Mandate.donor).where(counts_as_joined())
    return Donor.select().where(place.holds(Donor.opd), Donor.id.in_(signed), Donor.nip.not_in(named))


def is_protected_today():
    """Over Pledge: its worker lives, and has an effective month today."""
    day = today()
    month = (
        CoverageMonth.select(Value(1))
        .join(Worker)
        .where(
            CoverageMonth.worker == Pledge.worker,
            CoverageMonth.month == first_of_month(day),
            CoverageMonth.released_at.is_null(),
            CoverageMonth.effective_on <= day,
            Worker.died_on.is_null(),
        )
    )
    return fn.EXISTS(month)
