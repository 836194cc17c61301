"""The ledger's side of a mismatch, for a page of people: what it says of each today, and which papers there are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from db.models import Bill, CoverageMonth, Funder, Submission, SubmissionLine
from kiosk.domain.bpjs_mismatches import PAID, LedgerSays, Papers, ledger_says, next_step
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.protection import CoveredMonth
from kiosk.services import settings

ASKED, ACCEPTED = "asked", "accepted"


@dataclass(frozen=True)
class Facts:
    """`funder` gives the month in question: that of the list's day, else the latest."""

    says: LedgerSays
    papers: Papers
    funder: Funder | None

    def step_for(self, kind: str, *, same_kpj: bool = False) -> str:
        return next_step(kind, self.says, self.papers, same_kpj=same_kpj)


def facts_of(listed: Mapping[int, date]) -> dict[int, Facts]:
    """`listed`: worker → the day of the list that speaks of them. Two queries."""
    months = _months_of(list(listed))
    lines = _lines_of(list(listed))
    lapse_months = settings.whole("lapse_months")
    return {
        worker_id: _facts(months[worker_id], lines[worker_id], first_of_month(day), lapse_months)
        for worker_id, day in listed.items()
    }


def _facts(
    months: list[CoverageMonth], lines: list[SubmissionLine], listed_month: date, lapse_months: int
) -> Facts:
    covered = [CoveredMonth(row.month, row.effective_on, row.paid_on) for row in months]
    says = ledger_says(today(), covered, lapse_months=lapse_months)
    meant = says.day if says.code == PAID else listed_month
    row = next((row for row in months if row.month == meant), months[-1] if months else None)
    bill = row.bill if row and row.bill_id else None
    papers = Papers(
        bill=bill.no if bill else "",
        has_receipt=bool(bill and bill.receipt_on),
        submission=next((line.submission.no for line in lines if line.state == ASKED), ""),
        was_accepted=any(one.effective_on for one in covered) or any(one.state == ACCEPTED for one in lines),
    )
    return Facts(says, papers, row.funder if row else None)


def _months_of(worker_ids: list[int]) -> dict[int, list[CoverageMonth]]:
    """Live months, oldest first."""
    rows = (
        CoverageMonth.select(CoverageMonth, Funder, Bill)
        .join(Funder)
        .switch(CoverageMonth)
        .join(Bill, JOIN.LEFT_OUTER)
        .where(CoverageMonth.worker.in_(worker_ids), CoverageMonth.released_at.is_null())
        .order_by(CoverageMonth.month)
    )
    found: dict[int, list[CoverageMonth]] = defaultdict(list)
    for row in rows:
        found[row.worker_id].append(row)
    return found


def _lines_of(worker_ids: list[int]) -> dict[int, list[SubmissionLine]]:
    rows = (
        SubmissionLine.select(SubmissionLine, Submission)
        .join(Submission)
        .where(SubmissionLine.worker.in_(worker_ids), SubmissionLine.state.in_((ASKED, ACCEPTED)))
        .order_by(SubmissionLine.id)
    )
    found: dict[int, list[SubmissionLine]] = defaultdict(list)
    for row in rows:
        found[row.worker_id].append(row)
    return found
