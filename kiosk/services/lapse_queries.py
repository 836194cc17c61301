"""The queries behind the lists of who is about to lapse, by the spans of their months (coverage_spans).

A wide list follows the index of the spans in its own order and asks of each person it meets; a narrow one (an
officer's own, a company's, a kelurahan) starts from its people and asks for their span. What is asked stands in
lapse_conditions."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from peewee import SQL, fn

from db.models import Commitment, CoverageSpan, Funder, Programme, ProgrammePlace, Worker
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.lapse_conditions import asked, is_listed, is_there, place
from kiosk.services.lapse_wishes import ENDED, Wish

FEW_COMMITMENTS = 5_000  # of a kind of funder with no more than these one starts from its people


class Listed(NamedTuple):
    """The query of (worker id, last month), the most pressing first; whether it looks at each person of a wide list,
    one after the other, for something that no index knows."""

    query: object
    looks_at_each: bool


def listed(by: Actor, wish: Wish) -> Listed:
    """Of a wide list the inner query's order stands, so that with a limit no more is read than is shown."""
    people = _few_people(by, wish)
    if people is not None:
        return Listed(_among(people, by, wish), False)
    spans = CoverageSpan.select().where(*is_listed(wish.which, CoverageSpan))
    spans = spans.order_by(*_order(wish, CoverageSpan)).alias("span")
    wide = pairs(spans).where(*asked(spans.c, by, wish))
    return Listed(wide, bool(wish.funder_kind or wish.contacted or wish.kecamatan))


def listed_among(worker_ids: list[int], by: Actor, wish: Wish):
    """The same of these people alone."""
    people, own = _ids(Worker.id.in_(worker_ids)), own_people(by, wish)
    return _among(people if own is None else people.where(Worker.id.in_(own)), by, wish)


def _among(people, by: Actor, wish: Wish):
    """`people` is a query of one column, id, without repeats. Their latest span is looked up for all of them; the rest
    is asked in the list's order, so that with a limit no more are asked than are shown."""
    people = people.alias("people")
    span = CoverageSpan.alias()
    # No earlier span can stand on the list: a later one has begun, and counts instead.
    last = span.select(fn.MAX(span.last)).where(span.worker == people.c.id, *is_listed(wish.which, span))
    ends = Worker.select(people.c.id.alias("worker_id"), last.alias("last")).from_(people)
    ends = ends.offset(0).alias("ends")  # a fence: else the subquery runs twice, to look at it and to show it
    in_order = pairs(ends).where(ends.c.last.is_null(False)).order_by(*_order(wish, ends.c))
    found = in_order.offset(0).alias("found")
    return pairs(found).where(*asked(found.c, by, wish))


def _few_people(by: Actor, wish: Wish):
    """Among whom to look, as _among has it; None where that would be too many."""
    if (own := own_people(by, wish)) is not None:
        return own
    if wish.programme:
        return _in_programme(wish.programme)
    if wish.kelurahan or wish.post:
        return _ids(*place(wish))
    return _few_funded(wish.funder_kind) if wish.funder_kind else None


def own_people(by: Actor, wish: Wish):
    """Whom this person looks after; None for those who look after everybody, or look for others."""
    if by.role in access.SEES_ALL or by.role == "donatur" or wish.others:
        return None
    parts = [part.select(Worker.id.alias("id")).distinct() for part in access.scope_in_parts(by)]
    return reduce(or_, parts)


def is_own(worker_id, by: Actor):
    """The condition that this person looks after them, asked of one worker after the other."""
    parts = (part.select(SQL("1")).where(Worker.id == worker_id) for part in access.scope_in_parts(by))
    return reduce(or_, map(is_there, parts))


def _in_programme(no: str):
    """Whoever holds a place in it; its quota says how many those may be."""
    places = ProgrammePlace.select(ProgrammePlace.worker.alias("id")).join(Programme)
    return places.where(Programme.no == no)


def _few_funded(kind: str):
    """Whoever this kind of funder ever committed to, where those are few."""
    funders = [row.id for row in Funder.select(Funder.id).where(Funder.kind == kind)]
    theirs = Commitment.select(Commitment.worker.alias("id")).where(Commitment.funder.in_(funders)).distinct()
    return theirs if theirs.limit(FEW_COMMITMENTS + 1).count() <= FEW_COMMITMENTS else None


def _ids(*conditions):
    return Worker.select(Worker.id.alias("id")).where(*conditions).distinct()


def pairs(found):
    return CoverageSpan.select(found.c.worker_id, found.c.last).from_(found)


def _order(wish: Wish, columns) -> tuple:
    if wish.which == ENDED:
        return columns.last.desc(), columns.worker_id.desc()
    return columns.last, columns.worker_id
