"""Runs without an answer in which people's cards stand: nobody prints those again, so one learns whom to ask."""

from dataclasses import dataclass

from peewee import JOIN, fn

from db.models import Batch, Card, Company, Post, PrintedCard, PrintRun, User, Worker
from kiosk.services import access, standing
from kiosk.services.acting import Actor
from kiosk.services.card_states import is_living
from kiosk.services.print_run_lookup import may_see_run

RUNS_SHOWN = 10


@dataclass(frozen=True)
class PrintedThere:
    """A run with cards of `people` of one's own people. Who may not open it is told who answers it: `answered_by` is a
    post or a company, empty where it is Disnaker."""

    no: str
    people: int
    opens: bool
    answered_by: str


def printing_of_own_people(by: Actor) -> list[PrintedThere]:
    """The latest RUNS_SHOWN, those that `by` may open first; two queries."""
    people = _people_by_run(by)
    runs = with_who_answers().where(PrintRun.id.in_(list(people))).order_by(PrintRun.id.desc())
    found = [PrintedThere(run.no, people[run.id], may_see_run(by, run), who_answers(run)) for run in runs]
    return sorted(found, key=lambda run: not run.opens)


def with_who_answers():
    """The query over PrintRun, with all that who_answers and may_see_run look at."""
    return (
        PrintRun.select(PrintRun, Batch, Post, User, Company)
        .join(Batch, JOIN.LEFT_OUTER)
        .switch(PrintRun)
        .join(Post, JOIN.LEFT_OUTER)
        .switch(PrintRun)
        .join(User, on=(PrintRun.asked_by == User.id))
        .join(Company, JOIN.LEFT_OUTER)
    )


def who_answers(run: PrintRun) -> str:
    """The post or the company, empty for Disnaker."""
    if run.post_id:
        return run.post.name
    return run.asked_by.company.name if run.asked_by.company_id else ""


def _people_by_run(by: Actor) -> dict[int, int]:
    mine = access.workers_in_scope(by).where(standing.is_free()).select(Worker.id)
    living = Card.select(Card.id).where(Card.worker.in_(mine), is_living(), Card.handed_at.is_null())
    rows = PrintedCard.select(PrintedCard.run, fn.COUNT(PrintedCard.id)).where(
        PrintedCard.outcome.is_null(), PrintedCard.card.in_(living)
    )
    latest = rows.group_by(PrintedCard.run).order_by(PrintedCard.run.desc()).limit(RUNS_SHOWN)
    return dict(latest.tuples())
