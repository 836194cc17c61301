"""A donor is told what became of a mandate: checked, refused, revoked. Once for each, without reason and without names:
those are read after signing in. The workers' posts hear of months that were let go as of any others."""

from datetime import date, datetime

from db.models import CoverageMonth, Mandate, User
from kiosk.domain.clock import local
from kiosk.domain.words import long_date
from kiosk.services import donor_deaths, revocation_notices
from kiosk.services.mandate_lost_months import is_at_the_bank
from kiosk.services.message_texts import AUTOMATIC
from kiosk.services.messages import link, write_letter

KIND, TO_DONOR = "mandate", "donor"
AT_THE_BANK = (
    " Berkas debet yang memuatnya sudah di bank: bank diminta tidak mendebetnya. Bila tetap didebet, uangnya "
    "dikembalikan ke rekening Anda."
)


def verified(mandate: Mandate) -> None:
    """In the transaction in which it happened; so the others."""
    _tell(
        mandate, "verified", f"Payung: surat kuasa {mandate.no} sudah diperiksa",
        f"Surat kuasa {mandate.no} sudah diperiksa OPD Anda dan berlaku. Debit pertama paling awal pada "
        f"{long_date(mandate.first_month)}. Salinan buku rekening dan KTP sudah dihapus.",
    )  # fmt: skip


def refused(mandate: Mandate, *, kept_until: datetime | None) -> None:
    """`kept_until` (UTC): so long its people stay reserved; None where nobody is."""
    people = "Pekerjanya menunggu penanggung lagi; Anda dapat memilih pekerja dan membuat surat kuasa baru kapan saja."
    if kept_until:
        until = local(kept_until)
        people = (
            f"Pekerjanya tetap dipesan untuk Anda sampai {long_date(until)} pukul {until:%H.%M}. Buat surat kuasa baru "
            "untuk mereka sebelum waktu itu habis."
        )
    _tell(
        mandate, "refused", f"Payung: surat kuasa {mandate.no} belum dapat diterima",
        f"OPD Anda belum dapat menerima surat kuasa {mandate.no}. Alasannya tertulis di halaman surat kuasa. Salinan "
        f"buku rekening dan KTP sudah dihapus. {people}",
    )  # fmt: skip


def copies_asked(mandate: Mandate) -> None:
    """Each time anew."""
    _tell(
        mandate, f"copies:{mandate.copies_asked_at:%Y%m%d%H%M%S}",
        f"Payung: salinan untuk surat kuasa {mandate.no} perlu dikirim lagi",
        f"OPD Anda belum dapat membaca salinan buku rekening atau KTP untuk surat kuasa {mandate.no}. Surat kuasanya "
        "tetap menunggu pemeriksaan, dan pekerjanya tetap dipesan untuk Anda. Salinan yang lama sudah dihapus: unggah "
        "lagi keduanya di halaman surat kuasa.",
    )  # fmt: skip


def revoked(mandate: Mandate, day: date) -> None:
    """`day` is the first without it; told anew where it comes earlier than was said."""
    asked = is_at_the_bank(mandate, day)
    _tell(
        mandate, f"revoked:{day}", f"Payung: surat kuasa {mandate.no} dicabut",
        f"Surat kuasa {mandate.no} dicabut. Mulai {long_date(day)} tidak ada lagi debit atas dasar surat kuasa ini. "
        f"Bulan yang sudah dibayar tetap berlaku bagi pekerjanya.{AT_THE_BANK if asked else ''}",
    )  # fmt: skip


def tell_workers(months: list[CoverageMonth]) -> None:
    """In the transaction that let these months go: each worker's post is told from when on nobody pays."""
    first: dict[int, date] = {}
    for row in months:
        first[row.worker_id] = min(row.month, first.get(row.worker_id, row.month))
    for worker_id, month in sorted(first.items()):
        revocation_notices.revoked(worker_id, month)


def _tell(mandate: Mandate, event: str, subject: str, text: str) -> None:
    user = User.get_by_id(mandate.donor.user_id)
    if not user.active or not user.email or donor_deaths.has_died(mandate.donor_id):
        return
    about = f"Lihat setelah masuk:\n{link(f'/asn/kuasa/{mandate.no}')}"
    write_letter(
        key=f"{KIND}:{mandate.no}:{event}", kind=KIND, to_kind=TO_DONOR, addresses=[user.email],
        subject=subject, text="\n\n".join((text, about, AUTOMATIC)),
    )  # fmt: skip
