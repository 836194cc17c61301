"""One of many processes that promise the last places of a programme at once (see tests/services/processes.py)."""

from datetime import date

from db.connection import writing
from db.models import CoverageMonth, Programme, User, Worker
from kiosk.services import commitments, programmes
from kiosk.services.acting import Refused
from tests import ledger_rows
from tests.programme_rows import wish
from tests.services.at_once import acting


def work(job: dict) -> dict:
    try:
        return {"promise": _promise, "open": _open, "close": _close, "let go": _let_go}[job["what"]](job)
    except Refused as refused:
        return {"refused": str(refused)}


def _promise(job: dict) -> dict:
    """To these people, each in a transaction of their own where the job says so."""
    programme = Programme.get_by_id(job["programme"])
    workers = [Worker.get_by_id(worker_id) for worker_id in job["workers"]]
    months = [date.fromisoformat(month) for month in job["months"]]
    with writing():
        made = commitments.commit_months(
            funder=programme.funder, workers=workers, months=months, programme=programme
        )
    return {"won": len(made)}


def _open(job: dict) -> dict:
    no = programmes.open_programme(
        funder_id=job["funder"], year=job["year"], wish=wish(job["year"]), client_key=job["key"], by=_admin()
    )
    return {"opened": no}


def _close(job: dict) -> dict:
    programmes.close(no=Programme.get_by_id(job["programme"]).no, why="Uji", by=_admin())
    return {"closed": True}


def _let_go(job: dict) -> dict:
    """Whatever this person has."""
    months = ledger_rows.live_months(CoverageMonth.worker == job["worker"])
    ledger_rows.let_go(months)
    return {"gone": len(months)}


def _admin():
    return acting(User.get(User.role == "admin"))
