"""Batches side by side: those one may see, those one may enrol into."""

from peewee import fn

from db.kept import KeptQuery
from db.models import Batch, BatchRow, Company
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page

PAGE = 50


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


def open_batches_at(by: Actor) -> tuple[tuple[str, str], ...]:
    """(number, words) of the batches one may enrol into: the company's own, or those open at the post of today."""
    if by.role == "mitra":
        rows = _open_of_company.rows(owner=by.company_id)
    elif by.role == "petugas":
        rows = _open_at_post.rows(owner=by.post_id)
    else:
        rows = []
    return tuple((no, f"{company}: {name}") for no, name, company in rows)


def _open_by(owner) -> KeptQuery:
    return KeptQuery(
        lambda slot: (
            Batch.select(Batch.no, Batch.name, Company.name)
            .join(Company)
            .where(Batch.state == "open", ~Batch.single, owner == slot("owner"))
            .order_by(Batch.id)
        )
    )


_open_of_company, _open_at_post = _open_by(Batch.company), _open_by(Batch.open_at)
