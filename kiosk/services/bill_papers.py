"""A bill as a paper: what its page says, for who keeps it in a file or takes it to a bank."""

from datetime import date, datetime

from db.models import BillLine, Company
from kiosk.domain.clock import local, today
from kiosk.domain.release_reasons import for_companies, release_words
from kiosk.domain.words import N_, months_in_words, number
from kiosk.files.bill_papers import BilledStretch, BillPaper, LetGoMonths, PaidBy, bill_paper_pdf
from kiosk.services import bill_pages, bills, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.bill_bases import bases_of
from kiosk.services.bill_lookup import bill_seen_by
from kiosk.services.bill_pages import BillFile
from kiosk.services.companies import shown_npwp
from kiosk.services.prices import stretches

DEBITS = "{} debet rekening ASN"


class NoBillYet(Refused):
    """Nobody has asked for anything in this batch, or what was asked for is cancelled."""

    def __init__(self):
        super().__init__(
            N_(
                "Batch ini belum punya tagihan yang berlaku. Buat tagihannya di halaman batch, lalu unduh lagi di sini."
            )
        )


def bill_pdf(*, no: str, by: Actor) -> bytes:
    """Raises NotThere, NotAllowed."""
    return bill_paper_pdf(_paper(bill_pages.file_of(no=no, by=by), by))


def batch_bill(*, no: str, by: Actor) -> str:
    """The number of the batch's bill that asks for money; where none does, of the latest that money was sent for.
    Raises NotThere, NotAllowed, NoBillYet."""
    bill = bills.bill_to_show(batch_seen_by(by, no))
    if bill is None:
        raise NoBillYet
    return bill_seen_by(by, bill.no).no


def _paper(file: BillFile, by: Actor) -> BillPaper:
    bill, code = file.bill, file.code.code
    company = Company.get_or_none(Company.funder == bill.funder_id)
    lines, bases = _lines(file)
    return BillPaper(
        no=bill.no,
        issued_on=bill.issued_on,
        state=file.state,
        payer=bill.funder.name,
        npwp=shown_npwp(company, by) if company else "",
        address=company.address if company else "",
        batch=f"{bill.batch.name} ({bill.batch.no})" if bill.batch_id else "",
        lines=lines,
        bases=bases,
        amount=bill.amount,
        paid=file.sums.paid_amount,
        credit=_credit(file),
        let_go=_let_go(file, by),
        left=file.sums.open_amount,
        waiting=sum(payment.amount for payment in file.waiting),
        payments=_payments(file),
        credit_left=file.account.credit,
        receipt_no=bill.receipt_no,
        receipt_on=bill.receipt_on,
        hold_until=_local(file.held_until),
        time_is_over=bool(bill.hold_until) and file.held_until is None,
        due_month=file.first_due.month if file.first_due else None,
        others_until=_local(file.first_due.others_until) if file.first_due else None,
        pay_by=file.code.pay_by,
        code=code.code if code else "",
        code_until=code.expires_on if code else None,
        code_is_over=bool(code and code.is_over),
        code_amount=code.amount if code else None,
        code_differs=file.code.differs,
        payee=settings.setting("bill_payee"),
        cancelled_on=local(bill.cancelled_at).date() if bill.cancelled_at else None,
        cancelled_why=bill.cancelled_why,
        owner=settings.setting("programme_owner"),
        city=settings.setting("city_name"),
        printed_on=today(),
    )


def _payments(file: BillFile) -> list[PaidBy]:
    """Debits stand together: a month has thousands of them."""
    paid = [PaidBy(one.received_on, one.reference, one.amount) for one in file.account.payments]
    if file.debits:
        paid.append(PaidBy(file.debits.last, DEBITS.format(number(file.debits.payments)), file.debits.amount))
    return paid


def _local(at: datetime | None) -> datetime | None:
    return local(at) if at else None


def _credit(file: BillFile) -> int:
    """What payments for other bills had over and this one took."""
    return sum(file.paying.get(one.id, 0) for one in file.payments if one.bill_id != file.bill.id)


def _let_go(file: BillFile, by: Actor) -> list[LetGoMonths]:
    words = for_companies if by.role == "mitra" else release_words
    return [LetGoMonths(words(one.why), one.people, one.months, one.amount) for one in file.account.let_go]


def _lines(file: BillFile) -> tuple[list[BilledStretch], list[str]]:
    """Months in a row that cost the same stand in one line; beside them every basis once, in the order of the lines."""
    bases, by_month = bases_of(file.bill, file.lines), _by_month(file.lines)
    shown, known = [], {}
    for line in stretches(sorted(by_month.items())):
        months = [month for month in by_month if line.first <= month <= line.last]
        theirs = dict.fromkeys(basis for month in months for basis in bases[month, line.rate])
        notes = [known.setdefault(basis, len(known) + 1) for basis in theirs]
        shown.append(BilledStretch(months_in_words(months), line.months, line.people, line.rate, notes))
    return shown, list(known)


def _by_month(lines: list[BillLine]) -> dict[date, dict[int, int]]:
    """Month → rate → people."""
    found: dict[date, dict[int, int]] = {}
    for line in lines:
        found.setdefault(line.month, {})[line.rate] = line.people
    return found
