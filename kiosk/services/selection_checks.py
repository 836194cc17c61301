"""A draft looked at anew: who can be taken on now, who can not any more and why, which of the reserve step in, and what
there is room for. Nothing is changed by it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from peewee import fn

from db.models import Programme, ProgrammePlace, Selection, SelectionRow, Worker
from kiosk.domain import selections as rule
from kiosk.domain.selections import Room
from kiosk.services import selection_facts, selection_prices, selections
from kiosk.services.portions import in_chunks
from kiosk.services.selection_facts import PEOPLE_AT_ONCE, Asked
from kiosk.services.selection_prices import Preview

SHOWN = 50
UNDER_WAY = (rule.DECIDED, rule.CARRYING_OUT)  # by a decree, and not carried out to the end


@dataclass(frozen=True)
class Lost:
    """Somebody who was chosen, or stood in reserve, and can not be taken on any more."""

    row: SelectionRow
    why: str


@dataclass(frozen=True)
class Overlap:
    """Another selection that is under way, and how many of those chosen here it has chosen too."""

    no: str
    programme: Programme
    people: int


@dataclass(frozen=True)
class Check:
    """`chosen` are those to be decided on now, in order, `stepping_in` of them were in reserve; `reserve` are left.
    `lost` of the chosen and of the reserve; `stopped_by` is what the next one has no room for, empty where all who are
    wanted fit."""

    chosen: list[SelectionRow]
    reserve: list[SelectionRow]
    lost: list[Lost]
    stepping_in: int
    stopped_by: str
    preview: Preview
    overlaps: list[Overlap]

    @property
    def lost_chosen(self) -> list[Lost]:
        return [one for one in self.lost if one.row.state == rule.CHOSEN]

    @property
    def fingerprint(self) -> str:
        """Of who is to be decided on, in their order: whoever decides has read these very people."""
        listed = ",".join(f"{row.rank}:{row.worker_id}" for row in self.chosen)
        return sha256(listed.encode()).hexdigest()[:32]

    @property
    def reasons(self) -> Counter:
        return Counter(one.why for one in self.lost_chosen)


def check(selection: Selection) -> Check:
    asked, decided = Asked(selection.programme, selection.first_month), _decided_elsewhere(selection)
    found = asked.of_rows(_in_line(selection))
    judged = [(row, facts, asked.why_not(facts) or decided.get(row.worker_id, "")) for row, facts in found]
    able = [(row, facts.occupation) for row, facts, why in judged if not why]
    prices = selection_prices.prices_of(selection.programme, selections.months_of(selection))
    holding = places_of(selection.programme, [row.worker_id for row, _work in able[: selection.wanted]])
    wanted = [(row.worker_id not in holding, prices[work]) for row, work in able[: selection.wanted]]
    count, stopped_by = rule.fitting(wanted, room_beside_others(selection))
    people = Counter(work for _row, work in able[:count])
    chosen = [row for row, _work in able[:count]]
    return Check(
        chosen=chosen,
        reserve=[row for row, _work in able[count:]],
        lost=[Lost(row, why) for row, _facts, why in judged if why],
        stepping_in=sum(row.state == rule.RESERVE for row in chosen),
        stopped_by=stopped_by,
        preview=selection_prices.preview(
            selection.programme,
            selections.months_of(selection),
            people,
            new_places=sum(needs for needs, _amount in wanted[:count]),
        ),
        overlaps=overlaps_of(selection),
    )


def room_of(programme: Programme) -> Room:
    return Room(
        places=programme.quota - programme.places,
        budget=programme.budget - programme.promised,
        closed=programme.closed_at is not None,
    )


def room_beside_others(selection: Selection) -> Room:
    """What is left once the decrees of its programme that are not carried out yet have all they name."""
    programme = Programme.get_by_id(selection.programme_id)
    others = Selection.select().where(
        Selection.programme == programme.id, Selection.id != selection.id, Selection.state.in_(UNDER_WAY)
    )
    promised = SelectionRow.select(fn.COALESCE(fn.SUM(SelectionRow.amount), 0)).where(
        SelectionRow.selection.in_(others.select(Selection.id)), SelectionRow.state == rule.TAKEN
    )
    people, amount = others.select(
        fn.COALESCE(fn.SUM(Selection.chosen - Selection.taken), 0), fn.COALESCE(fn.SUM(Selection.amount), 0)
    ).tuples()[0]
    room = room_of(programme)
    return Room(
        places=room.places - int(people),
        budget=room.budget - int(amount) + int(promised.scalar()),
        closed=room.closed,
    )


def lost_meanwhile(selection: Selection, found: Check) -> set[int]:
    """Whom of those to be decided on somebody else has taken since `found` was read: another decree, or another funder.
    Two questions, however many they are."""
    chosen = {row.worker_id for row in found.chosen}
    funded = SelectionRow.select(SelectionRow.worker).where(
        _in_line(selection), selection_facts.has_months(SelectionRow.worker, selection.first_month)
    )
    return chosen & {*_decided_elsewhere(selection), *(worker_id for (worker_id,) in funded.tuples())}


def places_of(programme: Programme, worker_ids: Iterable[int]) -> set[int]:
    """Who of them holds a place there already: they need no other."""
    return {
        worker_id
        for chunk in in_chunks(worker_ids, PEOPLE_AT_ONCE)
        for (worker_id,) in ProgrammePlace.select(ProgrammePlace.worker)
        .where(ProgrammePlace.programme == programme.id, ProgrammePlace.worker.in_(chunk))
        .tuples()
    }


def overlaps_of(selection: Selection) -> list[Overlap]:
    """Of months that both would promise: in one year."""
    own, other = SelectionRow, SelectionRow.alias()
    return _overlaps(selection, own, other, (other.state == rule.CHOSEN) & Selection.state.in_(rule.OPEN))


def overtaken_by(selection: Selection) -> list[Overlap]:
    """The selections by whose decrees some of those chosen here are funded, or are about to be, in months that both
    would promise."""
    own, other = SelectionRow, SelectionRow.alias()
    taken = (other.state == rule.TAKEN) & selection_facts.has_months(own.worker, selection.first_month)
    about_to_be = (other.state == rule.CHOSEN) & Selection.state.in_(UNDER_WAY)
    return _overlaps(selection, own, other, Selection.decided_at.is_null(False) & (taken | about_to_be))


def _overlaps(selection: Selection, own, other, condition) -> list[Overlap]:
    rows = (
        Selection.select(Selection, Programme, fn.COUNT(own.id).alias("people"))
        .join(Programme)
        .switch(Selection)
        .join(other, on=(other.selection == Selection.id))
        .join(own, on=(own.worker == other.worker))
        .where(
            own.selection == selection.id, own.state == rule.CHOSEN, condition, Selection.id != selection.id,
            Selection.last_month >= selection.first_month, Selection.first_month <= selection.last_month,
        )
        .group_by(Selection.id, Programme.id)
        .order_by(Selection.id)
    )  # fmt: skip
    return [Overlap(one.no, one.programme, one.people) for one in rows]


def names_among(rows: Iterable[SelectionRow]) -> Mapping[int, Worker]:
    """The people of these rows by id, for a page of them."""
    ids = [row.worker_id for row in rows]
    return {worker.id: worker for worker in Worker.select().where(Worker.id.in_(ids))}


def _decided_elsewhere(selection: Selection) -> dict[int, str]:
    """Whom another decree names that is not carried out yet, of months that both would promise; by the worker's id."""
    own, other = SelectionRow, SelectionRow.alias()
    rows = (
        own.select(own.worker)
        .join(other, on=(other.worker == own.worker))
        .join(Selection, on=(other.selection == Selection.id))
        .where(
            own.selection == selection.id, other.state == rule.CHOSEN, Selection.id != selection.id,
            Selection.state.in_(UNDER_WAY),
            Selection.last_month >= selection.first_month, Selection.first_month <= selection.last_month,
        )
        .distinct()
    )  # fmt: skip
    return dict.fromkeys((worker_id for (worker_id,) in rows.tuples()), rule.ELSEWHERE)


def _in_line(selection: Selection):
    return (SelectionRow.selection == selection.id) & SelectionRow.state.in_((rule.CHOSEN, rule.RESERVE))
