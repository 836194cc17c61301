"""What revoking a mandate on a day would do, before anybody does it: which months are let go, who waits again."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Mandate, Pledge
from kiosk.domain import mandates as rules
from kiosk.domain.clock import today
from kiosk.domain.words import initials
from kiosk.services import mandate_endings, pledges
from kiosk.services.mandate_lost_months import is_at_the_bank, lost_months
from kiosk.services.pledge_months import next_debit_month


@dataclass(frozen=True)
class Consequences:
    """`day` is the first without the mandate. `last_debit` is the last month still debited, or asked for and not
    answered, None where none comes any more; `let_go` are (month, people) whose months nobody pays then; `people` by
    initials, who wait again at once, or with `later` after the last debit. `at_the_bank`: a file that has
    gone asks for a debit on the day or later. What is paid stays."""

    day: date
    last_debit: date | None
    let_go: list[tuple[date, int]]
    people: list[str]
    later: bool
    at_the_bank: bool


def consequences(mandate: Mandate, on: date) -> Consequences:
    """`on` in the past means today, as the revocation itself has it. A constant number of queries."""
    day = max(on, today())
    in_force = mandate.state == rules.VERIFIED
    theirs, unpaid = pledges.live_under(mandate), unpaid_months(mandate)
    lost = lost_months(mandate, day) if in_force else unpaid
    return Consequences(
        day=day,
        last_debit=last_debit(day, unpaid, lost) if in_force else None,
        let_go=sorted(Counter(row.month for row in lost).items()),
        people=[initials(one.worker.name) for one in theirs],
        later=in_force and not mandate_endings.is_over(day),
        at_the_bank=in_force and is_at_the_bank(mandate, day),
    )


def last_debit(day: date, unpaid: list[CoverageMonth], lost: list[CoverageMonth]) -> date | None:
    """The last month that is debited still where `day` is the first without the mandate: of a 1st that comes before it,
    or of what is unpaid and not let go."""
    last = rules.last_month_of(day)
    if last >= next_debit_month():
        return last
    gone = {row.id for row in lost}
    return max((row.month for row in unpaid if row.id not in gone), default=None)


def unpaid_months(mandate: Mandate) -> list[CoverageMonth]:
    """Of whom it is for now."""
    commitments = Pledge.select(Pledge.commitment).where(
        Pledge.mandate == mandate, Pledge.ended_at.is_null(), Pledge.commitment.is_null(False)
    )
    rows = CoverageMonth.select().where(
        CoverageMonth.commitment.in_(commitments),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
    )
    return list(rows)
