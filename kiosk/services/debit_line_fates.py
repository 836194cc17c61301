"""What the bank's words do to some lines of a run, as they stand now, and as each changes what the next one meets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from peewee import fn

from db.connection import held
from db.models import DebitItem, DebitLine, DebitRun
from kiosk.domain import debit_returns as outcomes
from kiosk.domain import debits
from kiosk.domain.clock import local, today
from kiosk.domain.debit_reasons import TAKEN_BACK
from kiosk.domain.debit_returns import Fate, LineNow, ReturnLine, fate_of
from kiosk.services import debit_items

Months = set[tuple[int, object]]  # worker and month


def held_lines(rows: Iterable[ReturnLine]) -> dict[str, DebitLine]:
    """The lines that these answer, by key, in the caller's transaction, which holds their run."""
    keys = sorted({row.key for row in rows if row.key})
    return {
        line.key: line
        for line in held(DebitLine.select().where(DebitLine.key.in_(keys)).order_by(DebitLine.id))
    }


def fates_of(
    run: DebitRun, rows: Sequence[ReturnLine], lines: Mapping[str, DebitLine], twice: frozenset[str]
) -> dict[int, Fate]:
    """By number, in as many statements for many as for few. `twice`: keys of which a file says different things."""
    failed = [line.id for line in lines.values() if line.state == debits.FAILED]
    now, months = _as_they_are(run, lines.values(), failed), _months_of(failed)
    found: dict[int, Fate] = {}
    for row in rows:
        line = lines.get(row.key)
        fate = found[row.number] = fate_of(
            row, line and now[line.id], run_id=run.id, told_twice=row.key in twice, today=today()
        )
        if fate.outcome in outcomes.CHANGED_SOMETHING:
            now[line.id] = replace(now[line.id], state=fate.outcome, reference=row.reference)
        if fate.outcome == outcomes.PAID:
            now |= _asked_beside(line.id, now, months)
    return found


def _as_they_are(run: DebitRun, lines: Iterable[DebitLine], failed: list[int]) -> dict[int, LineNow]:
    """Those of other runs too: that they are is all that is asked of them."""
    again, sent_on = _asked_again(failed), local(run.sent_at).date()
    return {
        line.id: LineNow(
            run_id=line.run_id,
            state=line.state,
            amount=line.amount,
            debit_on=run.debit_on,
            sent_on=sent_on,
            asked_again=line.id in again,
            taken_back=line.reason == TAKEN_BACK,
            reference="" if line.answered_by_id else line.reference,  # by hand nobody copies it sign by sign
        )
        for line in lines
    }


def _asked_again(failed: list[int]) -> set[int]:
    """Of which for the same month another line is under way or paid: of the mandate, or with one of the people."""
    if not failed:
        return set()
    other = DebitLine.alias()
    of_mandate = other.select(other.id).where(
        other.mandate == DebitLine.mandate, other.month == DebitLine.month, other.state.in_(debits.UNDER_WAY)
    )
    lines = DebitLine.select(DebitLine.id).where(DebitLine.id.in_(failed), fn.EXISTS(of_mandate))
    item = DebitItem.alias()
    elsewhere = item.select(item.id).where(
        item.worker == DebitItem.worker, item.month == DebitItem.month, item.let_go_at.is_null()
    )
    people = DebitItem.select(DebitItem.line).where(
        DebitItem.line.in_(failed), debit_items.asked_for(), fn.EXISTS(elsewhere)
    )
    return {line_id for rows in (lines, people) for (line_id,) in rows.tuples()}


def _months_of(failed: list[int]) -> dict[int, Months]:
    """By line whose months it asked for: two that were merged since may stand in two lines."""
    found: dict[int, Months] = defaultdict(set)
    if len(failed) > 1:
        rows = DebitItem.select(DebitItem.line, DebitItem.worker, DebitItem.month)
        asked = rows.where(DebitItem.line.in_(failed), debit_items.asked_for())
        for line_id, worker_id, month in asked.tuples():
            found[line_id].add((worker_id, month))
    return found


def _asked_beside(paid: int, now: Mapping[int, LineNow], months: Mapping[int, Months]) -> dict[int, LineNow]:
    """The other lines with somebody's month that this one has just paid after all."""
    theirs = months.get(paid, set())
    return {
        line_id: replace(now[line_id], asked_again=True)
        for line_id, asked in months.items()
        if line_id != paid and not theirs.isdisjoint(asked)
    }
