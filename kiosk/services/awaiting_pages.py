"""How far the people of a bill or a batch are at BPJS: counted, and listed with what keeps whom from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from peewee import fn

from db.models import Batch, Bill, CoverageMonth, Worker
from kiosk.domain.awaiting import CANNOT_BE_ASKED, STATES
from kiosk.domain.words import initials
from kiosk.services import access, awaiting
from kiosk.services.acting import Actor
from kiosk.services.awaiting import Awaited
from kiosk.services.batches import batch_seen_by
from kiosk.services.bill_lookup import bill_seen_by
from kiosk.services.portions import one_page
from kiosk.services.strangers import strangers_in

PAGE = 50
CANNOT = "cannot"  # in addresses: whoever cannot be asked for, whatever the cause
CHOICES = (CANNOT, *STATES)


@dataclass(frozen=True)
class AwaitingCounts:
    """`people` with billed months in all; state → people of those whose months do not count yet."""

    people: int
    states: dict[str, int]

    @property
    def cannot(self) -> int:
        return sum(self.states.get(state, 0) for state in CANNOT_BE_ASKED)

    @property
    def others(self) -> dict[str, int]:
        return {state: people for state, people in self.states.items() if state not in CANNOT_BE_ASKED}

    def of(self, choice: str) -> int:
        """How many the list of this choice has; without one all whose months do not count."""
        if choice == CANNOT:
            return self.cannot
        return self.states.get(choice, 0) if choice else sum(self.states.values())


@dataclass(frozen=True)
class AwaitingPerson:
    """`name` are initials and `reg_no` is empty where the reader does not see the person: then it is not said either
    what their record lacks."""

    name: str
    reg_no: str
    awaited: Awaited


@dataclass(frozen=True)
class AwaitingList:
    """Of a bill or a batch, whose page the list belongs to."""

    bill: Bill | None
    batch: Batch | None
    counts: AwaitingCounts
    people: list[AwaitingPerson]
    follows: bool


def counts_of_bill(bill: Bill) -> AwaitingCounts:
    """Two queries; for a bill whom the reader may see."""
    return _counts(CoverageMonth.bill == bill)


def counts_of_batch(batch: Batch) -> AwaitingCounts:
    """The same of a batch; three queries."""
    return _counts(billed_in(batch))


def list_of_bill(*, no: str, choice: str = "", page: int = 1, by: Actor) -> AwaitingList:
    """One page of those whose months do not count yet; `choice` is one of CHOICES. Raises NotThere, NotAllowed."""
    bill = bill_seen_by(by, no)
    return _list(CoverageMonth.bill == bill, bill.batch_id, choice, page, by, bill=bill)


def list_of_batch(*, no: str, choice: str = "", page: int = 1, by: Actor) -> AwaitingList:
    """The same of a batch. Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    return _list(billed_in(batch), batch.id, choice, page, by, batch=batch)


def billed_in(batch: Batch):
    """The condition for months that a bill of this batch asks for; by the few bills, which the database finds sooner
    than by the many people."""
    bills = Bill.select(Bill.id).where(Bill.batch == batch, Bill.cancelled_at.is_null()).tuples()
    return CoverageMonth.bill.in_([bill_id for (bill_id,) in bills])


def _counts(condition) -> AwaitingCounts:
    live = CoverageMonth.released_at.is_null() & CoverageMonth.bill.is_null(False)
    people = CoverageMonth.select(fn.COUNT(CoverageMonth.worker.distinct())).where(live, condition).scalar()
    return AwaitingCounts(people, awaiting.counts(condition) if people else {})


def _list(condition, batch_id, choice: str, page: int, by: Actor, *, bill=None, batch=None) -> AwaitingList:
    chosen = {CANNOT: CANNOT_BE_ASKED, "": STATES}.get(choice, (choice,))
    query = awaiting.people_query(chosen, condition)
    rows, follows = one_page(query, page=page, size=PAGE) if query is not None else ([], False)
    people = _people(awaiting.read_rows(rows), batch_id, by)
    return AwaitingList(bill, batch, _counts(condition), people, follows)


def _people(found: dict[int, Awaited], batch_id: int | None, by: Actor) -> list[AwaitingPerson]:
    workers = {row.id: row for row in Worker.select().where(Worker.id.in_(list(found)))}
    seen = access.seen_among(by, list(workers.values())) - strangers_in(by, batch_id, workers)
    return [_person(workers[worker_id], one, worker_id in seen) for worker_id, one in found.items()]


def _person(worker: Worker, awaited: Awaited, is_seen: bool) -> AwaitingPerson:
    if is_seen:
        return AwaitingPerson(worker.name, worker.reg_no, awaited)
    return AwaitingPerson(initials(worker.name), "", _in_measure(awaited))


def _in_measure(awaited: Awaited) -> Awaited:
    """What a reader is told of somebody whose record is not theirs to see."""
    return replace(awaited, block=None, reason="")


def told_in_measure(found: dict[int, Awaited], seen: Iterable[int]) -> dict[int, Awaited]:
    """By worker; of those outside `seen` neither what is missing nor BPJS's words."""
    known = set(seen)
    return {key: one if key in known else _in_measure(one) for key, one in found.items()}
