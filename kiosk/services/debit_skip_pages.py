"""Whom a run did not ask for: counted by reason, and a page of them."""

from dataclasses import dataclass

from peewee import fn

from db.models import DebitRun, DebitSkip, Donor, Mandate, Opd, Pledge, Worker
from kiosk.domain.debit_skips import SKIPS
from kiosk.domain.words import short_name
from kiosk.services.portions import one_page

PAGE = 50


@dataclass(frozen=True)
class SkipCount:
    """So many were skipped for this reason (domain/debit_skips), who would have cost so many rupiah."""

    reason: str
    count: int
    rupiah: int


@dataclass(frozen=True)
class SkipShown:
    """`worker` and `reg_no` are empty where the whole mandate was skipped; `at_sealing`: it was in the run before."""

    mandate: str
    donor: str
    opd: str
    opd_name: str
    worker: str
    reg_no: str
    reason: str
    rupiah: int
    at_sealing: bool


def counts_of(run: DebitRun) -> list[SkipCount]:
    """In the order of domain/debit_skips."""
    rows = DebitSkip.select(DebitSkip.reason, fn.COUNT(DebitSkip.id), fn.SUM(DebitSkip.amount))
    found = {
        reason: SkipCount(reason, count, int(rupiah))
        for reason, count, rupiah in rows.where(DebitSkip.run == run).group_by(DebitSkip.reason).tuples()
    }
    return [found[reason] for reason in SKIPS if reason in found]


def skips_of(*, run: DebitRun, reason: str, page: int) -> tuple[list[SkipShown], bool]:
    """One page, by reason and mandate, and whether more follow; "" is any reason."""
    query = (
        DebitSkip.select(DebitSkip, Mandate, Donor, Opd, Pledge, Worker)
        .join(Mandate)
        .join(Donor)
        .join(Opd)
        .switch(DebitSkip)
        .left_outer_join(Pledge, on=(DebitSkip.pledge == Pledge.id), attr="bond")
        .left_outer_join(Worker, on=(Pledge.worker == Worker.id), attr="person")
        .where(DebitSkip.run == run)
    )
    if reason:
        query = query.where(DebitSkip.reason == reason)
    rows, more = one_page(query.order_by(DebitSkip.reason, DebitSkip.id), page=page, size=PAGE)
    return [_shown(row) for row in rows], more


def _shown(row: DebitSkip) -> SkipShown:
    donor = row.mandate.donor
    worker = row.bond.person if row.pledge_id else None
    return SkipShown(
        mandate=row.mandate.no,
        donor=short_name(donor.name),
        opd=donor.opd.code,
        opd_name=donor.opd.name,
        worker=short_name(worker.name) if worker else "",
        reg_no=worker.reg_no if worker else "",
        reason=row.reason,
        rupiah=row.amount,
        at_sealing=row.at_sealing,
    )
