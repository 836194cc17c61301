"""Selections as pages show them: those of a programme, one with what it would cost, its people a page at a time. As
many statements for many people as for few."""

from collections.abc import Mapping
from dataclasses import dataclass

from peewee import fn

from db.models import Job, Programme, ProgrammePlace, Selection, SelectionRow, User, Worker
from kiosk.domain import selections as rule
from kiosk.domain.names import clean_name
from kiosk.domain.selections import Criterion
from kiosk.services import (
    access,
    places,
    queue,
    selection_checks,
    selection_lacks,
    selection_prices,
    selections,
)
from kiosk.services.acting import Actor
from kiosk.services.missing import Kind
from kiosk.services.portions import one_page
from kiosk.services.selection_checks import Overlap
from kiosk.services.selection_prices import Preview

PAGE = 50
MOST_FOUND = 50


@dataclass(frozen=True)
class SelectionFile:
    """`counts` by the state of its rows; `preview` what the chosen of a draft would cost, as it was drawn; `names` of
    accounts by id; `last_ones` by the state they are the last of, `noted` how many rows are left out, by reason;
    `renews` the programme whose people come first, `ending` how many of those there are by the state of their rows;
    `lacks` what those of a draft lack now of what BPJS asks for (selection_lacks.kinds_of); `room` what a draft finds
    of its programme beside other decrees, `overtaken_by` those that name some of its chosen."""

    selection: Selection
    programme: Programme
    criteria: list[Criterion]
    counts: Mapping[str, int]
    preview: Preview | None
    overlaps: list[Overlap]
    job: Job | None
    names: Mapping[int, str]
    is_too_late: bool
    last_ones: Mapping[str, SelectionRow]
    noted: Mapping[str, int]
    renews: Programme | None
    ending: Mapping[str, int]
    lacks: list[tuple[Kind, int]]
    room: rule.Room | None
    overtaken_by: list[Overlap]

    @property
    def lacks_places(self) -> bool:
        """Since it was drawn another has used what these people would need."""
        return self.preview is not None and self.room.places < self.preview.new_places

    @property
    def lacks_money(self) -> bool:
        return self.preview is not None and self.room.budget < self.preview.amount

    @property
    def is_overtaken(self) -> bool:
        return bool(self.overtaken_by) or self.lacks_places or self.lacks_money

    @property
    def has_no_room(self) -> bool:
        """For nobody at all of those whom no other decree funds."""
        if self.preview is None:
            return False
        others = self.preview.people - sum(one.people for one in self.overtaken_by)
        return self.room.budget <= 0 or (self.room.places <= 0 and self.preview.new_places >= others)

    @property
    def working(self) -> bool:
        """While the worker is at it, and when that failed."""
        return self.selection.state in rule.WORKING

    @property
    def has_failed(self) -> bool:
        return self.working and self.job is not None and self.job.state == "failed"

    @property
    def stands_still(self) -> bool:
        return self.working and self.job is not None and queue.is_quiet(self.job)

    @property
    def lacking(self) -> int:
        return self.selection.left_out.get(rule.LACKING, 0)


@dataclass(frozen=True)
class RowShown:
    """A row with the person it is about."""

    row: SelectionRow
    name: str
    reg_no: str
    area: str
    occupation: str


def list_of(programme: Programme) -> list[Selection]:
    """Newest first."""
    return list(
        Selection.select().where(Selection.programme == programme.id).order_by(Selection.id.desc()).limit(200)
    )


def file_of(*, no: str, by: Actor) -> SelectionFile:
    """Raises NotThere, NotAllowed."""
    selection = selections.selection_of(no, by=by)
    is_draft, noted = selection.state == rule.DRAFT, reasons_of(selection, rule.LEFT_OUT)
    return SelectionFile(
        selection=selection,
        programme=selection.programme,
        criteria=[Criterion.thawed(one) for one in selection.criteria],
        counts=counts_of(selection),
        preview=_preview(selection) if is_draft else None,
        overlaps=selection_checks.overlaps_of(selection) if is_draft else [],
        job=selections.job_of(selection),
        names=_names(selection),
        is_too_late=is_draft and selections.is_too_late(selection),
        last_ones=last_ones_of(selection),
        noted=noted,
        lacks=selection_lacks.kinds_of(selection) if is_draft and noted.get(rule.LACKING) else [],
        renews=selections.renewed_by(selection),
        ending=_counts(selection, SelectionRow.ends) if selection.renews_id else {},
        room=selection_checks.room_beside_others(selection) if is_draft else None,
        overtaken_by=selection_checks.overtaken_by(selection) if is_draft else [],
    )


