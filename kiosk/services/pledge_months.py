"""The months of people whom civil servants pay for: one is planned ahead, for the debit of the coming 1st, and a
mandate in force is followed month by month."""

from collections import defaultdict
from datetime import date

from peewee import fn

from db.connection import held, writing
from db.models import Commitment, CoverageMonth, DebitItem, Mandate, Pledge, Worker
from kiosk.domain import mandates
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import debit_missed, ledger, places, releases, standing
from kiosk.services.acting import SYSTEM
from kiosk.services.commitments import extend
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.portions import in_chunks
from kiosk.services.rates import rates_now

PLEDGES_AT_ONCE = 200


def next_debit_month(*, on: date | None = None) -> date:
    """The month that the next debit of a 1st pays for."""
    return add_months(first_of_month(on or today()), 1)


def set_plan(pledges: list[Pledge], plan: str, changes: Changes) -> None:
    """In the caller's transaction, which holds their people: what they get, and what the months nobody has billed yet
    cost by it. Raises TariffMissing."""
    ids = [one.commitment_id for one in pledges if one.commitment_id]
    Commitment.update(plan=plan).where(Commitment.id.in_(ids)).execute()
    rows = CoverageMonth.select().where(
        CoverageMonth.commitment.in_(ids),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.bill.is_null(),
        _in_no_debit(),
    )
    rates, sectors = rates_now(), {work.code: work.sector for work in places.occupations()}
    by_amount: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        sector = sectors[row.occupation_id]
        amount = rates.amount(month=row.month, sector=sector, funder_kind="asn", plan=plan)
        by_amount[amount].append(row.id)
    for amount, month_ids in sorted(by_amount.items()):
        changes.price(month_ids, amount=amount)


def go_on(pledges: list[Pledge], changes: Changes, *, missed_before: date) -> int:
    """In the caller's transaction, which holds the people of these live pledges of mandates in force: what was planned
    for a month before `missed_before` and never billed is let go, the coming month is planned where nobody else has
    taken it. Answers with how many were planned."""
    month = next_debit_month()
    _let_the_missed_go(pledges, missed_before, changes)
    due = [one for one in pledges if _is_due(one, month)]
    taken = ledger.taken_months([one.worker_id for one in due], [month])
    wanted = {one.commitment_id for one in due if one.worker_id not in taken and one.commitment_id}
    by_plan: dict[str, list[Commitment]] = defaultdict(list)
    for row in Commitment.select(Commitment, Worker).join(Worker).where(Commitment.id.in_(wanted)):
        if not standing.why_not_free(row.worker):
            by_plan[row.plan].append(row)
    for commitments in by_plan.values():
        _reopen(commitments)
        extend(commitments, month=month, held_until=None, changes=changes)
    return sum(map(len, by_plan.values()))


def plan_ahead() -> int:
    """Every live pledge of a mandate in force has the coming month planned; portion by portion, each a transaction of
    its own. Answers with how many months were planned."""
    planned = 0
    _let_go_of_ended()
    for chunk in in_chunks(_without_the_coming_month(), PLEDGES_AT_ONCE):
        with writing():
            # Read again under the hold: somebody may have revoked a moment ago.
            list(held(Mandate.select().where(Mandate.id.in_(_mandates_of(chunk))).order_by(Mandate.id)))
            rows = Pledge.select(Pledge, Mandate).join(Mandate)
            pledges = list(rows.where(Pledge.id.in_(chunk), Pledge.ended_at.is_null(), _in_force()))
            with changing([one.worker_id for one in pledges]) as changes:
                planned += go_on(pledges, changes, missed_before=first_of_month(today()))
    debit_missed.tell_departments()
    return planned


def _let_go_of_ended() -> None:
    """What was planned before a pledge ended, and its day of debit has gone by: nobody will pay it any more."""
    before = first_of_month(today())
    rows = Pledge.select(Pledge.id).join(CoverageMonth, on=CoverageMonth.commitment == Pledge.commitment)
    over = rows.where(Pledge.ended_at.is_null(False), *_missed(before)).distinct()
    for chunk in in_chunks([pledge_id for (pledge_id,) in over.tuples()], PLEDGES_AT_ONCE):
        with writing():
            pledges = list(Pledge.select().where(Pledge.id.in_(chunk)))
            with changing([one.worker_id for one in pledges]) as changes:
                _let_the_missed_go(pledges, before, changes)


def _without_the_coming_month() -> list[int]:
    month = next_debit_month()
    theirs = CoverageMonth.select(CoverageMonth.commitment).where(
        CoverageMonth.month == month, CoverageMonth.released_at.is_null(), CoverageMonth.funder_kind == "asn"
    )
    rows = (
        Pledge.select(Pledge.id)
        .join(Mandate)
        .where(Pledge.ended_at.is_null(), _in_force(), Pledge.commitment.not_in(theirs))
    )
    return [pledge_id for (pledge_id,) in rows.order_by(Pledge.id).tuples()]


def _in_force():
    """The condition over Mandate: verified, and not over when the coming 1st is debited."""
    month = next_debit_month()
    going = Mandate.revoked_on.is_null() | (Mandate.revoked_on > month)
    return (Mandate.state == mandates.VERIFIED) & going & (Mandate.first_month <= month)


def _mandates_of(pledge_ids: list[int]):
    return Pledge.select(Pledge.mandate).where(Pledge.id.in_(pledge_ids))


def _is_due(pledge: Pledge, month: date) -> bool:
    mandate = pledge.mandate
    return mandates.in_force(mandate.state, mandate.revoked_on, month) and mandate.first_month <= month


def _let_the_missed_go(pledges: list[Pledge], before: date, changes: Changes) -> None:
    """A month that began before its mandate was verified was never debited, and nobody will."""
    rows = CoverageMonth.select().where(
        CoverageMonth.commitment.in_([one.commitment_id for one in pledges if one.commitment_id]),
        *_missed(before),
    )
    if missed := list(held(rows.order_by(CoverageMonth.id))):
        releases.release(missed, why=releases.HOLD, by=SYSTEM, changes=changes)
        debit_missed.tell(missed)


def _missed(before: date) -> tuple:
    """The conditions for months that began before that day and nobody has paid, billed or asked a bank for."""
    return (
        _in_no_debit(),
        CoverageMonth.month < before,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
        CoverageMonth.bill.is_null(),
    )


def _in_no_debit():
    """The condition: no line of a debit asks for it, or the bank has answered that it failed."""
    items = DebitItem.select(DebitItem.id).where(
        DebitItem.covered == CoverageMonth.id, DebitItem.let_go_at.is_null()
    )
    return ~fn.EXISTS(items)


def _reopen(commitments: list[Commitment]) -> None:
    Commitment.update(ended_at=None, ended_why="", last_month=None).where(
        Commitment.id.in_([row.id for row in commitments])
    ).execute()
