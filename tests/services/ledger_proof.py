"""That the ledger adds up: what is kept beside the months equals what the months say."""

from peewee import JOIN, fn

from db.models import (
    Commitment,
    CoverageCount,
    CoverageMonth,
    CoverageSpan,
    Credit,
    Payment,
    PaymentAllocation,
    Worker,
)
from kiosk.services import coverage_counts, coverage_spans, invariants_counts
from kiosk.services.coverage_counts import Counted, CountKey
from kiosk.services.invariant_proofs import prove


def adds_up() -> bool:
    """Raises where it does not."""
    assert kept_counts() == dict(coverage_counts.recount())
    assert kept_spans() == recounted_spans()
    assert [proof.named for proof in map(prove, invariants_counts.INVARIANTS) if proof.broken] == []
    assert not commitments_without_months()
    assert_money_adds_up()
    return True


def kept_counts() -> dict[CountKey, Counted]:
    rows = {
        CountKey(row.month, row.area, row.funder_kind, row.occupation_id): Counted(
            row.planned + row.planned_late,
            row.submitted + row.submitted_late,
            row.paid + row.paid_late,
            row.effective + row.effective_late,
        )
        for row in CoverageCount.select()
    }
    return {key: counted for key, counted in rows.items() if any(counted)}


def kept_spans() -> set[tuple]:
    return {
        (row.worker_id, row.kind, row.first, row.last, row.member, row.gap, row.funder_kind, row.stopped)
        for row in CoverageSpan.select()
    }


def recounted_spans() -> set[tuple]:
    found = coverage_spans.recounted([worker.id for worker in Worker.select(Worker.id)])
    return {
        (worker_id, span.kind, span.first, span.last, span.member, span.gap, span.funder_kind, span.stopped)
        for worker_id, spans in found.items()
        for span in spans
    }


def commitments_without_months() -> list[Commitment]:
    """Nothing half done: whoever is committed to has months."""
    return list(Commitment.select().join(CoverageMonth, JOIN.LEFT_OUTER).where(CoverageMonth.id.is_null()))


def assert_money_adds_up() -> None:
    for payment in Payment.select():
        taken, over = _sum(PaymentAllocation, payment), _sum(Credit, payment)
        assert (payment.allocated, payment.credited) == (taken, over)
        assert taken + over == (
            payment.amount if payment.state == "confirmed" and not payment.reverses_id else 0
        )
        months = CoverageMonth.select(fn.COALESCE(fn.SUM(CoverageMonth.amount), 0))
        assert months.where(CoverageMonth.payment == payment).scalar() == taken


def _sum(table, payment: Payment) -> int:
    return table.select(fn.COALESCE(fn.SUM(table.amount), 0)).where(table.payment == payment).scalar()