def counts_of(selection: Selection) -> dict[str, int]:
    return _counts(selection)


def last_ones_of(selection: Selection) -> dict[str, SelectionRow]:
    """The row with the fewest points among those the decree takes on, and among the reserve: by which anybody sees how
    far they were from it."""
    found = {}
    for state, states in ((rule.CHOSEN, (rule.CHOSEN, rule.TAKEN)), (rule.RESERVE, (rule.RESERVE,))):
        rows = SelectionRow.select().where(
            SelectionRow.selection == selection.id, SelectionRow.state.in_(states)
        )
        if last := rows.order_by(SelectionRow.rank.desc()).first():
            found[state] = last
    return found


def reasons_of(selection: Selection, state: str) -> dict[str, int]:
    """Of the rows in that state, by reason, the most frequent first."""
    count = fn.COUNT(SelectionRow.id)
    rows = SelectionRow.select(SelectionRow.why, count).where(
        SelectionRow.selection == selection.id, SelectionRow.state == state
    )
    return dict(rows.group_by(SelectionRow.why).order_by(count.desc(), SelectionRow.why).tuples())


def rows_of(
    selection: Selection, *, state: str = "", why: str = "", page: int = 1
) -> tuple[list[RowShown], bool]:
    """One page in the order of points, and whether more follow."""
    query = _rows(selection)
    query = query.where(SelectionRow.state == state) if state else query
    query = query.where(SelectionRow.why == why) if why else query
    found, more = one_page(query, page=page, size=PAGE)
    return _shown(found), more


def count_of(selection: Selection, *, state: str = "", why: str = "") -> int:
    if why:
        return reasons_of(selection, state).get(why, 0)
    counts = counts_of(selection)
    return counts.get(state, 0) if state else sum(counts.values())


def find(selection: Selection, *, text: str, by: Actor) -> list[RowShown]:
    """By registration number or part of a name, the first MOST_FOUND in order; somebody who is not in the list is not
    found."""
    access.require(by.role in access.SEES_ALL)
    wanted = clean_name(text) or ""
    fits = (Worker.reg_no == wanted.upper()) | Worker.name.contains(wanted)
    return _shown(list(_rows(selection).where(fits).limit(MOST_FOUND)))


def shown(rows: list[SelectionRow]) -> list[RowShown]:
    """These rows with their people, in their order."""
    ids = [row.worker_id for row in rows]
    people = {one.id: one for one in Worker.select().where(Worker.id.in_(ids))}
    for row in rows:
        row.worker = people[row.worker_id]
    return _shown(rows)


def _rows(selection: Selection):
    query = SelectionRow.select(SelectionRow, Worker).join(Worker)
    return query.where(SelectionRow.selection == selection.id).order_by(SelectionRow.rank)


def _shown(rows: list[SelectionRow]) -> list[RowShown]:
    return [
        RowShown(
            row,
            row.worker.name,
            row.worker.reg_no,
            places.area_name(row.worker.kelurahan_id, row.worker.home_regency),
            row.worker.occupation_id,
        )
        for row in rows
    ]


def _preview(selection: Selection) -> Preview:
    """Of the chosen as they were drawn; the page of the decision looks at each of them anew."""
    chosen = SelectionRow.select(SelectionRow.worker).where(
        SelectionRow.selection == selection.id, SelectionRow.state == rule.CHOSEN
    )
    rows = Worker.select(Worker.occupation, fn.COUNT(Worker.id)).where(Worker.id.in_(chosen))
    people = dict(rows.group_by(Worker.occupation).tuples())
    holding = ProgrammePlace.select().where(
        ProgrammePlace.programme == selection.programme_id, ProgrammePlace.worker.in_(chosen)
    )
    return selection_prices.preview(
        selection.programme, selections.months_of(selection), people,
        new_places=sum(people.values()) - holding.count(),
    )  # fmt: skip


def _counts(selection: Selection, *conditions) -> dict[str, int]:
    rows = SelectionRow.select(SelectionRow.state, fn.COUNT(SelectionRow.id))
    rows = rows.where(SelectionRow.selection == selection.id, *conditions)
    return dict(rows.group_by(SelectionRow.state).tuples())


def _names(selection: Selection) -> dict[int, str]:
    ids = [selection.created_by_id, selection.decided_by_id, selection.dropped_by_id]
    return dict(User.select(User.id, User.name).where(User.id.in_([one for one in ids if one])).tuples())
