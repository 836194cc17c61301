"""People BPJS can be asked for: of whom nothing is missing, with months that are billed."""

from datetime import date

from db.models import Bill, Company, Submission, SubmissionLine, Worker
from kiosk.domain.clock import today
from kiosk.services import bpjs_submissions
from kiosk.services.acting import Actor
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed

WHOLE = {"birth_place": "Semarang", "mother_name": "Sumirah", "address": "Jl. Kakap 12"}


def askable(people, count: int = 3, months: int = 2, **other) -> Bill:
    """The bill of a company's batch of such people."""
    return billed(batch_of(people, count, months, **{**WHOLE, **other}), acting(people["admin"]))


def made(bill: Bill, admin: Actor) -> Submission:
    no = bpjs_submissions.make(funder_id=bill.funder_id, client_key=key(), by=admin)
    return Submission.get(Submission.no == no)


def sent(bill: Bill, admin: Actor, *, on: date | None = None) -> Submission:
    submission = made(bill, admin)
    bpjs_submissions.send(no=submission.no, on=on or today(), by=admin)
    return Submission.get_by_id(submission.id)


def lines(submission: Submission, *states: str) -> list[SubmissionLine]:
    query = SubmissionLine.select().where(SubmissionLine.submission == submission)
    rows = query.where(SubmissionLine.state.in_(states)) if states else query
    return list(rows.order_by(SubmissionLine.number))


def workers() -> list[Worker]:
    return list(Worker.select().order_by(Worker.id))


def funder_of(code: str) -> int:
    return Company.get(Company.code == code).funder_id
