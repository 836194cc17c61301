"""Ways to make claims and deaths untrue, each answering with the number of what no longer fits."""

from datetime import timedelta

from db.models import AuditEvent, Bill, Claim, ClaimStep, CoverageMonth, User, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services.deaths import COVER_ENDED, TAKEN_BACK


def _claim(**other) -> Claim:
    """One that would be true, with its first step; without guards it is written by hand."""
    month = CoverageMonth.select().order_by(CoverageMonth.id).first()
    officer = User.get(User.role == "petugas")
    values = {
        "no": "KL-RUSAK",
        "worker": month.worker_id,
        "kind": "accident",
        "happened_at": utc_now(),
        "happened_on": today(),
        "cover_code": "protected",
        "created_by": officer.id,
        **other,
    }
    claim = Claim.create(**values)
    step(claim, "reported", kind=claim.kind)
    return claim


def step(claim: Claim, state: str, **other) -> ClaimStep:
    return ClaimStep.create(claim=claim.id, state=state, on_day=today(), by=claim.created_by_id, **other)


def state_without_a_step(bill: Bill) -> str:
    return _claim(state="paid").no


def paid_without_a_step(bill: Bill) -> str:
    return _claim(paid_amount=42_000_000, paid_on=today()).no


def payment_that_was_taken_back_still_counts(bill: Bill) -> str:
    claim = _claim(state="sent", paid_amount=1_000_000, paid_on=today())
    step(claim, "sent")
    wrong = step(claim, "paid", amount=1_000_000)
    step(claim, "sent", corrects=wrong.id)
    return claim.no


def told_without_a_step(bill: Bill) -> str:
    return _claim(bpjs_told_at=utc_now()).no


def told_at_another_time(bill: Bill) -> str:
    claim = _claim(state="told_bpjs", bpjs_told_at=utc_now())
    step(claim, "told_bpjs", told_at=utc_now() - timedelta(hours=1))
    return claim.no


def told_and_not_said(bill: Bill) -> str:
    claim = _claim(state="told_bpjs")
    step(claim, "told_bpjs", told_at=utc_now())
    return claim.no


def death_of_the_living(bill: Bill) -> str:
    return _claim(kind="death", died_on=today()).no


def died_on_another_day(bill: Bill) -> str:
    claim = _claim(kind="death", died_on=today())
    Worker.update(died_on=today() - timedelta(days=1)).where(Worker.id == claim.worker_id).execute()
    return claim.no


def _deceased(**other) -> Worker:
    person = CoverageMonth.select().order_by(CoverageMonth.id).first().worker
    Worker.update(died_on=today(), frozen_at=utc_now(), **other).where(Worker.id == person.id).execute()
    return person


def _trail(person: Worker, action: str, **detail) -> None:
    AuditEvent.create(action=action, subject_kind="pekerja", subject=person.reg_no, detail=detail)


def dead_without_a_line(bill: Bill) -> str:
    person = _deceased()
    _trail(person, COVER_ENDED, sebab="stopped", hari_terakhir=today().isoformat())
    return person.reg_no


def dead_on_another_day_than_the_line(bill: Bill) -> str:
    person = _deceased()
    _trail(person, COVER_ENDED, sebab="died", hari_terakhir="2026-01-31")
    return person.reg_no


def dead_although_it_was_taken_back(bill: Bill) -> str:
    person = _deceased()
    _trail(person, COVER_ENDED, sebab="died", hari_terakhir=today().isoformat())
    _trail(person, TAKEN_BACK, alasan="orangnya datang")
    return person.reg_no


def line_of_a_death_of_the_living(bill: Bill) -> str:
    person = _deceased()
    Worker.update(died_on=None).where(Worker.id == person.id).execute()
    _trail(person, COVER_ENDED, sebab="died", hari_terakhir=today().isoformat())
    return person.reg_no


BROKEN = {
    "claim_state": (state_without_a_step,),
    "claim_paid": (paid_without_a_step, payment_that_was_taken_back_still_counts),
    "claim_told": (told_without_a_step, told_at_another_time, told_and_not_said),
    "claim_death": (death_of_the_living, died_on_another_day),
    "deaths": (
        dead_without_a_line,
        dead_on_another_day_than_the_line,
        dead_although_it_was_taken_back,
        line_of_a_death_of_the_living,
    ),
}
PROVEN_ONLY = {break_it for found in BROKEN.values() for break_it in found}
