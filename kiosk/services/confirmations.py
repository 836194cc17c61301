"""What BPJS answers: the membership confirmed or rejected, the receipt for a bill. Only by these does a month count."""

from collections.abc import Iterable
from datetime import date

from db.connection import held, writing
from db.models import Bill, Commitment, CoverageMonth
from kiosk.domain.bpjs_receipts import receipt_key
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.services import (
    access,
    audit,
    bpjs_lines,
    bpjs_rejections,
    effective_months,
    notices,
    payment_reversals,
    releases,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.coverage_changes import changing

NOT_PAID = N_("%(count)s bulan belum dibayar. Jawaban BPJS baru dapat dicatat setelah iurannya dibayar.")
NOT_YET = N_("Tanggal %(day)s belum tiba. Isi tanggal menurut jawaban BPJS.")
OTHER_RECEIPT = N_("Tagihan ini sudah punya bukti penerimaan BPJS %(no)s.")
NOTHING_TO_REJECT = N_("Tidak ada bulan yang masih berjalan di bawah pendaftaran ini.")


def accept(
    *, month_ids: Iterable[int] = (), commitment: Commitment | None = None, effective_on: date, by: Actor
) -> int:
    """BPJS has confirmed these months, or the first paid one of a commitment; later months follow whose bill has its
    receipt. Answers with how many count now. Raises NotAllowed, Refused for months nobody has paid."""
    _require_possible(by, effective_on)
    with writing():
        ids = list(month_ids) or _first_of(commitment)
        with changing(_people_of(ids)) as changes:
            _require_paid(ids)
            bpjs_lines.accept_covering(ids, effective_on=effective_on, by=by)
            confirmed = changes.confirm(_not_yet_effective(ids), on=effective_on)
            confirmed += sum(effective_months.let_count(_people_of(ids), changes).values())
        notices.started(_people_of(ids))
        audit.record("bpjs.dikonfirmasi", by=by, kind="bpjs", bulan=confirmed)
    return confirmed


def receipt(*, bill_no: str, receipt_no: str, on: date, by: Actor) -> int:
    """BPJS has received a bill's money: paid months of it count that follow a confirmed one. Answers with how many.
    Raises NotAllowed, NotThere, Refused where the bill has another receipt."""
    _require_possible(by, on)
    with writing():
        bill = held(Bill.select().where(Bill.no == bill_no)).first()
        if bill is None:
            raise NotThere
        if bill.receipt_no and receipt_key(bill.receipt_no) != receipt_key(receipt_no):
            raise Refused(OTHER_RECEIPT, no=bill.receipt_no)
        Bill.update(receipt_no=bill.receipt_no or receipt_no, receipt_on=on).where(
            Bill.id == bill.id
        ).execute()
        people = _people_billed(bill.id)
        with changing(people) as changes:
            confirmed = sum(effective_months.let_count(people, changes).values())
        audit.record("bpjs.bukti_dicatat", by=by, kind="tagihan", subject=bill_no, bulan=confirmed)
    return confirmed


def reject(*, commitment: Commitment, reason: str, by: Actor) -> int:
    """BPJS does not take this person: the months are let go, what was paid is owed back. Answers with how many.
    Raises NotAllowed, Refused where none is left."""
    access.require(by.role == "admin")
    with writing():
        payment_reversals.hold_payments_of([commitment.worker_id])
        with changing([commitment.worker_id]) as changes:
            months = _live(CoverageMonth.commitment == commitment.id)
            if not months:
                raise Refused(NOTHING_TO_REJECT)
            lines = bpjs_lines.open_of(commitment.worker_id, commitment.funder_id, reason)
            bpjs_rejections.reject(lines, by=by, changes=changes)
            rest = _live(CoverageMonth.commitment == commitment.id)
            releases.release(rest, why=releases.REJECTED, by=by, changes=changes)
        bpjs_rejections.raise_flags({commitment.worker_id: reason}, by=by)
        if not lines:
            _write_down(commitment, reason, len(months), by)
    return len(months)


def _write_down(commitment: Commitment, reason: str, months: int, by: Actor) -> None:
    subject = commitment.worker.reg_no
    audit.record("bpjs.ditolak", by=by, kind="pekerja", subject=subject, alasan=reason, bulan=months)


def _require_possible(by: Actor, day: date) -> None:
    access.require(by.role == "admin")
    if day > today():
        raise Refused(NOT_YET, day=long_date(day))


def _first_of(commitment: Commitment | None) -> list[int]:
    """The first live month of a commitment."""
    rows = _live(CoverageMonth.commitment == (commitment.id if commitment else None))
    if not rows:
        raise NotThere
    return [min(rows, key=lambda row: row.month).id]


def _require_paid(ids: list[int]) -> None:
    unpaid = [row for row in _live(CoverageMonth.id.in_(ids)) if row.paid_on is None]
    if unpaid:
        raise Refused(NOT_PAID, count=len(unpaid))


def _not_yet_effective(ids: list[int]) -> list[int]:
    """A day that BPJS has named once stays."""
    return [row.id for row in _live(CoverageMonth.id.in_(ids)) if row.effective_on is None]


def _people_of(ids: list[int]) -> set[int]:
    return {row.worker_id for row in _live(CoverageMonth.id.in_(ids))}


def _people_billed(bill_id: int) -> set[int]:
    return {row.worker_id for row in _live(CoverageMonth.bill == bill_id)}


def _live(condition) -> list[CoverageMonth]:
    return list(CoverageMonth.select().where(condition, CoverageMonth.released_at.is_null()))
