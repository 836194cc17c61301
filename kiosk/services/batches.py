"""A company's batch: open it, add one more sheet to it. What becomes of a sheet stands in batch_sheets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from db.models import Batch, Company
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_
from kiosk.files.sheet_fence import each_sheet_opened_once
from kiosk.services import access, audit, batch_sheets, ledger, post_openings, safe
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.companies import active_company
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.post_openings import Opening


@dataclass(frozen=True)
class NewBatch:
    """`sheet` is (file name, bytes) or None; company_id is None for a mitra, who has one company. Where `opening` is
    not said, an officer opens it at the post of today."""

    name: str
    first_month: date
    months: int
    company_id: int | None = None
    sheet: tuple[str, bytes] | None = None
    opening: Opening | None = None


@each_sheet_opened_once()
def open_batch(*, wish: NewBatch, client_key: str, by: Actor) -> str:
    """Open a batch and take in its sheet, once per key; answers with the batch's number.

    Raises Refused when the month is past or no company is named, SheetRefused, KeyInUse, NotAllowed."""
    company = _company_of(wish, by)
    small = batch_sheets.require_readable(wish.sheet) if wish.sheet else False
    content = {
        "name": wish.name,
        "first_month": wish.first_month,
        "months": wish.months,
        "company": company.id,
        "opening": str(wish.opening or ""),
    }
    return _once_with_sheet(
        wish.sheet,
        small=small,
        purpose="batch",
        content=content,
        client_key=client_key,
        by=by,
        make=lambda stored: _create(wish, company, stored, small, by),
    )


@each_sheet_opened_once()
def add_sheet(*, no: str, sheet: tuple[str, bytes], client_key: str, by: Actor) -> None:
    """Take one more sheet, with the statement that its people agree, into an open batch. Raises NotThere, NotAllowed,
    Refused for a batch that was withdrawn, SheetRefused."""
    batch = batch_seen_by(by, no)
    access.require(by.role != "auditor")
    _require_open(batch)
    small = batch_sheets.require_readable(sheet)
    _once_with_sheet(
        sheet,
        small=small,
        purpose="batch.sheet",
        content={"batch": no},
        client_key=client_key,
        by=by,
        make=lambda stored: _add_sheet(batch, sheet[0], stored, small, by),
    )


def _once_with_sheet(
    sheet, *, small: bool, purpose: str, content: dict, client_key: str, by: Actor, make: Callable
) -> str:
    """Seal the sheet and make what belongs to it, a small one is read too; answers with the batch's number.

    The file of a form that was refused, or sent before, does not stay behind without an owner."""
    stored = safe.keep_file(sheet[1], batch_sheets.SHEET) if sheet else None
    content = content | {"sheet": stored.sha256 if stored else ""}
    first_time = False
    try:
        no, first_time = once(
            key=client_key, purpose=purpose, content=content, by=by, make=lambda: make(stored)
        )
    finally:
        if stored and not first_time:
            safe.remove_file(stored.path)
    if stored and first_time and small:
        batch_sheets.read_waiting(no, by)
    return no


def _company_of(wish: NewBatch, by: Actor) -> Company:
    if by.role == "mitra":
        return active_company(by)
    company = Company.get_or_none(Company.id == wish.company_id, Company.active)
    if company is None:
        raise Refused(N_("Pilih perusahaan yang membuka batch ini."))
    return company


def _create(wish: NewBatch, company: Company, stored, small: bool, by: Actor) -> str:
    if wish.first_month < ledger.first_open_month():
        raise Refused(N_("Bulan pertama sudah lewat batas pendaftaran. Pilih bulan berikutnya."))
    batch = Batch.create(
        no=fresh_number(f"B{today():%y}"),
        company=company,
        name=wish.name,
        first_month=wish.first_month,
        months=wish.months,
        consent_at=utc_now() if stored else None,
        created_by_id=by.user_id,
        **_opening(wish, by),
    )
    if stored:
        batch_sheets.note_upload(batch, wish.sheet[0], stored, by, small=small)
    audit.record("batch.dibuka", by=by, kind="batch", subject=batch.no, perusahaan=company.name)
    return batch.no


def _opening(wish: NewBatch, by: Actor) -> dict:
    if wish.opening:
        return post_openings.columns_of(wish.opening, by=by)
    return {"open_at": by.post_id if by.role == "petugas" else None}


def _add_sheet(batch: Batch, file_name: str, stored, small: bool, by: Actor) -> str:
    batch_sheets.note_upload(batch, file_name, stored, by, small=small)
    Batch.update(consent_at=utc_now()).where(Batch.id == batch.id).execute()
    audit.record("batch.lembar_ditambah", by=by, kind="batch", subject=batch.no)
    return batch.no


def takes_sheets(batch: Batch) -> bool:
    """Whether people may still come in: nobody is planned for months that are past, nor for a company that takes part
    no more."""
    return batch.state == "open" and batch.first_month >= ledger.first_open_month() and batch.company.active


def _require_open(batch: Batch) -> None:
    if not takes_sheets(batch):
        raise Refused(
            N_(
                "Batch ini tidak menerima orang lagi: sudah dibatalkan, bulan pertamanya sudah lewat, atau "
                "perusahaannya tidak aktif."
            )
        )


def batch_seen_by(by: Actor, no: str) -> Batch:
    """The batch of this number, with its company. Raises NotThere, NotAllowed."""
    batch = Batch.select(Batch, Company).join(Company).where(Batch.no == no).first()
    if batch is None:
        raise NotThere
    access.require(access.may_see_batch(by, batch))
    return batch
