"""Batches side by side: those one may see, those one may enrol into."""

from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.kept import KeptQuery
from db.models import Batch, BatchRow, Company
from kiosk.domain.clock import today
from kiosk.services import access, ledger
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page

PAGE = 50


@dataclass(frozen=True)
class OfferedBatch:
    """A batch one may enrol into, as the form offers it; `places_left` is None where there is no limit."""

    no: str
    name: str
    company: str
    first_month: date
    months: int
    places_left: int | None


def page_of(*, by: Actor, page: int = 1) -> tuple[list[Batch], bool]:
    """One page of open batches in this person's scope with `ready_count` and `wrong_count`, newest first."""
    ready = fn.COUNT(BatchRow.id).filter(BatchRow.state == "ready")
    wrong = fn.COUNT(BatchRow.id).filter(BatchRow.state == "wrong")
    query = (
        access.batches_in_scope(by)
        .select(Batch, Company, ready.alias("ready_count"), wrong.alias("wrong_count"))
        .join(Company)
        .switch(Batch)
        .left_outer_join(BatchRow)
        .where(Batch.state == "open")
        .group_by(Batch.id, Company.id)
        .order_by(Batch.id.desc())
    )
    return one_page(query, page=page, size=PAGE)


def open_batches_at(by: Actor) -> tuple[OfferedBatch, ...]:
    """The batches one may enrol into today: the company's own, or those open at the post of today. Not those which
    batch_singles would refuse because their time is over or their places are taken."""
    days = {"day": today(), "month": ledger.first_open_month()}
    if by.role == "mitra":
        rows = _open_of_company.rows(owner=by.company_id, **days)
    elif by.role == "petugas":
        rows = _open_at_post.rows(owner=by.post_id, **days)
    else:
        rows = []
    offered = (
        OfferedBatch(no, name, company, _as_date(month), months, None if places is None else places - taken)
        for no, name, company, month, months, places, taken in rows
    )
    return tuple(batch for batch in offered if batch.places_left is None or batch.places_left > 0)


def _as_date(value: date | str) -> date:
    """A KeptQuery gives a day as its database does: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _open_by(owner) -> KeptQuery:
    # Counted only where places are limited: the form asks this at every opening and every saving.
    ready = BatchRow.select(fn.COUNT(BatchRow.id)).where(
        BatchRow.batch == Batch.id, BatchRow.state == "ready"
    )
    taken = Case(None, [(Batch.places.is_null(False), ready)], 0)
    return KeptQuery(
        lambda slot: (
            Batch.select(
                Batch.no, Batch.name, Company.name, Batch.first_month, Batch.months, Batch.places, taken
            )
            .join(Company)
            .where(Batch.state == "open", ~Batch.single, owner == slot("owner"))
            .where(Batch.open_until.is_null() | (Batch.open_until >= slot("day")))
            .where(Batch.first_month >= slot("month"))
            .order_by(Batch.id)
        )
    )


_open_of_company, _open_at_post = _open_by(Batch.company), _open_by(Batch.open_at)
