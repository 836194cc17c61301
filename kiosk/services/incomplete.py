"""The work list of people whose record lacks something, or about whom something is to be settled."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, BatchRow, Company, Worker, WorkerFlag
from kiosk.domain.clock import local
from kiosk.services import access, places
from kiosk.services.acting import Actor
from kiosk.services.incomplete_counts import Counts, groups, in_scope
from kiosk.services.missing import REJECTED, TWIN, Kind, kinds_for
from kiosk.services.portions import one_page

PAGE = 30
MOST_BATCHES = 20


@dataclass(frozen=True)
class IncompletePerson:
    """A line of the list: everything this person lacks, and since when. `twin` is the registration number of whom the
    person may be a second time, `rejected` what BPJS wrote when it did not take them."""

    name: str
    reg_no: str
    area: str
    missing: tuple[Kind, ...]
    since: date
    twin: str = ""
    rejected: str = ""


def page_of(
    *, by: Actor, counted: Counts, kind: Kind | None = None, kelurahan: str = "", page: int = 1
) -> tuple[list[IncompletePerson], bool]:
    """One page of the people in scope who lack `kind`, or anything: first what is to be settled, then what BPJS asks
    for, then the rest, each from the oldest enrolment on; and whether more follow. `counted` as counts gives it."""
    query = in_scope(by, kelurahan).select(Worker.id)
    if kind:
        rows, follows = one_page(query.where(kind.condition()).order_by(Worker.id), page=page, size=PAGE)
    else:
        rows = _one_after_the_other(query, groups(by), counted.parts, (page - 1) * PAGE)
        follows = counted.total > page * PAGE
    return _lines([row.id for row in rows], kinds_for(by), kind), follows


def wrong_rows(*, by: Actor) -> list[Batch]:
    """Open batches in scope that have wrong rows, with `wrong_count`; the oldest first, MOST_BATCHES of them."""
    query = access.batches_in_scope(by).where(Batch.state == "open", BatchRow.state == "wrong")
    columns = (Batch, Company, fn.COUNT(BatchRow.id).alias("wrong_count"))
    query = query.select(*columns).join(Company).switch(Batch).join(BatchRow).group_by(Batch.id, Company.id)
    return list(query.order_by(Batch.id).limit(MOST_BATCHES))


def _one_after_the_other(query, groups: list, sizes: tuple[int, ...], skip: int) -> list[Worker]:
    """PAGE people after the first `skip`: of one group, then of the next without those of the groups before. A group is
    asked only for what it has, so that the search ends with its last one."""
    rows: list[Worker] = []
    for group, size in zip(groups, sizes, strict=True):
        wanted = min(PAGE - len(rows), size - skip)
        if wanted > 0:
            rows.extend(query.where(group).order_by(Worker.id).offset(skip).limit(wanted))
        skip = max(skip - size, 0)
        query = query.where(~group)
    return rows


def _lines(worker_ids: list[int], kinds: tuple[Kind, ...], chosen: Kind | None) -> list[IncompletePerson]:
    lacks = [kind.condition().alias(_column(kind)) for kind in kinds]
    people = {row.id: row for row in Worker.select(Worker, *lacks).where(Worker.id.in_(worker_ids))}
    flags: dict[int, dict[str, WorkerFlag]] = {worker_id: {} for worker_id in worker_ids}
    for flag in _open_flags(worker_ids):
        flags[flag.worker_id][flag.kind] = flag
    return [_line(people[worker_id], kinds, flags[worker_id], chosen) for worker_id in worker_ids]


def _open_flags(worker_ids: list[int]):
    return WorkerFlag.select().where(WorkerFlag.worker.in_(worker_ids), WorkerFlag.settled_at.is_null())


def _column(kind: Kind) -> str:
    return f"lacks_{kind.code.replace('-', '_')}"


def _line(
    worker: Worker, kinds: tuple[Kind, ...], flags: dict[str, WorkerFlag], chosen: Kind | None
) -> IncompletePerson:
    return IncompletePerson(
        name=worker.name,
        reg_no=worker.reg_no,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        missing=tuple(kind for kind in kinds if getattr(worker, _column(kind))),
        since=_since(worker, flags, chosen),
        twin=_note(flags, TWIN),
        rejected=_note(flags, REJECTED),
    )


def _note(flags: dict[str, WorkerFlag], kind: Kind) -> str:
    return flags[kind.flag].note if kind.flag in flags else ""


def _since(worker: Worker, flags: dict[str, WorkerFlag], chosen: Kind | None) -> date:
    """What is to be settled counts from when somebody said so, what is empty from the enrolment."""
    asked = [flag.raised_at for kind, flag in flags.items() if chosen is None or chosen.flag == kind]
    return local(min(asked)).date() if asked else worker.enrolled_on
