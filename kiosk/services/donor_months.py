"""The months of the people whom a donor pays for: the own ones, and everybody else's without a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Donor, Funder, Mandate, Pledge
from kiosk.domain.release_reasons import OTHER, release_words
from kiosk.domain.words import N_
from kiosk.services.pledge_months import next_debit_month
from kiosk.services.worker_months import state_of
from kiosk.services.worker_strip import StripMonth, Told, strip_of

YOU, SOMEBODY_ELSE = N_("Anda"), N_("pihak lain")
FOLLOWS = N_("direncanakan sebulan sebelumnya, selama surat kuasa berlaku")


@dataclass(frozen=True)
class OwnMonth:
    """A live month that the donor pays for; `state` as worker_months.state_of, `paid_on` None while it is unpaid."""

    month: date
    amount: int
    state: str
    paid_on: date | None


@dataclass(frozen=True)
class _ToldDonor(Told):
    """Own months and everybody else's: who else pays is nobody's business."""

    commitments: frozenset[int]

    def funder(self, row: CoverageMonth) -> str:
        return YOU if row.commitment_id in self.commitments else SOMEBODY_ELSE

    def reason(self, row: CoverageMonth) -> str:
        own = row.commitment_id in self.commitments
        return release_words(row.released_why) if own and row.released_why != "withdrawn" else OTHER

    def awaited(self, row: CoverageMonth) -> bool:
        return False


def strip_for(pledge: Pledge, months: list[CoverageMonth]) -> list[StripMonth]:
    """Of a pledge with its worker and mandate; `months` are all of that person's."""
    told = _ToldDonor(frozenset({pledge.commitment_id}))
    return _going_on(strip_of(months, enrolled_on=pledge.worker.enrolled_on, told=told), pledge.mandate)


def own_months(pledge: Pledge, live: Iterable[CoverageMonth]) -> list[OwnMonth]:
    theirs = [row for row in live if row.commitment_id == pledge.commitment_id]
    return [OwnMonth(row.month, row.amount, state_of(row), row.paid_on) for row in theirs]


def all_months(donor: Donor, *, since: date) -> list[OwnMonth]:
    """Every live month that this donor's mandates stand for, also of people who are theirs no more; one query."""
    theirs = Pledge.select(Pledge.commitment).where(
        Pledge.donor == donor, Pledge.mandate.is_null(False), Pledge.commitment.is_null(False)
    )
    rows = CoverageMonth.select().where(
        CoverageMonth.commitment.in_(theirs),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.month >= since,
    )
    return [OwnMonth(row.month, row.amount, state_of(row), row.paid_on) for row in rows]


def months_of(worker_ids: list[int]) -> dict[int, list[CoverageMonth]]:
    """All months of these people with their funders, oldest first."""
    found: dict[int, list[CoverageMonth]] = defaultdict(list)
    rows = (
        CoverageMonth.select(CoverageMonth, Funder)
        .join(Funder)
        .where(CoverageMonth.worker.in_(worker_ids))
        .order_by(CoverageMonth.month, CoverageMonth.id)
    )
    for row in rows:
        found[row.worker_id].append(row)
    return found


def _going_on(strip: list[StripMonth], mandate: Mandate) -> list[StripMonth]:
    """Month follows month while the mandate goes on: what is not planned yet is no gap."""
    if mandate.revoked_on:
        return strip
    later = next_debit_month()
    return [
        StripMonth(cell.month, "future", FOLLOWS, {})
        if cell.state == "empty" and cell.month > later
        else cell
        for cell in strip
    ]
