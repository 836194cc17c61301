"""The debit of a month: what a run goes through, and who is in it. One judgement serves the building and the sealing of
a run, so that nothing is sealed that would not be built (DESIGN 2, invariant 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain import debit_skips, mandates
from kiosk.domain.age import age_on

BUILDING, BUILT, SEALING, SEALED, SENT, DROPPED = RUN_STATES = (
    "building", "built", "sealing", "sealed", "sent", "dropped",
)  # fmt: skip
UNSENT = (BUILDING, BUILT, SEALING, SEALED)

DRAFTED, LINE_SEALED, LINE_SENT, PAID, FAILED, LEFT_OUT = LINE_STATES = (
    "drafted", "sealed", "sent", "paid", "failed", "left_out",
)  # fmt: skip
UNDER_WAY = (DRAFTED, LINE_SEALED, LINE_SENT, PAID)


@dataclass(frozen=True)
class DuePerson:
    """A worker's month that a mandate is to pay: `amount` in rupiah by today's tariff. `is_first`: nothing was ever
    paid for them, or their membership has ended since, so that this would be a first payment (DOMAIN 1.2)."""

    covered_id: int
    worker_id: int
    pledge_id: int
    birth_on: date
    amount: int
    is_first: bool


@dataclass(frozen=True)
class MissingPerson:
    """One of the mandate's people without a month to pay; `why` is one of domain/debit_skips."""

    pledge_id: int
    why: str


@dataclass(frozen=True)
class DueMandate:
    """A mandate as it is now. `attempts`: how often the bank has tried its month before, `last_attempt` the number of
    the latest. `barred`: its latest debit failed for a
    reason that does not pass by itself, and nobody has said that it is mended. `asked`: a line of that month is under
    way or paid in another run, so that whoever is due now came too late for it."""

    mandate_id: int
    state: str
    revoked_on: date | None
    limit_amount: int
    has_account: bool
    attempts: int
    barred: bool
    last_attempt: int = 0
    asked: bool = False
    due: tuple[DuePerson, ...] = ()
    missing: tuple[MissingPerson, ...] = ()


@dataclass(frozen=True)
class Skip:
    """Of the mandate as a whole where `pledge_id` is None; `amount` is what is not debited because of it."""

    reason: str
    pledge_id: int | None = None
    amount: int = 0


@dataclass(frozen=True)
class Verdict:
    """Who is asked for, and who is not, with the reason. Without `people` there is no line."""

    people: tuple[DuePerson, ...]
    skips: tuple[Skip, ...]

    @property
    def amount(self) -> int:
        return sum(one.amount for one in self.people)


def judge(mandate: DueMandate, *, debit_on: date, most_attempts: int, age_limit: int = 65) -> Verdict:
    """What a run that is debited on `debit_on` asks of this mandate. Renewals are not tested for age (DOMAIN 1.2)."""
    missing = tuple(Skip(one.why, one.pledge_id) for one in mandate.missing)
    total = sum(one.amount for one in mandate.due)
    if reason := _why_not_at_all(mandate, debit_on, most_attempts):
        return Verdict((), (Skip(reason, amount=total), *missing))
    old = too_old(mandate, debit_on=debit_on, age_limit=age_limit)
    fit = tuple(one for one in mandate.due if one not in old)
    left_out = tuple(Skip(debit_skips.TOO_OLD, one.pledge_id, one.amount) for one in old)
    if (amount := sum(one.amount for one in fit)) > mandate.limit_amount:
        return Verdict((), (Skip(debit_skips.ABOVE_LIMIT, amount=amount), *left_out, *missing))
    return Verdict(fit, (*left_out, *missing))


def too_old(mandate: DueMandate, *, debit_on: date, age_limit: int = 65) -> tuple[DuePerson, ...]:
    """Of those who are due: whose first payment this would be, on a day on which they have reached the limit."""
    return tuple(one for one in mandate.due if _is_too_old(one, debit_on, age_limit))


def key_of(mandate_no: str, month: date, attempt: int, run_number: int) -> str:
    """The reference that travels with a line and comes back: of one mandate, month and attempt, and of one run, since
    one that was dropped had its own. Letters, digits and hyphens, as every bank takes them."""
    return f"{mandate_no}-{month:%y%m}-{attempt}{run_number:02}"


def _why_not_at_all(mandate: DueMandate, debit_on: date, most_attempts: int) -> str:
    if not mandates.in_force(mandate.state, mandate.revoked_on, debit_on):
        return debit_skips.REVOKED if mandate.revoked_on else debit_skips.UNVERIFIED
    if not mandate.due:
        return ""
    if mandate.asked:
        return debit_skips.ASKED
    if mandate.barred:
        return debit_skips.TO_MEND
    if mandate.attempts >= most_attempts:
        return debit_skips.ATTEMPTS
    return "" if mandate.has_account else debit_skips.NO_ACCOUNT


def _is_too_old(person: DuePerson, debit_on: date, age_limit: int) -> bool:
    return person.is_first and age_on(person.birth_on, debit_on) >= age_limit


def spread(amount: int, months: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """What the bank took for a line, over the months of it that can still be paid, (id, rupiah) in order: whole months
    only. Answers with the ids it pays and with what is over."""
    paid, rest = [], amount
    for covered_id, price in months:
        if price <= rest:
            paid.append(covered_id)
            rest -= price
    return paid, rest
