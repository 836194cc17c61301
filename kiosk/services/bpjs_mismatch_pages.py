"""The work list of what BPJS and the ledger say differently: filtered, counted, each line with both sides and what to
do next. The statements do not grow with the lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from db.models import Answer, AnswerRow, CoverageMonth, Mismatch, Worker
from kiosk.domain.bpjs_mismatches import KINDS
from kiosk.services import access, bpjs_mismatches
from kiosk.services.acting import Actor
from kiosk.services.bpjs_mismatch_lines import MismatchLine, lines_of
from kiosk.services.home_areas import lives_in
from kiosk.services.portions import in_chunks, one_page

PAGE = 30
AT_ONCE = 300
OPEN, SETTLED = "", "selesai"


@dataclass(frozen=True)
class Sought:
    """`kind` is one of KINDS, `funder` the number of whoever funds a live month of the person, `kelurahan` a code;
    empty ones hold for any. `state`: OPEN or SETTLED."""

    state: str = OPEN
    kind: str = ""
    funder: str = ""
    kelurahan: str = ""


def page_of(*, by: Actor, sought: Sought, page: int = 1) -> tuple[list[MismatchLine], bool]:
    """One page, the oldest first (of those settled the latest), and whether more follow. Raises NotAllowed."""
    order = Mismatch.settled_at.desc() if sought.state == SETTLED else Mismatch.id
    rows, follows = one_page(_sought(by, sought).order_by(order, Mismatch.id), page=page, size=PAGE)
    return lines_of(rows), follows


def all_of(*, by: Actor, sought: Sought, most: int) -> Iterator[tuple[MismatchLine, Worker]]:
    """The first `most` with their people, some hundred at a time."""
    ids = [
        row_id
        for (row_id,) in _sought(by, sought).select(Mismatch.id).order_by(Mismatch.id).limit(most).tuples()
    ]
    for chunk in in_chunks(ids, AT_ONCE):
        rows = list(_with_people().where(Mismatch.id.in_(chunk)).order_by(Mismatch.id))
        yield from zip(lines_of(rows), [row.worker for row in rows], strict=True)


def one(*, by: Actor, number: int) -> MismatchLine:
    """Raises NotAllowed, NotThere."""
    return lines_of([bpjs_mismatches.seen_by(by, number)])[0]


def counts(*, by: Actor) -> dict[str, int]:
    """How many of each kind are open."""
    access.require(by.role in access.SEES_ALL)
    counted = Mismatch.select(Mismatch.kind, fn.COUNT(Mismatch.id)).where(Mismatch.settled_at.is_null())
    return dict.fromkeys(KINDS, 0) | dict(counted.group_by(Mismatch.kind).tuples())


def count_of(*, by: Actor, sought: Sought) -> int:
    return _sought(by, sought).count()


def _sought(by: Actor, sought: Sought):
    access.require(by.role in access.SEES_ALL)
    query = _with_people().where(
        Mismatch.settled_at.is_null(sought.state == OPEN), *lives_in(sought.kelurahan)
    )
    if sought.kind:
        query = query.where(Mismatch.kind == sought.kind)
    if sought.funder:
        query = query.where(fn.EXISTS(_month_by(int(sought.funder))))
    return query


def _month_by(funder_id: int):
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.worker == Mismatch.worker,
        CoverageMonth.funder == funder_id,
        CoverageMonth.released_at.is_null(),
    )


def _with_people():
    rows = Mismatch.select(Mismatch, Worker, Answer, AnswerRow).join(Worker).switch(Mismatch).join(Answer)
    return rows.switch(Mismatch).left_outer_join(AnswerRow, on=(Mismatch.row == AnswerRow.id))
