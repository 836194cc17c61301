"""The receipt of one person's registration, as it is true today. Looking at it changes nothing."""

from db.models import CoverageMonth, Post, User, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.protection import Protected
from kiosk.domain.verdicts import verdict_on
from kiosk.domain.words import mask_nik
from kiosk.files.receipts import Receipt, ReceiptMonth
from kiosk.files.receipts import receipt_pdf as printed
from kiosk.services import cards, ledger, places, safe, settings, standing, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.worker_strip import funder_words, strip_of

NOBODY = "belum ada penanggung"
AWAITS_APPROVAL = "Menunggu persetujuan Disnaker: belum dapat ditanggung."


def receipt_pdf(*, reg_no: str, by: Actor) -> bytes:
    """Raises NotThere, NotAllowed, MovedTo, Refused for a person whose data are frozen, unless somebody has paid: what
    is paid stays theirs, and without a card they have nothing else to show."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    if is_withheld(worker, ledger.protection(ledger.live_months(worker.id))):
        raise Refused(standing.FROZEN)
    return printed(_receipt(worker))


def is_withheld(worker: Worker, protection: object) -> bool:
    """Whether no receipt is given today."""
    return bool(worker.frozen_at) and not isinstance(protection, Protected)


def _receipt(worker: Worker) -> Receipt:
    months = ledger.live_months(worker.id)
    protection = ledger.protection(months)
    strip = strip_of(months, enrolled_on=worker.enrolled_on)
    return Receipt(
        verdict=verdict_on(protection, today=today()),
        printed_on=today(),
        name=worker.name,
        reg_no=worker.reg_no,
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        post=_enrolled_through(worker),
        enrolled_on=worker.enrolled_on,
        funder=_funder(months),
        months=[ReceiptMonth(cell.month, cell.state) for cell in strip],
        url=_address(worker),
        remark=AWAITS_APPROVAL if standing.awaits_approval(worker) else "",
        call_centre=settings.setting("call_centre"),
        city=settings.setting("city_name"),
    )


def _enrolled_through(worker: Worker) -> str:
    if post := Post.get_or_none(Post.id == worker.enrolled_post_id):
        return post.name
    nominated = User.select().where(User.id == worker.enrolled_by_id, User.role == "donatur").exists()
    return "lewat ASN orang tua asuh" if nominated else "lewat perusahaan"


def _funder(months: list[CoverageMonth]) -> str:
    """Who pays from this month on, each once, in the order of the months."""
    coming = [row for row in months if row.month >= first_of_month(today())]
    return ", ".join(dict.fromkeys(funder_words(row.funder) for row in coming)) or NOBODY


def _address(worker: Worker) -> str | None:
    card = cards.live_card(worker.id)
    return cards.address_of(card) if card else None
