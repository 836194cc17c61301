"""A decided selection is carried out: some hundred people at a time get their months, each portion a transaction of its
own, in the order of the decree. Who can not be taken on any more says why, and the next in reserve steps in, until as
many have months as were decided on, or quota or budget is used up.

Whoever goes on after a stop begins behind the last one looked at. The programme is the judge of two who promise its
last place: the second reads anew what is left."""

from dataclasses import dataclass

from peewee import fn

from db.connection import writing
from db.kept import KeptQuery
from db.models import Selection, SelectionRow, Worker
from kiosk.domain import selections as rule
from kiosk.domain.clock import utc_now
from kiosk.services import (
    audit,
    programme_counts,
    selection_annexes,
    selection_checks,
    selection_prices,
    selections,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.commitments import plan_months
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.row_portions import Progress
from kiosk.services.selection_facts import Asked

PEOPLE_AT_ONCE = 100  # of twelve months each: whoever enrols at a desk waits for tenths of a second
TRIES = 50  # each one that fails means that somebody else has taken a place meanwhile
FULL = (programme_counts.NO_PLACES, programme_counts.NO_MONEY, programme_counts.CLOSED)

_taken = KeptQuery(
    lambda slot: SelectionRow.update(state=rule.TAKEN, months=slot("months"), amount=slot("amount")).where(
        SelectionRow.id == slot("id")
    )
)
_refused = KeptQuery(
    lambda slot: SelectionRow.update(state=rule.REFUSED, why=slot("why")).where(SelectionRow.id == slot("id"))
)


@dataclass(frozen=True)
class _Judged:
    """The next rows, as they can be taken on or not; `full` is what the programme has no room for behind them."""

    able: list[SelectionRow]
    amounts: dict[int, int]  # by the worker's id
    lost: list[tuple[SelectionRow, str]]
    looked_at: int  # the last rank
    full: str


def carry_out(*, selection_id: int, by: Actor, progress: Progress) -> None:
    """Safe to call again after a stop, and beside another who does the same. Raises Refused where a month has no
    tariff."""
    selection_annexes.freeze(selection_id, by=by, progress=progress)
    while (done := _next_portion(selection_id, by)) is not None:
        progress(*done)


def _next_portion(selection_id: int, by: Actor) -> tuple[int, int] | None:
    """How many are taken on, of how many; None once it is done."""
    for _try in range(TRIES):
        try:
            with writing():
                return _take_some(selection_id, by)
        except Refused as refusal:
            if refusal.message not in FULL:
                raise
    raise RuntimeError(f"selection {selection_id}: {TRIES} times somebody else took what was left")


def _take_some(selection_id: int, by: Actor) -> tuple[int, int] | None:
    now = selections.held_selection(selection_id)
    if now.state != rule.CARRYING_OUT:
        return None
    rows = _next_rows(now)
    if not rows:
        return _finish(now, "", by)
    with changing([row.worker_id for row in rows]) as changes:
        workers = {
            one.id: one for one in Worker.select().where(Worker.id.in_([row.worker_id for row in rows]))
        }
        judged = _judge(now, rows)
        _promise(now, judged, workers, changes)
    _note(now, judged)
    if judged.full:
        return _finish(selections.held_selection(now.id), judged.full, by)
    return now.taken + len(judged.able), now.chosen


def _next_rows(now: Selection) -> list[SelectionRow]:
    """As many as are still to be taken on, in the order of the decree: those in reserve come behind all others."""
    line = SelectionRow.select().where(
        SelectionRow.selection == now.id,
        SelectionRow.state.in_((rule.CHOSEN, rule.RESERVE)),
        SelectionRow.rank > now.cursor,
    )
    most = min(PEOPLE_AT_ONCE, now.chosen - now.taken)
    return list(line.order_by(SelectionRow.rank).limit(most)) if most > 0 else []


def _judge(now: Selection, rows: list[SelectionRow]) -> _Judged:
    programme, asked = now.programme, Asked(now.programme, now.first_month)
    found = asked.of(row.worker_id for row in rows)
    why = {row.id: asked.why_not(found[row.worker_id]) for row in rows}
    able = [row for row in rows if not why[row.id]]
    prices = selection_prices.prices_of(programme, selections.months_of(now))
    amounts = {row.worker_id: prices[found[row.worker_id].occupation] for row in able}
    holding = selection_checks.places_of(programme, amounts)
    wanted = [(row.worker_id not in holding, amounts[row.worker_id]) for row in able]
    count, full = rule.fitting(wanted, selection_checks.room_of(programme))
    last = able[count].rank - 1 if full else rows[-1].rank
    return _Judged(
        able=able[:count],
        amounts=amounts,
        lost=[(row, why[row.id]) for row in rows if why[row.id] and row.rank <= last],
        looked_at=last,
        full=full,
    )


def _promise(now: Selection, judged: _Judged, workers: dict[int, Worker], changes: Changes) -> None:
    people = [workers[row.worker_id] for row in judged.able]
    plan_months(
        funder=now.programme.funder, workers=people, months=selections.months_of(now), programme=now.programme,
        changes=changes,
    )  # fmt: skip


def _note(now: Selection, judged: _Judged) -> None:
    months = len(selections.months_of(now))
    _taken.change_all(
        [{"id": row.id, "months": months, "amount": judged.amounts[row.worker_id]} for row in judged.able]
    )
    _refused.change_all([{"id": row.id, "why": why} for row, why in judged.lost])
    taken = Selection.taken + len(judged.able)
    Selection.update(cursor=judged.looked_at, taken=taken).where(Selection.id == now.id).execute()


def _finish(now: Selection, full: str, by: Actor) -> None:
    """Whoever was chosen and is not reached says what there is no room for; the reserve stays what it was."""
    SelectionRow.update(state=rule.REFUSED, why=full or rule.NO_PLACES).where(
        SelectionRow.selection == now.id, SelectionRow.state == rule.CHOSEN
    ).execute()
    promised = SelectionRow.select(fn.COALESCE(fn.SUM(SelectionRow.amount), 0)).where(
        SelectionRow.selection == now.id, SelectionRow.state == rule.TAKEN
    )
    amount = int(promised.scalar())
    Selection.update(state=rule.DONE, done_at=utc_now(), amount=amount).where(
        Selection.id == now.id
    ).execute()
    audit.record(
        "seleksi.dilaksanakan", by=by, kind=selections.OWNER, subject=now.no, orang=now.taken,
        diputuskan=now.chosen, jumlah=amount,
    )  # fmt: skip
