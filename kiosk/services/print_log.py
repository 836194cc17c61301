"""The print log: who had cards printed, when, for whom, and what came out; what waits for an answer comes first."""

from dataclasses import dataclass

from peewee import Case, fn

from db.models import Batch, Card, Job, PrintedCard, PrintRun, User, Worker
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page
from kiosk.services.print_run_lookup import (
    ASKED,
    CANCELLED,
    CONFIRMED,
    GOOD,
    READY,
    SPOILED,
    with_strangers,
)

PAGE = 30
STATES = (READY, ASKED, CONFIRMED, CANCELLED)


@dataclass(frozen=True)
class LoggedRun:
    """A run with its batch, its job and who asked; `person` is whose card it was, None for several people and for
    somebody whom the reader may not see."""

    run: PrintRun
    person: Worker | None
    good: int
    spoiled: int


def page_of(*, by: Actor, state: str = "", page: int = 1) -> tuple[list[LoggedRun], bool]:
    """One page of the runs this person may open, those in `state` only, and whether more follow; four queries."""
    query = _in_scope(by).order_by(
        Case(PrintRun.state, [(READY, 0)], 1), PrintRun.asked_at.desc(), PrintRun.id.desc()
    )
    runs, follows = one_page(query.where(PrintRun.state == state) if state else query, page=page, size=PAGE)
    counts = _counts([run.id for run in runs])
    people = _people([run.id for run in runs if run.cards_total == 1], by)
    logged = [
        LoggedRun(run, people.get(run.id), counts.get((run.id, GOOD), 0), counts.get((run.id, SPOILED), 0))
        for run in runs
    ]
    return logged, follows


def waiting_for_answer(by: Actor) -> int:
    """How many finished runs nobody has answered."""
    return _in_scope(by).where(PrintRun.state == READY).count()


def _in_scope(by: Actor):
    query = (
        PrintRun.select(PrintRun, Batch, Job, User)
        .left_outer_join(Batch)
        .switch(PrintRun)
        .left_outer_join(Job)
        .switch(PrintRun)
        .join(User, on=(PrintRun.asked_by == User.id))
    )
    if by.role == "petugas":
        own_without_post = PrintRun.post.is_null() & (PrintRun.asked_by == by.user_id)
        return query.where(PrintRun.post.in_(by.post_ids) | own_without_post)
    if by.role == "mitra":
        of_batch = (Batch.company == by.company_id) & ~with_strangers(by)
        return query.where(of_batch | (User.company == by.company_id))
    return query if by.role in access.SEES_ALL else query.where(PrintRun.id.is_null())


def _counts(run_ids: list[int]) -> dict[tuple[int, str], int]:
    """(run, outcome) → how many cards."""
    rows = PrintedCard.select(PrintedCard.run, PrintedCard.outcome, fn.COUNT(PrintedCard.id)).where(
        PrintedCard.run.in_(run_ids), PrintedCard.outcome.in_((GOOD, SPOILED))
    )
    return {
        (run, out): count for run, out, count in rows.group_by(PrintedCard.run, PrintedCard.outcome).tuples()
    }


def _people(run_ids: list[int], by: Actor) -> dict[int, Worker]:
    """The one person of each of these runs, where `by` may see them."""
    places = PrintedCard.select(PrintedCard.run, Card, Worker).join(Card).join(Worker)
    people = {place.run_id: place.card.worker for place in places.where(PrintedCard.run.in_(run_ids))}
    seen = access.seen_among(by, list(people.values()))
    return {run_id: worker for run_id, worker in people.items() if worker.id in seen}
