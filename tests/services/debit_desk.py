"""The debit for tests: mandates that are due, runs at each step, the bank's answers as its file."""

from datetime import date, datetime, time, timedelta

import time_machine

from db.connection import writing
from db.models import CutDecision, DebitLine, DebitReturn, DebitRun, Donor, Mandate, User
from kiosk.domain import debits
from kiosk.domain.clock import JAKARTA, today
from kiosk.services import (
    bank_layouts,
    debit_answers,
    debit_runs,
    debit_sealed_files,
    debit_sealing,
    debit_sending,
    invariants,
    mandate_accounts,
    pledge_months,
    queue,
    safe,
)
from kiosk.services.acting import Actor
from tests.services import asn_desk
from tests.services.at_once import acting, key

LATER = timedelta(hours=1)  # longer than a seal can be broken
HEADINGS = "referensi,jumlah,status,alasan,referensi_bank,tanggal_debet"


def faults() -> dict[str, tuple[str, ...]]:
    """What `flask check` names; the tests' PostgreSQL is faster than safe, and says so."""
    return {one.invariant.code: one.named for one in invariants.faults() if one.invariant.code != "durable"}


def decide(*, gets_cut: bool = False) -> None:
    with writing():
        CutDecision.create(funder_kind="asn", gets_cut=gets_cut, letter_no="B/2/uji", letter_on=today())


def admin() -> Actor:
    return acting(User.get(User.role == "admin"))


def due(*, people: int = 1, donor: Donor | None = None) -> Mandate:
    """One in force with an account, its people's coming month planned."""
    donor = donor or asn_desk.donor()
    mandate = asn_desk.verified(donor, people=people)
    with writing():
        Mandate.update(**mandate_accounts.columns_of(f"30{mandate.id:08d}")).where(
            Mandate.id == mandate.id
        ).execute()
    return Mandate.get_by_id(mandate.id)


def coming() -> date:
    return pledge_months.next_debit_month()


def run_of(month: date | None = None) -> DebitRun:
    """The latest of that month."""
    runs = DebitRun.select().where(DebitRun.month == (month or coming()))
    return runs.order_by(DebitRun.number.desc()).get()


def built(month: date | None = None) -> DebitRun:
    debit_runs.begin(month=month or coming(), client_key=key(), by=admin())
    queue.run_waiting_tasks()
    return run_of(month)


def sealed(month: date | None = None) -> DebitRun:
    run = built(month)
    debit_sealing.ask(run=run, by=admin())
    queue.run_waiting_tasks()
    return run_of(month)


def sent(month: date | None = None) -> DebitRun:
    run = sealed(month)
    with time_machine.travel(run.sealed_at + LATER, tick=True):
        debit_sending.send(run=run, by=admin())
    return run_of(month)


def on_day_of(run: DebitRun):
    """The clock stands at noon of its debit: `with on_day_of(run):`."""
    return time_machine.travel(datetime.combine(run.debit_on, time(12), JAKARTA), tick=True)


def lines_of(run: DebitRun) -> list[DebitLine]:
    return list(DebitLine.select().where(DebitLine.run == run).order_by(DebitLine.id))


def answer(
    run: DebitRun,
    fates: dict[str, str] | None = None,
    *,
    without: tuple[str, ...] = (),
    dated: bool = True,
) -> bytes:
    """The bank's file: each line of the run was debited, except those in `fates` (key → its reason), and those left out
    of it."""
    fates = fates or {}
    rows = [
        _answered(line, fates.get(line.key, ""), f"{run.debit_on:%Y-%m-%d}" if dated else "")
        for line in lines_of(run)
        if line.state not in (debits.LEFT_OUT,) and line.key not in without
    ]
    return "\r\n".join([HEADINGS, *rows, ""]).encode()


def _answered(line: DebitLine, reason: str, day: str) -> str:
    status = "GAGAL" if reason else "BERHASIL"
    return f"{line.key},{line.amount},{status},{reason},BJT{line.id:08d},{day}"


def upload(run: DebitRun, content: bytes, name: str = "balasan.csv") -> DebitReturn:
    """Sent in and read by the worker, on the day of the debit."""
    with on_day_of(run):
        no = debit_answers.upload(run=run, sheet=(name, content), client_key=key(), by=admin())
        queue.run_waiting_tasks()
    return DebitReturn.get(DebitReturn.no == no)


def bytes_of(run: DebitRun) -> bytes:
    return safe.file_content(run.path, debit_sealed_files.FILE_KIND)


def layout():
    return bank_layouts.current()
