"""A sum that can hardly be meant is asked about once, before it is noted."""

from db.models import Bill
from kiosk.domain.words import N_, rupiah
from kiosk.services.acting import Refused
from kiosk.services.bill_month_pages import next_amount
from kiosk.services.bill_months import sums_of
from kiosk.services.payment_previews import credit_for

PAYS_NOTHING = N_(
    "%(amount)s tidak membayar satu bulan pun dari tagihan ini; seluruhnya menjadi kredit. Bila memang sebanyak itu "
    "yang dikirim, beri tanda di sini; bila tidak, perbaiki jumlahnya."
)
FAR_OVER = N_(
    "%(amount)s lebih dari dua kali yang masih harus dibayar; sisanya menjadi kredit. Bila memang sebanyak itu yang "
    "dikirim, beri tanda di sini; bila tidak, perbaiki jumlahnya."
)


class DoubtfulAmount(Refused):
    """Nothing is noted yet: whoever entered the sum says that it is right, or mends it."""


def require_meant(bill: Bill, amount: int) -> None:
    """Raises DoubtfulAmount where `amount` rupiah pay no month of the bill, or are more than twice what is open."""
    following = next_amount(bill)
    if not following or amount + credit_for(bill) < following:
        raise DoubtfulAmount(PAYS_NOTHING, amount=rupiah(amount))
    sums = sums_of([bill.id])[bill.id]
    if amount > 2 * (sums.open_amount + sums.lost_amount):
        raise DoubtfulAmount(FAR_OVER, amount=rupiah(amount))
