"""A run is dropped before it has left the house, by one of two presses: what nobody has sealed is cancelled, a seal is
broken. Neither does what the other would, whoever was faster."""

from db.connection import writing
from db.models import DebitRun
from kiosk.domain import debits
from kiosk.domain.words import N_
from kiosk.services import access, debit_runs
from kiosk.services.acting import Actor, Refused

SEALED_MEANWHILE = N_(
    "Debet ini sudah disegel. Bila memang harus diulang, buka segelnya di halaman debet bulan itu."
)
NO_SEAL = N_("Debet ini tidak tersegel, maka tidak ada segel yang dibuka.")


def cancel(*, run: DebitRun, why: str, by: Actor) -> None:
    """One that is not sealed. Done already: nothing more. Raises NotAllowed, Refused."""
    access.require(by.role == "admin")
    with writing():
        if debit_runs.held_run(run.id).state == debits.SEALED:
            raise Refused(SEALED_MEANWHILE)
        debit_runs.drop(run=run, why=why, by=by)


def break_seal(*, run: DebitRun, why: str, by: Actor) -> None:
    """One that is sealed. Done already: nothing more. Raises NotAllowed, Refused."""
    access.require(by.role == "admin")
    with writing():
        now = debit_runs.held_run(run.id)
        if now.state in debits.UNSENT and now.state != debits.SEALED:
            raise Refused(NO_SEAL)
        debit_runs.drop(run=run, why=why, by=by)
