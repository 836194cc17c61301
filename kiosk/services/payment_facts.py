"""What is told of a transfer: its reference, cleaned and entered once; a day that can be."""

from datetime import date

from db.models import Bill, Payment
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_
from kiosk.services.acting import Actor, Refused
from kiosk.services.numbers import fresh_number

TOLD = "told"
OLDEST_YEARS = 2

IN_FUTURE = N_("Tanggal pembayaran belum tiba. Tulis tanggal uang itu benar-benar dikirim.")
TOO_OLD = N_("Tanggal pembayaran lebih dari dua tahun yang lalu. Periksa tahunnya.")


class ReferenceTaken(Refused):
    """The same transfer was entered before, as payment `no`."""

    def __init__(self, reference: str, no: str):
        super().__init__(
            N_(
                "Referensi %(reference)s sudah tercatat sebagai pembayaran %(no)s. Satu transfer dicatat satu kali."
            ),
            reference=reference,
            no=no,
        )
        self.no = no


class WrongDay(Refused):
    """The day of the payment cannot be."""


def clean_reference(text: str) -> str:
    """As banks print it, however it was typed: capitals, single blanks."""
    return " ".join(text.split()).upper()


def reference_key(reference: str) -> str:
    """What tells two transfers apart however signs and blanks were typed: letters and digits alone."""
    return "".join(sign for sign in reference.upper() if sign.isalnum())


def require_possible_day(day: date) -> None:
    if day > today():
        raise WrongDay(IN_FUTURE)
    if day < today().replace(day=1, year=today().year - OLDEST_YEARS):
        raise WrongDay(TOO_OLD)


def add_payment(bill: Bill, facts: dict, by: Actor) -> Payment:
    """The funder is held, so that its transfers are told apart one after the other; the index on funder and reference
    decides at last. Whoever comes second is told the number of the first."""
    require_new_reference(bill.funder_id, facts["reference"])
    values = facts | {"funder": bill.funder_id, "bill": bill, "told_by": by.user_id, "told_at": utc_now()}
    query = Payment.insert(no=fresh_number(f"P{today():%y}"), state=TOLD, **values)
    made = list(query.on_conflict(action="nothing").returning(Payment).execute())
    if not made:
        same = (Payment.funder == bill.funder_id) & (Payment.reference == facts["reference"])
        raise ReferenceTaken(facts["reference"], Payment.get(same, _stands()).no)
    return made[0]


def require_new_reference(funder_id: int, reference: str) -> None:
    """Raises ReferenceTaken. Signs and blanks do not make another transfer of it."""
    key = reference_key(reference)
    standing = Payment.select(Payment.no, Payment.reference).where(Payment.funder == funder_id, _stands())
    for no, other in standing.tuples() if key else ():
        if reference_key(other) == key:
            raise ReferenceTaken(reference, no)


def _stands():
    return (Payment.state != "refused") & (Payment.state != "reversed") & Payment.reverses.is_null()
