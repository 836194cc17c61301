"""Batches side by side: those one may see, those one may enrol into."""

from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.kept import KeptQuery
from db.models import Batch, BatchRow, Company, Upload
from kiosk.domain.clock import today
from kiosk.services import access, ledger, post_openings
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page

PAGE = 50


@dataclass(frozen=True)
class OfferedBatch:
    """A batch one may enrol into, as the form offers it; `places_left` is None where there is no limit, as for the
    company itself (post_openings), and 0 for one that stands there without a place for anybody more."""

    no: str
    name: str
    company: str
    first_month: date
    months: int
    places_left: int | None

    @property
    def is_full(self) -> bool:
        return self.places_left == 0


def page_of(*, by: Actor, page: int = 1) -> tuple[list[Batch], bool]:
    """One page of batches in this person's scope with `ready_count` and `wrong_count`, newest first: the open ones, and
    of the withdrawn those in which somebody holds paid months. `asks_columns`: a sheet waits for somebody to say what
    its columns hold."""
    waiting = Upload.select().where(Upload.batch == Batch.id, Upload.state == "columns")
    # Counted for the batches of this page only, however many rows the others have.
    counts = (
        _counted("ready").alias("ready_count"),
        _counted("wrong").alias("wrong_count"),
        fn.EXISTS(waiting).alias("asks_columns"),
    )
    query = (
        access.batches_in_scope(by)
        .select(Batch, Company, *counts)
        .join(Company)
        .where((Batch.state == "open") | fn.EXISTS(_people_in()))
        .order_by(Batch.id.desc())
    )
    return one_page(query, page=page, size=PAGE)


def _counted(state: str):
    """How many rows of a batch are in this state."""
    row = BatchRow.alias()
    return row.select(fn.COUNT(row.id)).where(row.batch == Batch.id, row.state == state)


def _people_in():
    """Who stands in a batch."""
    row = BatchRow.alias()
    return row.select(row.id).where(row.batch == Batch.id, row.state == "ready")


def open_batches_at(by: Actor) -> tuple[OfferedBatch, ...]:
    """The batches one may enrol into today: the company's own, or those open at the post of today. Not those which
    batch_singles would refuse because their time is over; whose places are taken are marked."""
    month = ledger.first_open_month()
    if by.role == "mitra":
        rows = _open_of_company.rows(owner=by.company_id, month=month)
    elif by.role == "petugas":
        rows = _open_at_post.rows(owner=by.post_id, month=month, day=today())
    else:
        rows = []
    return tuple(
        OfferedBatch(no, name, company, _as_date(month), months, _left(by, places, taken))
        for no, name, company, month, months, places, taken in rows
    )


def open_batch_named(no: str | None, by: Actor) -> OfferedBatch | None:
    """The one of them with this number."""
    return next((batch for batch in open_batches_at(by) if batch.no == no), None) if no else None


def _left(by: Actor, places: int | None, taken: int) -> int | None:
    return None if places is None or not post_openings.binds(by) else max(places - taken, 0)


def _as_date(value: date | str) -> date:
    """A KeptQuery gives a day as its database does: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _open_by(owner, last_day=None) -> KeptQuery:
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
            .where(Batch.state == "open", ~Batch.single, Company.active, owner == slot("owner"))
            .where(*([Batch.open_until.is_null() | (last_day >= slot("day"))] if last_day else []))
            .where(Batch.first_month >= slot("month"))
            .order_by(Batch.id)
        )
    )


# The last day is the post's: a company goes on naming people itself.
_open_of_company, _open_at_post = _open_by(Batch.company), _open_by(Batch.open_at, Batch.open_until)
