"""What paid and billed months wait for before they count at BPJS, as pages say it (domain/awaiting is the rule)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from db.models import CoverageMonth, Worker, WorkerFlag
from kiosk.domain import awaiting
from kiosk.domain.awaiting import AskedSoFar
from kiosk.services import awaiting_facts, bpjs_blocks, settings, worker_flags
from kiosk.services.bpjs_blocks import Block


@dataclass(frozen=True)
class Awaited:
    """`state` is one of domain/awaiting.STATES, `asked_on` the day of who waits for an answer; `block` what keeps
    somebody from being asked for, `reason` what BPJS wrote when it refused them; `month` the first that waits, of a
    person."""

    state: str
    asked_on: date | None = None
    month: date | None = None
    block: Block | None = None
    reason: str = ""

    @property
    def message(self) -> str:
        return awaiting.WORDS[self.state]

    @property
    def params(self) -> dict[str, str]:
        return awaiting.params_of(self.state, self.asked_on)

    @property
    def next_step(self) -> str:
        return awaiting.NEXT_STEPS[self.state]


def of_months(month_ids: Iterable[int]) -> dict[int, Awaited]:
    """By the month's id, of those that do not count yet; without block and reason. One query, none for nothing."""
    ids = list(month_ids)
    rows = awaiting_facts.of_months(CoverageMonth.id.in_(ids)) if ids else ()
    found, lapse_months = {}, settings.whole("lapse_months")
    for _whose, theirs in groupby(rows, key=lambda row: row[:2]):
        months, keys, days, groups = zip(
            *((_as_date(row[2]), row[3], row[4], row[5:]) for row in theirs), strict=True
        )
        known = awaiting.going_on(months, map(awaiting_facts.read, groups), lapse_months=lapse_months)
        found |= {key: _awaited(day, one) for key, day, one in zip(keys, days, known, strict=True)}
    return found


def of_people(*conditions) -> dict[int, Awaited]:
    """By worker, of their first month among those that fit `conditions` over CoverageMonth; six queries at most."""
    return read_rows(awaiting_facts.of_people(*conditions))


def refused_in_plan(*conditions) -> dict[int, Awaited]:
    """The same of months that no bill asks for yet, of those people alone whom BPJS has refused and nobody has mended
    since; without block and reason. One query, which begins with the few who are refused."""
    rows = awaiting_facts.of_people(CoverageMonth.worker.in_(_refused()), *conditions, planned=True)
    known = {key: (month, awaiting_facts.read(group)) for month, key, _day, *group in rows}
    return {
        key: Awaited(awaiting.REJECTED, month=_as_date(month))
        for key, (month, one) in known.items()
        if awaiting.state_of(one) == awaiting.REJECTED
    }


def counts(*conditions) -> dict[str, int]:
    """State → people, of those whose months do not count yet; in the order of STATES. One query."""
    found = dict.fromkeys(awaiting.STATES, 0)
    for *group, people in awaiting_facts.grouped(*conditions):
        found[awaiting.state_of(awaiting_facts.read(group))] += people
    return {state: people for state, people in found.items() if people}


def people_query(states: Collection[str], *conditions):
    """The query of awaiting_facts.of_people, of people in one of these states; None where nobody is."""
    groups = [
        group
        for *group, _people in awaiting_facts.grouped(*conditions)
        if awaiting.state_of(awaiting_facts.read(group)) in states
    ]
    return awaiting_facts.people_in(groups, *conditions) if groups else None


def read_rows(rows: Iterable[tuple]) -> dict[int, Awaited]:
    """What people_query gave, with block and reason."""
    read = {
        key: replace(_awaited(asked_on, awaiting_facts.read(group)), month=_as_date(month))
        for month, key, asked_on, *group in rows
    }
    return with_causes(read)


def with_causes(found: dict[int, Awaited]) -> dict[int, Awaited]:
    """By worker: of who cannot be asked for, what keeps them from it and what BPJS wrote."""
    ids = [worker_id for worker_id, one in found.items() if one.state in awaiting.CANNOT_BE_ASKED]
    if not ids:
        return found
    blocks = bpjs_blocks.blocks_of(Worker.select().where(Worker.id.in_(ids)))
    reasons = _reasons([worker_id for worker_id in ids if found[worker_id].state == awaiting.REJECTED])
    caused = {
        worker_id: replace(found[worker_id], block=blocks[worker_id], reason=reasons.get(worker_id, ""))
        for worker_id in ids
    }
    return found | caused


def _awaited(asked_on, known: AskedSoFar) -> Awaited:
    state = awaiting.state_of(known)
    return Awaited(state, asked_on=_as_date(asked_on) if state == awaiting.ASKED else None)


def _as_date(value: date | str | None) -> date | None:
    """SQLite gives a day that was looked up in between as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _reasons(worker_ids: list[int]) -> dict[int, str]:
    if not worker_ids:
        return {}
    rows = _refused().select(WorkerFlag.worker, WorkerFlag.note)
    return dict(rows.where(WorkerFlag.worker.in_(worker_ids)).tuples())


def _refused():
    """The query of the people about whom a refusal of BPJS is open."""
    open_ones = WorkerFlag.settled_at.is_null() & (WorkerFlag.kind == worker_flags.BPJS_REJECTED)
    return WorkerFlag.select(WorkerFlag.worker).where(open_ones)
