"""Of the debit: nobody twice, nobody without a mandate in force, and its money is where it was said to be (DESIGN 2,
invariant 5)."""

from collections.abc import Iterable, Iterator

from peewee import JOIN, fn

from db.models import (
    CoverageMonth,
    Credit,
    DebitItem,
    DebitLine,
    DebitRefund,
    DebitRun,
    Mandate,
    Payment,
    Worker,
)
from kiosk.domain import debits, mandates
from kiosk.services import safe
from kiosk.services.debit_refunds import REFUNDED
from kiosk.services.debit_sealed_files import FILE_KIND
from kiosk.services.invariant_proofs import Invariant, named_month

UNDER_WAY = DebitLine.state.in_(debits.UNDER_WAY)
LEFT_THE_HOUSE = DebitLine.state.in_((debits.LINE_SENT, debits.PAID, debits.FAILED))


def _lines() -> int:
    return DebitLine.select().where(UNDER_WAY).count()


def _twice() -> Iterator[str]:
    lines = DebitLine.select(Mandate.no, DebitLine.month).join(Mandate).where(UNDER_WAY)
    lines = lines.group_by(Mandate.no, DebitLine.month).having(fn.COUNT(DebitLine.id) > 1)
    yield from (named_month(*row) for row in lines.tuples().iterator())
    items = DebitItem.select(Worker.reg_no, DebitItem.month).join(Worker).where(DebitItem.let_go_at.is_null())
    items = items.group_by(Worker.reg_no, DebitItem.month).having(fn.COUNT(DebitItem.id) > 1)
    yield from (named_month(*row) for row in items.tuples().iterator())


def _sent_lines() -> int:
    return DebitLine.select().where(LEFT_THE_HOUSE).count()


def _without_mandate() -> Iterable[str]:
    """What was revoked after the file had gone is the bank's to stop; debited all the same, the money goes back and has
    paid for nobody."""
    knew = (Mandate.revoked_at <= DebitRun.sent_at) | (
        (Mandate.revoked_at <= DebitLine.answered_at) & fn.EXISTS(_paid_by_it())
    )
    revoked = (Mandate.revoked_on <= DebitRun.debit_on) & knew
    query = DebitLine.select(DebitLine.key).join(Mandate).join_from(DebitLine, DebitRun)
    rows = query.where(LEFT_THE_HOUSE, (Mandate.state != mandates.VERIFIED) | revoked)
    return (key for (key,) in rows.tuples().iterator())


def _paid_by_it():
    return CoverageMonth.select(CoverageMonth.id).where(CoverageMonth.payment == DebitLine.payment)


def _unlike_its_items() -> Iterator[str]:
    """A line asks for the sum of its people, and for no more than its mandate allows."""
    sums = (
        DebitItem.select(DebitItem.line.alias("line_id"), fn.SUM(DebitItem.amount).alias("total"))
        .where(DebitItem.let_go_at.is_null())
        .group_by(DebitItem.line)
        .alias("sums")
    )
    query = DebitLine.select(DebitLine.key).join(sums, JOIN.LEFT_OUTER, on=(sums.c.line_id == DebitLine.id))
    rows = query.where(UNDER_WAY, DebitLine.amount != fn.COALESCE(sums.c.total, 0))
    yield from (key for (key,) in rows.tuples().iterator())
    beyond = (
        DebitLine.select(DebitLine.key)
        .join(Mandate)
        .where(UNDER_WAY, DebitLine.amount > Mandate.limit_amount)
    )
    yield from (f"{key} >" for (key,) in beyond.tuples().iterator())


def _paid_lines() -> int:
    return DebitLine.select().where(DebitLine.state == debits.PAID).count()


def _unlike_its_payment() -> Iterator[str]:
    """A debited line has one payment of its amount, and a payment by debit has its line."""
    query = DebitLine.select(DebitLine.key).join(Payment)
    wrong = (Payment.amount != DebitLine.amount) | Payment.debited.is_null()
    yield from (key for (key,) in query.where(wrong).tuples().iterator())
    alone = Payment.select(Payment.no).join(DebitLine, JOIN.LEFT_OUTER, on=(DebitLine.payment == Payment.id))
    counts = (Payment.state == "confirmed") & Payment.reverses.is_null()
    rows = alone.where(Payment.debited.is_null(False), counts, DebitLine.id.is_null())
    yield from (no for (no,) in rows.tuples().iterator())


def _refunds() -> int:
    return DebitRefund.select().count()


def _not_from_what_was_over() -> Iterator[str]:
    """What went back to a donor was over of a debit, entry by entry."""
    back = _by_payment(DebitRefund.payment, DebitRefund.amount).alias("back")
    taken = _by_payment(Credit.payment, Credit.amount).where(Credit.why == REFUNDED).alias("taken")
    query = Payment.select(Payment.no)
    for part in (back, taken):
        query = query.join_from(Payment, part, JOIN.LEFT_OUTER, on=(part.c.payment_id == Payment.id))
    total = fn.COALESCE(back.c.total, 0)
    wrong = (total + fn.COALESCE(taken.c.total, 0) != 0) | ((total > 0) & Payment.debited.is_null())
    yield from (no for (no,) in query.where(wrong).tuples().iterator())


def _by_payment(payment, amount):
    columns = (payment.alias("payment_id"), fn.SUM(amount).alias("total"))
    return payment.model.select(*columns).group_by(payment)


def _files() -> int:
    return DebitRun.select().where(DebitRun.sha256 != "").count()


def _other_bytes() -> Iterator[str]:
    """What was sealed is on the disk, and the sum of its lines is that of the run."""
    for run in DebitRun.select().where(DebitRun.sha256 != "").order_by(DebitRun.id).iterator():
        if not safe.is_whole(run.path, FILE_KIND, run.sha256):
            yield f"{run.month:%Y-%m}/{run.number}"
    sums = (
        DebitLine.select(DebitLine.run.alias("run_id"), fn.SUM(DebitLine.amount).alias("total"))
        .where(LEFT_THE_HOUSE)
        .group_by(DebitLine.run)
        .alias("sums")
    )
    query = DebitRun.select(DebitRun.month, DebitRun.number).join(sums, on=(sums.c.run_id == DebitRun.id))
    rows = query.where(DebitRun.state == debits.SENT, DebitRun.amount != sums.c.total)
    yield from (f"{month:%Y-%m}/{number}" for month, number in rows.tuples().iterator())


INVARIANTS = (
    Invariant(
        "5", "debited_once", "Tidak ada surat kuasa atau pekerja yang didebet dua kali untuk bulan yang sama.",
        "baris debet", _lines, _twice,
    ),
    Invariant(
        "5", "debited_by_mandate", "Setiap baris yang diserahkan ke bank punya surat kuasa yang berlaku pada hari itu.",
        "baris debet", _sent_lines, _without_mandate,
    ),
    Invariant(
        "5", "debited_sum", "Setiap baris debet sama dengan jumlah pekerjanya dan tidak melebihi batas surat kuasa.",
        "baris debet", _lines, _unlike_its_items,
    ),
    Invariant(
        "5", "debited_payment", "Setiap baris yang berhasil punya satu pembayaran sebesar jumlahnya.",
        "baris debet", _paid_lines, _unlike_its_payment,
    ),
    Invariant(
        "5", "debit_refunds", "Setiap pengembalian kepada donatur diambil dari kelebihan debetnya.",
        "pengembalian", _refunds, _not_from_what_was_over,
    ),
    Invariant(
        "5", "debit_bytes", "Berkas debet yang disegel tetap seperti saat disegel.",
        "berkas debet", _files, _other_bytes,
    ),
)  # fmt: skip
