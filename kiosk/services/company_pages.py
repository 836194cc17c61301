"""One company as its page needs it: who it is, whom one may call, its batches, bills and people with accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from db.models import Batch, BatchRow, Bill, Company, CoverageMonth, Invite, User
from kiosk.domain import tax
from kiosk.domain.findings import Finding
from kiosk.services import access, bill_months, company_contacts
from kiosk.services.acting import Actor
from kiosk.services.batch_ends import NOTHING, Ends, ends_by_batch
from kiosk.services.bill_lookup import bills_in_scope
from kiosk.services.bill_months import BillSums
from kiosk.services.companies import company_seen_by, may_change, shown_npwp
from kiosk.services.company_contacts import ShownContact
from kiosk.services.open_links import is_open
from kiosk.services.portions import one_page

PAGE = 20
MOST_BILLS = 10


@dataclass(frozen=True)
class BatchLine:
    """`people` are ready rows."""

    batch: Batch
    people: int
    ends: Ends


@dataclass(frozen=True)
class CompanyFile:
    """`npwp` as this reader may see it. `doubts` are what its numbers look like a slip of. Users, invites and bills are
    None for who is not told of them."""

    company: Company
    npwp: str
    doubts: tuple[Finding, ...]
    contacts: list[ShownContact]
    batches: list[BatchLine]
    more_batches: bool
    bills: list[tuple[Bill, BillSums]] | None
    users: list[User] | None
    invites: list[Invite] | None
    may_change: bool
    may_add_contact: bool


def file_of(*, code: str, page: int = 1, by: Actor) -> CompanyFile:
    """Raises NotThere, NotAllowed."""
    company = company_seen_by(by, code)
    batches, more = _batches(company, page, by)
    inside = by.role != "petugas"
    return CompanyFile(
        company=company,
        npwp=shown_npwp(company, by),
        doubts=_doubts(company) if by.role != "auditor" else (),
        contacts=company_contacts.contacts_of(company, by),
        batches=batches,
        more_batches=more,
        bills=_open_bills(company, by) if inside else None,
        users=_users(company) if inside else None,
        invites=_invites(company) if inside else None,
        may_change=may_change(company, by),
        may_add_contact=company_contacts.may_add(company, by),
    )


def _doubts(company: Company) -> tuple[Finding, ...]:
    readings = (tax.read_npwp(company.npwp), tax.read_nib(company.nib), tax.read_npp(company.npp))
    return tuple(finding for reading in readings for finding in reading.findings)


def _batches(company: Company, page: int, by: Actor) -> tuple[list[BatchLine], bool]:
    """Those the reader may see, the newest first."""
    query = access.batches_in_scope(by).where(Batch.company == company).order_by(Batch.id.desc())
    rows, more = one_page(query, page=page, size=PAGE)
    people, ends = _people(rows), ends_by_batch(rows)
    lines = [BatchLine(batch, people.get(batch.id, 0), ends.get(batch.id, NOTHING)) for batch in rows]
    return lines, more


def _people(batches: Iterable[Batch]) -> dict[int, int]:
    rows = BatchRow.select(BatchRow.batch, fn.COUNT(BatchRow.id)).where(
        BatchRow.batch.in_(list(batches)), BatchRow.state == "ready"
    )
    return dict(rows.group_by(BatchRow.batch).tuples())


def _open_bills(company: Company, by: Actor) -> list[tuple[Bill, BillSums]]:
    """Those that still ask for money, the newest first."""
    asked = CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.bill == Bill.id, CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null()
    )
    query = bills_in_scope(by).where(
        Bill.funder == company.funder_id, Bill.cancelled_at.is_null(), fn.EXISTS(asked)
    )
    found = list(query.order_by(Bill.id.desc()).limit(MOST_BILLS))
    sums = bill_months.sums_of(bill.id for bill in found)
    return [(bill, sums[bill.id]) for bill in found]


def _users(company: Company) -> list[User]:
    return list(
        User.select().where(User.company == company, User.role == "mitra").order_by(User.name, User.id)
    )


def _invites(company: Company) -> list[Invite]:
    return list(Invite.select().where(Invite.company == company, is_open()).order_by(Invite.id.desc()))
