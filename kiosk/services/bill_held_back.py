"""Whom a bill of the city's money leaves out: BPJS gives its payment code for people it has registered (DESIGN 2), and
these it cannot be asked for. Once it is mended what they lack, the next bill of the month asks for them."""

from dataclasses import dataclass
from datetime import date

from peewee import Value, fn

from db.models import Commitment, CoverageMonth, Funder, Worker
from kiosk.services import bpjs_blocks, month_rows
from kiosk.services.bpjs_asked_before import is_member
from kiosk.services.bpjs_blocks import Block
from kiosk.services.portions import one_page

PAGE = 50


@dataclass(frozen=True)
class HeldBackPerson:
    worker: Worker
    block: Block


def people_of(funder_id: int, month: date):
    """The query of the workers, in the order of their names: planned for `month` and not billed, whose data or standing
    keep them from being asked for. Who is BPJS's member by this money goes on without being asked for again."""
    planned = CoverageMonth.select(CoverageMonth.worker).join(Commitment)
    planned = planned.where(month_rows.planned_by(funder_id, month), CoverageMonth.released_at.is_null())
    goes_on = is_member(Worker.id, Value(funder_id), Value(month))
    query = Worker.select().where(Worker.id.in_(planned), bpjs_blocks.is_lacking(), ~goes_on)
    return query.order_by(Worker.name, Worker.id)


def ids_of(funder_id: int, month: date) -> list[int]:
    """In their own order."""
    rows = people_of(funder_id, month).select(Worker.id).order_by(Worker.id)
    return [worker_id for (worker_id,) in rows.tuples()]


def with_somebody_able(pairs: list[tuple[int, date]]) -> set[tuple[int, date]]:
    """Of these pairs of fund and month those that hold somebody whom a bill would ask for. One question, whose every
    part stops at the first such person."""
    if not pairs:
        return set()
    able = Funder.select(*(fn.EXISTS(_able(*pair)) for pair in pairs)).where(Funder.id == pairs[0][0])
    [answers] = able.tuples()
    return {pair for pair, is_able in zip(pairs, answers, strict=True) if is_able}


def _able(funder_id: int, month: date):
    goes_on = is_member(Worker.id, Value(funder_id), Value(month))
    planned = CoverageMonth.select(Value(1)).join(Commitment).switch(CoverageMonth).join(Worker)
    planned = planned.where(month_rows.planned_by(funder_id, month), CoverageMonth.released_at.is_null())
    return planned.where(~bpjs_blocks.is_lacking() | goes_on)


def months_to_bill(funder_id: int, month: date, *, without: list[int]):
    """The condition of the bill: all that is planned, `without` those people."""
    planned = month_rows.planned_by(funder_id, month)
    return planned & CoverageMonth.worker.not_in(without) if without else planned


def page_of(funder_id: int, month: date, *, page: int = 1) -> tuple[list[HeldBackPerson], bool]:
    """One page of them with what keeps each from it, and whether more follow; for who sees everybody."""
    rows, follows = one_page(people_of(funder_id, month), page=page, size=PAGE)
    blocks = bpjs_blocks.blocks_of(rows) if rows else {}
    return [HeldBackPerson(row, blocks[row.id]) for row in rows], follows
