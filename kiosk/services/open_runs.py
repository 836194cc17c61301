"""Runs without an answer in which people's cards stand: nobody prints those again, so one learns whom to ask."""

from collections.abc import Callable
from dataclasses import dataclass

from peewee import JOIN, fn

from db.models import Batch, Card, Company, Post, PrintedCard, PrintRun, User, Worker
from kiosk.services import access, standing
from kiosk.services.acting import Actor
from kiosk.services.card_states import is_living, open_places
from kiosk.services.print_run_lookup import may_see_run

RUNS_SHOWN = 10


@dataclass(frozen=True)
class OpenRun:
    """A run in which cards of `people` of those one asks about stand. Who may not open it is told who answers it:
    `answered_by` is a post or a company, empty where it is Disnaker."""

    no: str
    people: int
    opens: bool
    answered_by: str


def printing_of_own_people(by: Actor) -> list[OpenRun]:
    """The latest RUNS_SHOWN, those that `by` may open first; two queries."""
    mine = access.workers_in_scope(by).where(standing.is_free()).select(Worker.id)
    return runs_with(mine, lambda run: may_see_run(by, run))


def runs_with(workers, may_open: Callable[[PrintRun], bool]) -> list[OpenRun]:
    """The same for the people of any query of worker ids."""
    people = _people_by_run(workers)
    runs = _with_who_answers().where(PrintRun.id.in_(list(people))).order_by(PrintRun.id.desc())
    found = [OpenRun(run.no, people[run.id], may_open(run), _who_answers(run)) for run in runs]
    return sorted(found, key=lambda run: not run.opens)


def _with_who_answers():
    """The query over PrintRun, with all that _who_answers and may_see_run look at."""
    return (
        PrintRun.select(PrintRun, Batch, Post, User, Company)
        .join(Batch, JOIN.LEFT_OUTER)
        .switch(PrintRun)
        .join(Post, JOIN.LEFT_OUTER)
        .switch(PrintRun)
        .join(User, on=(PrintRun.asked_by == User.id))
        .join(Company, JOIN.LEFT_OUTER)
    )


def _who_answers(run: PrintRun) -> str:
    """The post or the company, empty for Disnaker."""
    if run.post_id:
        return run.post.name
    return run.asked_by.company.name if run.asked_by.company_id else ""


def _people_by_run(workers) -> dict[int, int]:
    living = Card.select(Card.id).where(Card.worker.in_(workers), is_living(), Card.handed_at.is_null())
    places = open_places().where(PrintedCard.card.in_(living))
    rows = places.select(PrintedCard.run, fn.COUNT(PrintedCard.id))
    latest = rows.group_by(PrintedCard.run).order_by(PrintedCard.run.desc()).limit(RUNS_SHOWN)
    return dict(latest.tuples())
