"""One of many processes that change the same months at once (see tests/services/processes.py)."""

from datetime import date

from db.connection import writing
from db.models import Funder, User, Worker
from kiosk.services import commitments, holds, payments
from kiosk.services.months_taken import MonthsTaken
from tests.services.at_once import acting


def work(job: dict) -> dict:
    return {"commit": _commit, "release": _release, "pay": _pay}[job["what"]](job)


def _commit(job: dict) -> dict:
    """Take these people on, in the order the job names them."""
    people = {worker.id: worker for worker in Worker.select().where(Worker.id.in_(job["workers"]))}
    try:
        with writing():
            made = commitments.commit_months(
                funder=Funder.get_by_id(job["funder"]),
                workers=[people[worker_id] for worker_id in job["workers"]],
                months=[date.fromisoformat(month) for month in job["months"]],
            )
    except MonthsTaken as refused:
        return {"taken": sorted(refused.taken), "message": str(refused)}
    return {"won": [commitment.id for commitment in made]}


def _release(_job: dict) -> dict:
    return {"released": holds.release_expired()}


def _pay(job: dict) -> dict:
    """The admin enters a payment for a bill."""
    no = payments.pay_bill(
        bill_no=job["bill"],
        reference=job["reference"],
        received_on=date.fromisoformat(job["on"]),
        amount=job["amount"],
        evidence=None,
        client_key=job["key"],
        by=acting(User.get(User.role == "admin")),
    )
    return {"paid": no}
