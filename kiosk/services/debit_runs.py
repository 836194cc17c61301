"""The run of a month's debit by its month: begun once, looked up, dropped while nothing has left the house. One of a
month is unsent at a time; the next one takes whoever is still due."""

from datetime import date

from peewee import IntegrityError

from db.connection import held, writing
from db.models import DebitItem, DebitLine, DebitRun, Holiday
from kiosk.domain import debits
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.domain.debit_days import debit_day, is_working_day, working_day_from
from kiosk.domain.words import N_, long_date, month_name
from kiosk.services import access, audit, queue, rates, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.bill_making import NotDecided
from kiosk.services.debit_facts import ASN
from kiosk.services.once import once

OWNER = "debet"  # in the audit trail, by month
BUILDING_JOB, SEALING_JOB = "debit.build", "debit.seal"

TOO_EARLY = N_("Debet %(month)s baru dapat disusun mulai %(day)s, sebulan sebelumnya.")
OVER = N_("%(month)s sudah lewat, maka tidak dapat didebet lagi.")
UNSENT_THERE = N_(
    "Debet %(month)s sudah disusun dan belum diserahkan ke bank. Lanjutkan yang itu, atau batalkan dulu."
)
NOT_UNSENT = N_("Debet ini sudah diserahkan ke bank, maka tidak dapat dibatalkan di sini.")
DAY_OFF = N_(
    "Hari debetnya, %(day)s, sekarang tercatat sebagai hari libur bank. Batalkan susunan ini, lalu susun lagi: yang "
    "baru mendapat hari kerja berikutnya."
)
DAY_OVER = N_(
    "Hari debetnya, %(day)s, sudah lewat. Batalkan susunan ini, lalu susun lagi: yang baru mendapat hari kerja "
    "berikutnya."
)


def run_of(month: date, number: int, *, by: Actor) -> DebitRun:
    """Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    found = DebitRun.get_or_none(DebitRun.month == month, DebitRun.number == number)
    if found is None:
        raise NotThere
    return found


def holidays() -> frozenset[date]:
    rows = Holiday.select(Holiday.day).where(Holiday.removed_at.is_null())
    return frozenset(day for (day,) in rows.tuples())


def day_of(month: date) -> date:
    """On which that month is debited if it is asked for now: its own day, or once that is over the next working day."""
    free = holidays()
    usual = debit_day(month, free, day_of_month=settings.whole("debit_day"))
    return usual if usual > today() else working_day_from(today(), free)


def begin(*, month: date, client_key: str, by: Actor) -> str:
    """Have the debit of that month built by the worker, once per key. Answers with the run's number as text.

    Raises NotAllowed, KeyInUse, NotDecided, Refused (too early, over, or one of this month is not sent yet)."""
    access.require(by.role == "admin")
    month = first_of_month(month)
    return once(
        key=client_key,
        purpose="debit.run",
        content={"month": month},
        by=by,
        make=lambda: str(_begin(month, by).number),
    )[0]


def _begin(month: date, by: Actor) -> DebitRun:
    _require_its_time(month)
    if rates.rates_now().gets_cut(ASN) is None:
        raise NotDecided
    number = DebitRun.select().where(DebitRun.month == month).count() + 1
    run = _written(month, number, by)
    job = queue.ask(BUILDING_JOB, by=by, run=run.id, user=by.user_id)
    DebitRun.update(job_id=job.id).where(DebitRun.id == run.id).execute()
    audit.record("debet.disusun", by=by, kind=OWNER, subject=f"{month:%Y-%m}", urutan=number)
    return run


def _written(month: date, number: int, by: Actor) -> DebitRun:
    """The partial unique index is the judge of two who begin at once."""
    if DebitRun.select().where(DebitRun.month == month, DebitRun.state.in_(debits.UNSENT)).exists():
        raise Refused(UNSENT_THERE, month=month_name(month))
    try:
        return DebitRun.create(month=month, number=number, debit_on=day_of(month), built_by=by.user_id)
    except IntegrityError as taken:
        raise Refused(UNSENT_THERE, month=month_name(month)) from taken


def _require_its_time(month: date) -> None:
    this = first_of_month(today())
    if month < this or first_of_month(day_of(month)) != month:
        raise Refused(OVER, month=month_name(month))
    if month > add_months(this, 1):
        raise Refused(TOO_EARLY, month=month_name(month), day=long_date(add_months(month, -1)))


def drop(*, run: DebitRun, why: str, by: Actor) -> None:
    """Before it has left the house: its lines are no more, its people can be asked for again. What was sealed keeps its
    bytes. Done already: nothing more. Raises NotAllowed, Refused once it was sent."""
    access.require(by.role == "admin")
    with writing():
        now = held_run(run.id)
        if now.state == debits.DROPPED:
            return
        if now.state not in debits.UNSENT:
            raise Refused(NOT_UNSENT)
        leave_out_all(now)
        DebitRun.update(
            state=debits.DROPPED, dropped_at=utc_now(), dropped_by=by.user_id, dropped_why=why
        ).where(DebitRun.id == now.id).execute()
        audit.record(
            "debet.dibatalkan", by=by, kind=OWNER, subject=f"{now.month:%Y-%m}", urutan=now.number, alasan=why
        )


def require_day_to_come(run: DebitRun) -> None:
    """Raises Refused where a bank could not debit it on its day any more, or does not work then since the calendar was
    changed: whose mandate is in force was asked for that day."""
    if run.debit_on < today():
        raise Refused(DAY_OVER, day=long_date(run.debit_on))
    if is_day_off(run):
        raise Refused(DAY_OFF, day=long_date(run.debit_on))


def is_day_off(run: DebitRun) -> bool:
    """Noted as a holiday since it was built."""
    return not is_working_day(run.debit_on, holidays())


def held_run(run_id: int) -> DebitRun:
    """In the caller's transaction, before mandates, people and months."""
    return held(DebitRun.select().where(DebitRun.id == run_id)).get()


def leave_out_all(run: DebitRun) -> None:
    """In the caller's transaction, which holds a run that was not sent."""
    let_items_go(DebitLine.select(DebitLine.id).where(DebitLine.run == run))
    DebitLine.update(state=debits.LEFT_OUT).where(DebitLine.run == run).execute()


def let_items_go(lines) -> None:
    """`lines`: ids, or a query of them."""
    DebitItem.update(let_go_at=utc_now()).where(
        DebitItem.line.in_(lines), DebitItem.let_go_at.is_null()
    ).execute()
