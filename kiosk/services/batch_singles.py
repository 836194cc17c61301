"""People enrolled one by one into a batch: one that is open here, or the company's own of the month."""

from datetime import date

from db.connection import held
from db.models import Batch, BatchRow, Company, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import N_, month_name
from kiosk.services import access, batch_places, ledger
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_rows import plan
from kiosk.services.companies import active_company
from kiosk.services.numbers import fresh_number
from kiosk.services.post_openings import places_left_for


def add_single(*, worker: Worker, batch_no: str | None, by: Actor) -> None:
    """Put one freshly enrolled worker into a batch: the named one, or the company's own batch for single people."""
    give_place(open_batch(batch_no, by) if batch_no else _batch_for_singles(by), worker)


def give_place(batch: Batch, worker: Worker, *, picked: bool = False) -> None:
    """For all its months, in the caller's transaction, which holds the batch. Raises MonthsTaken, Refused."""
    plan(batch, [worker])
    number = batch_places.next_number(batch)
    BatchRow.create(batch=batch, number=number, worker=worker, state=batch_places.READY, picked=picked)


def open_batch(no: str, by: Actor) -> Batch:
    """Held: whoever else takes a place comes before or after. Raises NotThere, NotAllowed, Refused where it takes
    nobody more of this person."""
    batch = held(Batch.select().where(Batch.no == no)).first()
    if batch is None:
        raise NotThere
    access.require(access.may_see_batch(by, batch))
    if batch.state != "open" or not batch.company.active or _is_over_at_post(batch, by):
        raise Refused(N_("Batch %(no)s sudah ditutup. Pilih batch lain atau daftarkan tanpa batch."), no=no)
    if batch.first_month < ledger.first_open_month():
        raise Refused(
            N_("Batas pendaftaran untuk bulan pertama batch %(no)s sudah lewat. Pilih batch lain."), no=no
        )
    if places_left_for(by, batch) == 0:
        raise Refused(
            N_("Tempat pada batch %(no)s sudah habis. Daftarkan tanpa batch, atau pilih batch lain."), no=no
        )
    return batch


def _is_over_at_post(batch: Batch, by: Actor) -> bool:
    """The last day is the post's: the company goes on naming people itself."""
    return by.role != "mitra" and batch.open_until is not None and batch.open_until < today()


def _batch_for_singles(by: Actor) -> Batch:
    """One batch per company and month holds what the company enrols one by one."""
    held(Company.select().where(Company.id == by.company_id)).get()
    active_company(by)
    month = ledger.first_open_month()
    same = (
        (Batch.company == by.company_id)
        & Batch.single
        & (Batch.first_month == month)
        & (Batch.state == "open")
    )
    return held(Batch.select().where(same).order_by(Batch.id)).first() or _new_batch_for_singles(month, by)


def _new_batch_for_singles(month: date, by: Actor) -> Batch:
    return Batch.create(
        no=fresh_number(f"B{today():%y}"),
        company=by.company_id,
        name=f"Pendaftaran satuan {month_name(month)}",
        first_month=month,
        months=1,
        single=True,
        created_by_id=by.user_id,
    )
