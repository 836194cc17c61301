"""What a funder is asked to pay: priced by today's tariff when the bill is made, frozen from then on."""

from datetime import date

from peewee import JOIN

from db.connection import held, writing
from db.models import Batch, Bill, Company, CoverageMonth, Funder, Payment
from kiosk.domain.clock import first_of_month, utc_now
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    audit,
    batch_refused,
    batch_sheets,
    bill_held_back,
    bill_undoing,
    month_rows,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.bill_lookup import bill_seen_by, hold_bill
from kiosk.services.bill_making import make_bill
from kiosk.services.once import once

MAY_BILL = ("mitra", "admin")
BILLED_BY_MONTH = ("apbd", "dbhcht")
DEBITED = "asn"  # paid first, from the donors' accounts; what was debited is billed by debit_forwarding

BEING_READ = N_("Lembar kerja batch ini masih diperiksa. Tunggu sampai selesai, lalu buat tagihannya.")
WITHDRAWN = N_("Batch ini sudah dibatalkan, maka tidak ditagih.")
OPEN_ALREADY = N_("Tagihan %(no)s untuk batch ini masih terbuka. Bayar atau batalkan dulu tagihan itu.")
ALL_HELD_BACK = N_(
    "Tidak ada yang ditagih: orang bulan ini belum dapat diajukan kepada BPJS, dan BPJS memberi kode iuran hanya untuk "
    "orang yang sudah didaftarkan. Lengkapi dulu isiannya."
)
NOT_BY_MONTH = N_("Pilih penanggung dari APBD atau DBHCHT. Tagihan perusahaan dibuat dari halaman batch-nya.")
BY_DEBIT = N_(
    "Iuran pekerja asuh ASN tidak ditagih per bulan, melainkan didebet dari rekening donatur lalu diteruskan ke BPJS. "
    "Buka halaman Debet."
)
CANCELLED = N_("Tagihan ini sudah dibatalkan.")
PAID_IN_PART = N_(
    "Sebagian tagihan ini sudah dibayar, maka tidak dapat dibatalkan. Balik dulu pembayarannya."
)
PAYMENT_WAITS = N_("Pembayaran %(no)s untuk tagihan ini menunggu konfirmasi. Selesaikan dulu pembayaran itu.")


def bill_batch(*, no: str, client_key: str, by: Actor, refused: str = "") -> str:
    """Ask the company for every month of its batch that no bill asks for yet; answers with the bill's number. `refused`
    is one of batch_refused.WAYS, needed where BPJS has refused somebody in it whom nobody has mended since.

    Raises NotThere, NotAllowed, NotDecided, TariffMissing, Refused while another bill is open or nothing is left."""
    access.require(by.role in MAY_BILL)
    batch = batch_seen_by(by, no)
    content = {"batch": no, **({"refused": refused} if refused else {})}
    return _bill_once(content, client_key, by, lambda: _bill_batch(batch.id, by, refused))


def bill_funder(*, funder_id: int, month: date, client_key: str, by: Actor) -> str:
    """The same for one month of the city's money, without whom BPJS cannot be asked for (bill_held_back)."""
    access.require(by.role == "admin")
    content = {"funder": funder_id, "month": month}
    return _bill_once(content, client_key, by, lambda: _bill_funder(funder_id, first_of_month(month), by))


def _bill_once(content: dict, client_key: str, by: Actor, make) -> str:
    return once(key=client_key, purpose="bill", content=content, by=by, make=make)[0]


def _bill_batch(batch_id: int, by: Actor, refused: str) -> str:
    batch = held(Batch.select().where(Batch.id == batch_id)).get()
    if batch.state != "open":
        raise Refused(WITHDRAWN)
    if batch_sheets.being_read(batch):
        raise Refused(BEING_READ)
    if bill := open_bill_of(batch):
        raise Refused(OPEN_ALREADY, no=bill.no)
    funder = Funder.select().join(Company).where(Company.id == batch.company_id).get()
    return make_bill(funder, batch, batch_refused.months_to_bill(batch, refused), by)


def _bill_funder(funder_id: int, month: date, by: Actor) -> str:
    funder = held(Funder.select().where(Funder.id == funder_id)).first()
    if funder is None:
        raise NotThere
    if funder.kind == DEBITED:
        raise Refused(BY_DEBIT)
    if funder.kind not in BILLED_BY_MONTH:
        raise Refused(NOT_BY_MONTH)
    held_back = bill_held_back.ids_of(funder_id, month)
    planned = bill_held_back.months_to_bill(funder_id, month, without=held_back)
    if held_back and not month_rows.unbilled(planned):
        raise Refused(ALL_HELD_BACK)
    return make_bill(funder, None, planned, by)


def open_bill_of(batch: Batch) -> Bill | None:
    """The bill of this batch that still asks for a month."""
    asked = CoverageMonth.released_at.is_null() & CoverageMonth.paid_on.is_null()
    return (
        Bill.select()
        .join(CoverageMonth, JOIN.INNER)
        .where(Bill.batch == batch, Bill.cancelled_at.is_null(), asked)
        .order_by(Bill.id.desc())
        .first()
    )


def bill_to_pay(batch: Batch) -> Bill | None:
    """The one that asks for money; the latest where none does, for money that comes late."""
    standing = (Bill.batch == batch) & Bill.cancelled_at.is_null()
    return open_bill_of(batch) or Bill.select().where(standing).order_by(Bill.id.desc()).first()


def bill_to_show(batch: Batch) -> Bill | None:
    """The one that asks for money; else the latest that money was sent for (a replacement's is paid by credit); else
    the latest."""
    sent = Payment.select(Payment.bill).where(
        Payment.state.in_(("told", "confirmed")), Payment.bill.is_null(False)
    )
    standing = (Bill.batch == batch) & Bill.cancelled_at.is_null() & Bill.id.in_(sent)
    own = Bill.select().where(standing).order_by(Bill.id.desc())
    return open_bill_of(batch) or own.first() or bill_to_pay(batch)


def cancel(*, no: str, why: str, by: Actor) -> None:
    """Ask for nothing any more: its months are planned again, held no longer than they were promised for at first.

    Raises NotThere, NotAllowed, Refused when something of it is paid or a payment waits. Done already: nothing more."""
    access.require(by.role in MAY_BILL)
    seen = bill_seen_by(by, no)
    with writing():
        _hold_batch(seen.batch_id)
        bill = hold_bill(seen.id)
        if not bill.cancelled_at:
            _refuse_with_money(bill)
            bill_undoing.unbill(bill)
            _note_cancelled(bill, why, by)


def _hold_batch(batch_id: int | None) -> None:
    if batch_id:
        held(Batch.select(Batch.id).where(Batch.id == batch_id)).get()


def _refuse_with_money(bill: Bill) -> None:
    waiting = Payment.select().where(Payment.bill == bill, Payment.state == "told").first()
    if waiting:
        raise Refused(PAYMENT_WAITS, no=waiting.no)
    if (
        CoverageMonth.select()
        .where(CoverageMonth.bill == bill, CoverageMonth.paid_on.is_null(False))
        .exists()
    ):
        raise Refused(PAID_IN_PART)


def _note_cancelled(bill: Bill, why: str, by: Actor) -> None:
    Bill.update(cancelled_at=utc_now(), cancelled_by=by.user_id, cancelled_why=why, hold_until=None).where(
        Bill.id == bill.id
    ).execute()
    audit.record("tagihan.dibatalkan", by=by, kind="tagihan", subject=bill.no, alasan=why)
