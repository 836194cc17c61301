"""People who hold a place of a programme, promised through the ledger's own service."""

from datetime import date

from db.connection import writing
from db.models import Programme, User, Worker
from kiosk.services.commitments import commit_months
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker
from tests.services.selection_desk import WHOLE


def promised(no: str, *months: date, people: int, numbered: int = 1) -> list[Worker]:
    """So many fishermen of the city."""
    officer = acting(User.get(User.role == "petugas"))
    workers = [
        worker(number) for number in crowd(officer, people, numbered=numbered, occupation="nelayan", **WHOLE)
    ]
    programme = Programme.get(Programme.no == no)
    with writing():
        commit_months(funder=programme.funder, workers=workers, months=list(months), programme=programme)
    return workers
