"""The waiting list is drawn: everybody in line is looked at once, window by window of their ids, and only the best are
kept in memory; then the order is written. A worker that stops is followed by one that begins anew: nothing has been
promised, and looking again is cheaper than remembering."""

from dataclasses import dataclass
from itertools import chain

from peewee import fn

from db.connection import writing
from db.kept import KeptInsert
from db.models import Selection, SelectionRow, Worker
from kiosk.domain import selections as rule
from kiosk.domain.clock import today, utc_now
from kiosk.domain.selections import Best, Criterion, Ranked
from kiosk.services import programme_renewals, selection_prices, selections
from kiosk.services.portions import in_chunks
from kiosk.services.row_portions import Progress
from kiosk.services.selection_facts import Asked

WINDOW = 5_000  # ids
ROWS_AT_ONCE = 500
MORE_LEFT_OUT = 200  # kept of those who can not be taken on, besides as many as of the others

_rows = KeptInsert(SelectionRow)


@dataclass(frozen=True)
class _Drawn:
    """The best of whoever stands in line, apart by whether they can be taken on; how many were looked at."""

    able: Best
    not_able: Best
    reasons: dict[str, int]

    @property
    def considered(self) -> int:
        return self.able.added + self.not_able.added


def draw(*, selection_id: int, progress: Progress) -> None:
    """Safe to call again after a stop, and beside another who does the same: who begins later is the one who writes."""
    turn = _begin(selection_id)
    if turn is None:
        return
    selection = Selection.get_by_id(selection_id)
    drawn = _looked_at(selection, progress)
    listed = rule.list_of(drawn.able, drawn.not_able, selection.wanted)
    for chunk in in_chunks(enumerate(listed, start=1), ROWS_AT_ONCE):
        if not _write(selection_id, turn, chunk):
            return
    _finish(selection, turn, drawn, [one.worker_id for one, state in listed if state == rule.CHOSEN])


def _begin(selection_id: int) -> int | None:
    """The number of this turn; whoever drew before and still lives writes nothing any more."""
    with writing():
        now = selections.held_selection(selection_id)
        if now.state != rule.DRAWING:
            return None
        SelectionRow.delete().where(SelectionRow.selection == selection_id).execute()
        Selection.update(cursor=now.cursor + 1).where(Selection.id == selection_id).execute()
        return now.cursor + 1


def _looked_at(selection: Selection, progress: Progress) -> _Drawn:
    renews = selections.renewed_by(selection)
    asked = Asked(selection.programme, selection.first_month, renews)
    criteria = {one.code: one for one in map(Criterion.thawed, selection.criteria)}
    # Of those who end with a programme that is renewed nobody is left unnamed.
    kept = max(2 * selection.wanted, programme_renewals.count_ending(renews) + 1 if renews else 0)
    drawn = _Drawn(Best(kept), Best(kept + MORE_LEFT_OUT), {})
    last, day = Worker.select(fn.MAX(Worker.id)).scalar() or 0, today()
    for after in range(0, last, WINDOW):
        for facts in asked.waiting_between(after, after + WINDOW):
            points = rule.points_of(facts, criteria, on=day, first_month=selection.first_month)
            _place(drawn, rule.ranked(facts, points, asked.why_not(facts)))
        progress(min(after + WINDOW, last), last)
    return drawn


def _place(drawn: _Drawn, one: Ranked) -> None:
    if one.why:
        drawn.reasons[one.why] = drawn.reasons.get(one.why, 0) + 1
        drawn.not_able.add(one)
    else:
        drawn.able.add(one)


def _write(selection_id: int, turn: int, chunk: list[tuple[int, tuple[Ranked, str]]]) -> bool:
    """Whether it is still our turn."""
    with writing():
        if not _is_ours(selection_id, turn):
            return False
        _rows.add_all([_row(selection_id, rank, one, state) for rank, (one, state) in chunk])
    return True


def _row(selection_id: int, rank: int, one: Ranked, state: str) -> dict:
    points = one.points
    return {
        "selection": selection_id, "rank": rank, "worker": one.worker_id, "points": points.total,
        "poverty": points.poverty, "waited_days": points.waited_days, "work": points.work, "lapse": points.lapse,
        "state": state, "why": one.why, "ends": one.ends,
    }  # fmt: skip


def _finish(selection: Selection, turn: int, drawn: _Drawn, chosen: list[int]) -> None:
    prices = selection_prices.prices_of(selection.programme, selections.months_of(selection))
    amount = sum(prices[code] for code in _occupations_of(chosen))
    with writing():
        if _is_ours(selection.id, turn):
            reserve = SelectionRow.select().where(
                SelectionRow.selection == selection.id, SelectionRow.state == rule.RESERVE
            )
            Selection.update(
                state=rule.DRAFT, drawn_at=utc_now(), cursor=turn, chosen=len(chosen), reserve=reserve.count(),
                amount=amount, considered=drawn.considered, left_out=drawn.reasons,
            ).where(Selection.id == selection.id).execute()  # fmt: skip


def _is_ours(selection_id: int, turn: int) -> bool:
    now = selections.held_selection(selection_id)
    return now.state == rule.DRAWING and now.cursor == turn


def _occupations_of(worker_ids: list[int]) -> list[str]:
    chunks = (
        Worker.select(Worker.occupation).where(Worker.id.in_(chunk)).tuples()
        for chunk in in_chunks(worker_ids, ROWS_AT_ONCE)
    )
    return [code for (code,) in chain.from_iterable(chunks)]
