"""Lists of the extreme poor as their pages need them: with counts and rows. As many statements for many as for few."""

from collections.abc import Mapping
from dataclasses import dataclass

from peewee import fn

from db.models import Job, PovertyList, PovertyRow, User, Worker
from kiosk.domain.poverty_rows import SEALED, STATES, WORDS, has_odd_region
from kiosk.domain.words import mask_nik
from kiosk.services import places, poverty_leavers, safe
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page
from kiosk.services.poverty_list_files import (
    COLUMNS,
    READ,
    REFUSED,
    STORED,
    WITHDRAWN,
    job_of,
    list_seen_by,
    may_change,
)

PAGE = 50


@dataclass(frozen=True)
class ListInList:
    poverty_list: PovertyList
    sent_by: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class ListFile:
    """`counts` is state → rows in the order in which they are shown; `before` the list of the same source before this
    one, and `gone` how many people of it this one does not name."""

    poverty_list: PovertyList
    job: Job | None
    counts: Mapping[str, int]
    sent_by: str
    withdrawn_by: str
    before: PovertyList | None
    gone: int
    may_change: bool

    @property
    def working(self) -> bool:
        """While it waits or is read, or is taken back, and when that failed."""
        return self.poverty_list.state == STORED or (
            self.poverty_list.state == WITHDRAWN and self.job is not None
        )

    @property
    def may_be_withdrawn(self) -> bool:
        return self.may_change and self.poverty_list.state in (STORED, COLUMNS, READ, REFUSED)


@dataclass(frozen=True)
class ShownRow:
    """`name` and the masked `nik` of rows that keep them, else of the worker, whose number is `reg_no`; all empty where
    neither is kept. `opens`: whether it has a page of its own; `odd_region`: its NIK begins with a region nobody
    knows."""

    number: int
    name: str
    nik: str
    reg_no: str
    area: str
    decile: int | None
    state: str
    why: str
    odd_region: bool = False

    @property
    def opens(self) -> bool:
        return self.state in SEALED


def lists(*, page: int) -> tuple[list[ListInList], bool]:
    """The newest first, and whether more follow."""
    rows, follows = one_page(PovertyList.select().order_by(PovertyList.id.desc()), page=page, size=PAGE)
    names, counts = names_of({row.created_by_id for row in rows}), counts_of([row.id for row in rows])
    return [
        ListInList(row, names.get(row.created_by_id, ""), counts.get(row.id, {})) for row in rows
    ], follows


def file_of(*, no: str, by: Actor) -> ListFile:
    """Raises NotThere, NotAllowed."""
    poverty_list = list_seen_by(by, no)
    names = names_of({poverty_list.created_by_id, poverty_list.withdrawn_by_id})
    before = poverty_leavers.list_before(poverty_list)
    return ListFile(
        poverty_list=poverty_list,
        job=job_of(poverty_list),
        counts=counts_of([poverty_list.id]).get(poverty_list.id, {}),
        sent_by=names.get(poverty_list.created_by_id, ""),
        withdrawn_by=names.get(poverty_list.withdrawn_by_id, ""),
        before=before,
        gone=poverty_leavers.count(poverty_list, before) if before else 0,
        may_change=may_change(by),
    )


def counts_of(list_ids: list[int]) -> dict[int, dict[str, int]]:
    rows = PovertyRow.select(PovertyRow.poverty_list, PovertyRow.state, fn.COUNT(PovertyRow.id))
    rows = rows.where(PovertyRow.poverty_list.in_(list_ids))
    found: dict[int, dict[str, int]] = {}
    for list_id, state, count in rows.group_by(PovertyRow.poverty_list, PovertyRow.state).tuples():
        found.setdefault(list_id, {})[state] = count
    return {
        list_id: {state: counts[state] for state in WORDS if state in counts}
        for list_id, counts in found.items()
    }


def rows_of(*, poverty_list: PovertyList, state: str, page: int) -> tuple[list[ShownRow], bool]:
    """One page of the rows in the order of the sheet, of one state or of all (""), and whether more follow."""
    query = PovertyRow.select(PovertyRow, Worker).left_outer_join(Worker)
    query = query.where(PovertyRow.poverty_list == poverty_list)
    if state in STATES:
        query = query.where(PovertyRow.state == state)
    rows, follows = one_page(query.order_by(PovertyRow.number), page=page, size=PAGE)
    return [shown(row) for row in rows], follows


def shown(row: PovertyRow) -> ShownRow:
    is_sealed = row.state in SEALED
    worker = row.worker if row.worker_id and not is_sealed else None
    nik = safe.open_text(row.nik_sealed, safe.POVERTY_NIK) if is_sealed else None
    return ShownRow(
        number=row.number,
        name=worker.name if worker else name_of(row),
        nik=mask_nik(nik) if nik else "",
        reg_no=worker.reg_no if worker else "",
        area=_area(row, worker),
        decile=row.decile,
        state=row.state,
        why=row.why,
        odd_region=bool(nik) and has_odd_region(nik),
    )


def name_of(row: PovertyRow) -> str:
    """As the list says it; empty where it is not kept."""
    return safe.open_text(row.name_sealed, safe.POVERTY_NAME) or ""


def _area(row: PovertyRow, worker: Worker | None) -> str:
    if worker:
        return places.area_name(worker.kelurahan_id, worker.home_regency)
    return places.area_name(row.kelurahan_id, row.area_text)


def names_of(ids: set[int | None]) -> dict[int, str]:
    """Id of an account → its name."""
    return dict(User.select(User.id, User.name).where(User.id.in_([one for one in ids if one])).tuples())
