"""Ways to make claims untrue, each answering with the number of what no longer fits."""

from datetime import timedelta

from db.models import Bill, Claim, ClaimStep, CoverageMonth, User
from kiosk.domain.clock import today, utc_now


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


BROKEN = {
    "claim_state": (state_without_a_step,),
    "claim_paid": (paid_without_a_step, payment_that_was_taken_back_still_counts),
    "claim_told": (told_without_a_step, told_at_another_time, told_and_not_said),
    "claim_death": (death_of_the_living,),
}
