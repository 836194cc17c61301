"""What a company is told about BPJS's code for its bill, in Indonesian: the code itself is read on the page."""

from kiosk.domain.pay_by import CODE, PayBy
from kiosk.domain.words import long_date
from kiosk.services.message_texts import AUTOMATIC


def code_subject(*, bill_no: str) -> str:
    return f"Payung: kode iuran tagihan {bill_no} sudah ada"


def code_text(*, bill_no: str, pay_by: PayBy | None, link: str) -> str:
    """`pay_by` is the last day to pay, None where there is none."""
    paragraphs = (
        f"Kode iuran BPJS Ketenagakerjaan untuk tagihan {bill_no} sudah ada.{_last_day(pay_by)} Sesudah membayar, "
        "catat pembayarannya di halaman tagihan itu.",
        f"Lihat kodenya setelah masuk:\n{link}",
        AUTOMATIC,
    )
    return "\n\n".join(paragraphs)


def _last_day(pay_by: PayBy | None) -> str:
    if pay_by is None:
        return ""
    after = (
        "kode ini tidak dapat dibayar lagi"
        if pay_by.why == CODE
        else "bulan pekerjanya dilepas, dan penanggung lain boleh mengambilnya"
    )
    return f" Bayar paling lambat {long_date(pay_by.day)}: sesudah hari itu {after}."
