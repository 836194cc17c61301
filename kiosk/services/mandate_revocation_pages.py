"""What revoking a mandate would do, said before it is done: from which day, how many people wait again, which months
are let go and which stay."""

from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Mandate
from kiosk.domain import mandates as rules
from kiosk.domain.clock import add_months, today
from kiosk.services import access, mandate_endings, mandate_lookup, mandate_pages, pledges
from kiosk.services.acting import Actor, Refused
from kiosk.services.mandate_consequences import last_debit, unpaid_months
from kiosk.services.mandate_lost_months import lost_months
from kiosk.services.mandate_revocations import NOT_OPEN
from kiosk.services.pledge_months import next_debit_month

COMING_FIRSTS = 3


@dataclass(frozen=True)
class Consequence:
    """Of revoking from `day` on: `people` wait again at once (`at_once`) or when the day has come; of `let_go` months
    nobody has paid; `last_debit` is None where no debit follows."""

    day: date
    at_once: bool
    people: int
    let_go: int
    last_debit: date | None


@dataclass(frozen=True)
class RevocationFile:
    """`choices` are the days a donor may choose from; of a mandate that was never in force there is today alone."""

    mandate: Mandate
    in_force: bool
    choices: list[Consequence]


def file_of(*, no: str, by: Actor) -> RevocationFile:
    """For its donor. Raises NotThere, NotAllowed, Refused where there is nothing to revoke."""
    mandate = mandate_lookup.seen_by(by, no)
    access.require(mandate_lookup.is_own(by, mandate))
    if not mandate_pages.may_be_revoked(mandate):
        raise Refused(NOT_OPEN)
    in_force = mandate.state == rules.VERIFIED
    return RevocationFile(mandate, in_force, _choices(mandate, in_force))


def _choices(mandate: Mandate, in_force: bool) -> list[Consequence]:
    people, unpaid = len(pledges.live_under(mandate)), unpaid_months(mandate)
    if not in_force:
        return [Consequence(today(), True, people, len(unpaid), None)]
    firsts = [add_months(next_debit_month(), count) for count in range(COMING_FIRSTS)]
    days = [day for day in (today(), *firsts) if mandate.revoked_on is None or day < mandate.revoked_on]
    return [_consequence(mandate, day, people, unpaid) for day in dict.fromkeys(days)]


def _consequence(mandate: Mandate, day: date, people: int, unpaid: list[CoverageMonth]) -> Consequence:
    lost = lost_months(mandate, day)
    return Consequence(
        day=day,
        at_once=mandate_endings.is_over(day),
        people=people,
        let_go=len(lost),
        last_debit=last_debit(day, unpaid, lost),
    )
