"""What waits on the desk of a department's secretary: papers, who has not joined, leavers with a mandate, debits
that failed."""

from dataclasses import dataclass

from db.models import Opd, StaffMember
from kiosk.services import debit_failures, mandate_leavers, mandates_to_check
from kiosk.services.acting import Actor
from kiosk.services.participation_places import place_of
from kiosk.services.participation_queries import active_staff, has_joined


@dataclass(frozen=True)
class DepartmentCounters:
    """With all that lies below `code`."""

    code: str
    to_check: int
    not_joined: int
    leavers: int
    debits_failed: int


def counters(*, by: Actor) -> DepartmentCounters | None:
    """None where the account names no department; six queries."""
    own = Opd.get_or_none(Opd.id == by.opd_id) if by.opd_id else None
    if own is None:
        return None
    place = place_of(code=own.code, by=by)
    without = active_staff().where(place.holds(StaffMember.opd), ~has_joined())
    return DepartmentCounters(
        code=own.code,
        to_check=mandates_to_check.count(place),
        not_joined=without.count(),
        leavers=mandate_leavers.count(place),
        debits_failed=sum(debit_failures.counts(place).values()),
    )
