"""Load the made-up people once, in one transaction, and tell whether they are here."""

from collections.abc import Callable

from db.connection import writing
from db.models import Worker
from kiosk.config import DEMO_PASSWORD
from kiosk.domain.clock import today
from kiosk.services import audit, evaluation_counting, month_report_rounds, notices, queue
from kiosk.services.acting import SYSTEM
from kiosk.services.demo.accounts import add_accounts, demo_accounts
from kiosk.services.demo.batches import add_batches
from kiosk.services.demo.calls import add_calls
from kiosk.services.demo.cards import add_cards
from kiosk.services.demo.claims import add_claim_papers, add_claims
from kiosk.services.demo.crowd import Crowd
from kiosk.services.demo.donors import add_donors
from kiosk.services.demo.mandate_papers import draw_papers
from kiosk.services.demo.mandates import add_mandates, let_one_stop
from kiosk.services.demo.months import fund
from kiosk.services.demo.people import add_people
from kiosk.services.demo.poverty import add_poverty
from kiosk.services.demo.print_runs import make_waiting_files
from kiosk.services.demo.selections import add_selections
from kiosk.services.demo.staff import add_staff
from kiosk.services.demo.submissions import add_submission
from kiosk.services.demo.trail import add_trail
from kiosk.services.demo.unfinished import add_unfinished


def demo_people_present() -> bool:
    """Whether anybody made up is in this database; production refuses to start with them.

    Two queries at most, each of which stops at its first find."""
    return demo_accounts().exists() or Worker.select().where(Worker.demo).exists()


def load_demo(*, hash_password: Callable[[str], str], people: int = 2000) -> dict[str, int]:
    """Accounts, rosters and `people` workers in every state, in one transaction; answers with counts by kind.

    Does nothing and answers {} when there are demo accounts. Needs reference data and a configured vault. The files of
    the print runs that wait for their outcome, of the mandates that wait to be checked and of a claim are made
    afterwards, and so are the selections, the reports of past months and the evaluation."""
    counts = _load(hash_password, people=people)
    if counts:
        make_waiting_files()
        draw_papers()
        add_claim_papers()
        if people:
            let_one_stop(today())
            add_selections(today())
        notices.daily()  # what the morning's round would have made: somebody to call, letters to send
        make_reports()
        count_evaluation()
    return counts


def make_reports() -> None:
    """Of the months that are over, by the job itself, as the first round would."""
    with writing():
        job = queue.ask(month_report_rounds.JOB, by=SYSTEM, run_here=True)
    queue.run_job(job.id, lambda job, progress: month_report_rounds.make(progress, job_id=job.id))


def count_evaluation() -> None:
    """By the job itself, as tonight's would."""
    with writing():
        job = queue.ask(evaluation_counting.JOB, by=SYSTEM, run_here=True)
    queue.run_job(job.id, lambda _job, progress: evaluation_counting.count(progress))


def load_accounts_only(*, hash_password: Callable[[str], str]) -> dict[str, int]:
    """As load_demo, for an empty start: accounts, funders and companies, no rosters and no workers."""
    return _load(hash_password, people=0)


def _load(hash_password: Callable[[str], str], *, people: int) -> dict[str, int]:
    if demo_accounts().exists():
        return {}
    password = hash_password(DEMO_PASSWORD)
    with writing():
        counts = add_accounts(password)
        if people:
            counts["staff"] = add_staff(today())
        counts["donors"] = add_donors()
        if people:
            counts |= _add_workers(people) | add_mandates(today())
        audit.record("demo.dimuat", by=SYSTEM, kind="demo", **counts)
    return counts


def _add_workers(count: int) -> dict[str, int]:
    crowd = Crowd(count, today())
    people = add_people(crowd.people())
    add_trail(people)
    add_unfinished(people)
    batches = add_batches(people, crowd.day)
    months = fund(people, batches, crowd.day)
    claims = add_claims(people, crowd.day)
    add_calls()
    add_submission(crowd.day)
    add_poverty(people, crowd.day)
    cards = add_cards(people, batches, crowd.rng)
    return {
        "workers": len(people),
        "batches": len(batches),
        "months": months,
        "claims": claims,
        "cards": cards,
    }
