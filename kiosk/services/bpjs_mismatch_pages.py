"""The work list of what BPJS and the ledger say differently: filtered, counted, each line with both sides and what to
do next. The statements do not grow with the lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from db.models import Answer, CoverageMonth, Funder, Mismatch, User, Worker
from kiosk.domain.bpjs_mismatches import KINDS, LedgerSays
from kiosk.services import access, bpjs_mismatches, places
from kiosk.services.acting import Actor
from kiosk.services.bpjs_mismatch_facts import Facts, facts_of
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


@dataclass(frozen=True)
class MismatchLine:
    """`listed_on` is the day of the list `answer_no`, from which on BPJS says so; `says` what the ledger says today,
    `step` one of domain/bpjs_mismatches.STEPS with the numbers its sentence names. `settled_by` is a name, empty where
    the list `how` settled it by itself."""

    number: int
    kind: str
    name: str
    reg_no: str
    area: str
    funder: Funder | None
    listed_on: date
    answer_no: str
    raised_at: datetime
    says: LedgerSays
    step: str
    bill: str
    submission: str
    settled_at: datetime | None
    settled_by: str
    how: str


def page_of(*, by: Actor, sought: Sought, page: int = 1) -> tuple[list[MismatchLine], bool]:
    """One page, the oldest first (of those settled the latest), and whether more follow. Raises NotAllowed."""
    order = Mismatch.settled_at.desc() if sought.state == SETTLED else Mismatch.id
    rows, follows = one_page(_sought(by, sought).order_by(order, Mismatch.id), page=page, size=PAGE)
    return _lines(rows), follows


def all_of(*, by: Actor, sought: Sought, most: int) -> Iterator[tuple[MismatchLine, Worker]]:
    """The first `most` with their people, some hundred at a time."""
    ids = [
        row_id
        for (row_id,) in _sought(by, sought).select(Mismatch.id).order_by(Mismatch.id).limit(most).tuples()
    ]
    for chunk in in_chunks(ids, AT_ONCE):
        rows = list(_with_people().where(Mismatch.id.in_(chunk)).order_by(Mismatch.id))
        yield from zip(_lines(rows), [row.worker for row in rows], strict=True)


def one(*, by: Actor, number: int) -> MismatchLine:
    """Raises NotAllowed, NotThere."""
    return _lines([bpjs_mismatches.seen_by(by, number)])[0]


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
    return Mismatch.select(Mismatch, Worker, Answer).join(Worker).switch(Mismatch).join(Answer)


def _lines(rows: list[Mismatch]) -> list[MismatchLine]:
    facts = facts_of({row.worker_id: row.answer.as_of for row in rows}) if rows else {}
    names = _names_of({row.settled_by_id for row in rows} - {None})
    return [_line(row, facts[row.worker_id], names) for row in rows]


def _names_of(user_ids: set[int]) -> dict[int, str]:
    rows = User.select(User.id, User.name).where(User.id.in_(sorted(user_ids)))
    return dict(rows.tuples())


def _line(row: Mismatch, facts: Facts, names: dict[int, str]) -> MismatchLine:
    worker = row.worker
    return MismatchLine(
        number=row.id,
        kind=row.kind,
        name=worker.name,
        reg_no=worker.reg_no,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        funder=facts.funder,
        listed_on=row.answer.as_of,
        answer_no=row.answer.no,
        raised_at=row.raised_at,
        says=facts.says,
        step=facts.step_for(row.kind),
        bill=facts.papers.bill,
        submission=facts.papers.submission,
        settled_at=row.settled_at,
        settled_by=names.get(row.settled_by_id, ""),
        how=row.how,
    )
