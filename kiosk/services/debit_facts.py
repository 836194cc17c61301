"""What a run of the debit has to know of some mandates, as they are now: in as many queries for many as for few."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.models import Commitment, CoverageMonth, DebitItem, DebitLine, Mandate, Pledge, Worker
from kiosk.domain import debit_skips
from kiosk.domain.clock import months_between
from kiosk.domain.debits import DueMandate, DuePerson, MissingPerson
from kiosk.services import debit_earlier_lines, places, settings, standing
from kiosk.services.debit_earlier_lines import Attempts
from kiosk.services.rates import Rates, rates_now

ASN = "asn"


@dataclass(frozen=True)
class DebitFacts:
    """By mandate id. `planned`: what each due month costs as it was planned, by its id; the people in `due` have the
    price of today."""

    mandates: Mapping[int, DueMandate]
    rows: Mapping[int, Mandate]
    planned: Mapping[int, int]


@dataclass(frozen=True)
class _Due:
    covered_id: int
    worker_id: int
    pledge_id: int
    mandate_id: int
    birth_on: date
    occupation: str
    plan: str
    amount: int
    is_free: bool


def facts_of(mandate_ids: Iterable[int], *, month: date, run_id: int | None = None) -> DebitFacts:
    """Of these mandates and that month; what stands in lines under way of other runs than `run_id` is not due,
    and a mandate with such a line is not asked again for whoever else is."""
    ids = sorted(mandate_ids)
    rows = {row.id: row for row in Mandate.select().where(Mandate.id.in_(ids))}
    found, rates = _due(ids, month, run_id), rates_now()
    due = [one for one in found if one.is_free]
    persons, missing = _persons(due, month, rates), _missing(ids, month, found, rows)
    attempts, barred = debit_earlier_lines.attempts(ids, month), debit_earlier_lines.barred(ids)
    asked = debit_earlier_lines.asked(ids, month, run_id)
    return DebitFacts(
        mandates={
            one.id: DueMandate(
                mandate_id=one.id,
                state=one.state,
                revoked_on=one.revoked_on,
                limit_amount=one.limit_amount,
                has_account=one.account_sealed is not None,
                attempts=attempts.get(one.id, Attempts()).tried,
                last_attempt=attempts.get(one.id, Attempts()).last,
                barred=one.id in barred,
                asked=one.id in asked,
                due=tuple(persons[one.id]),
                missing=tuple(missing[one.id]),
            )
            for one in rows.values()
        },
        rows=rows,
        planned={one.covered_id: one.amount for one in due},
    )


def _due(mandate_ids: list[int], month: date, run_id: int | None) -> list[_Due]:
    """The unpaid months of their people; also of those who stop later, whose month was planned before."""
    pledges = _pledges_by_commitment(mandate_ids)
    return [
        _Due(covered_id, worker_id, *pledges[commitment_id], *rest, is_free=bool(is_free))
        for commitment_id, bill_id, covered_id, worker_id, *rest, is_free in _unpaid(
            list(pledges), month, run_id
        )
        if bill_id is None
    ]


def _pledges_by_commitment(mandate_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Commitment → the pledge that stands for it, and its mandate."""
    rows = Pledge.select(Pledge.commitment, Pledge.id, Pledge.mandate).where(
        Pledge.mandate.in_(mandate_ids), Pledge.commitment.is_null(False)
    )
    return {
        commitment: (pledge, mandate) for commitment, pledge, mandate in rows.order_by(Pledge.id).tuples()
    }


def _unpaid(commitment_ids: list[int], month: date, run_id: int | None):
    """Whether a bill asks for it is no condition here: SQLite would go through every month without one."""
    free = Case(None, [(standing.is_free(), 1)], 0)
    return (
        CoverageMonth.select(
            CoverageMonth.commitment, CoverageMonth.bill, CoverageMonth.id, CoverageMonth.worker,
            Worker.birth_on, CoverageMonth.occupation, Commitment.plan, CoverageMonth.amount, free,
        )
        .join(Commitment)
        .join_from(CoverageMonth, Worker)
        .where(
            CoverageMonth.commitment.in_(commitment_ids),
            CoverageMonth.month == month,
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(),
            ~fn.EXISTS(_under_way_elsewhere(run_id)),
        )
        .order_by(CoverageMonth.id)
        .tuples()
    )  # fmt: skip


def _under_way_elsewhere(run_id: int | None):
    items = DebitItem.select(DebitItem.id).where(
        DebitItem.worker == CoverageMonth.worker,
        DebitItem.month == CoverageMonth.month,
        DebitItem.let_go_at.is_null(),
    )
    return items if run_id is None else items.join(DebitLine).where(DebitLine.run != run_id)


def _persons(due: list[_Due], month: date, rates: Rates) -> dict[int, list[DuePerson]]:
    works, last = places.occupations_by_code(), _last_paid([one.worker_id for one in due], month)
    lapse_months = settings.whole("lapse_months")
    found: dict[int, list[DuePerson]] = defaultdict(list)
    for one in due:
        paid = last.get(one.worker_id)
        found[one.mandate_id].append(
            DuePerson(
                covered_id=one.covered_id,
                worker_id=one.worker_id,
                pledge_id=one.pledge_id,
                birth_on=one.birth_on,
                amount=rates.amount(
                    month=month, sector=works[one.occupation].sector, funder_kind=ASN, plan=one.plan
                ),
                is_first=paid is None or months_between(paid, month) > lapse_months,
            )
        )
    return found


def _last_paid(worker_ids: list[int], month: date) -> dict[int, date]:
    """By worker: the last month before that is paid, by whomever."""
    rows = CoverageMonth.select(CoverageMonth.worker, fn.MAX(CoverageMonth.month)).where(
        CoverageMonth.worker.in_(worker_ids),
        CoverageMonth.month < month,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(False),
    )
    return dict(rows.group_by(CoverageMonth.worker).tuples())


def _missing(
    mandate_ids: list[int], month: date, due: list[_Due], rows: Mapping[int, Mandate]
) -> dict[int, list[MissingPerson]]:
    """Of their live people those who have no month to pay, with what stands in its way."""
    there = {one.pledge_id: one for one in due}
    free = Case(None, [(standing.is_free(), 1)], 0)
    live = (
        Pledge.select(Pledge.id, Pledge.mandate, Pledge.worker, Pledge.commitment, free)
        .join(Worker)
        .where(Pledge.mandate.in_(mandate_ids), Pledge.ended_at.is_null())
        .order_by(Pledge.id)
    )
    people = [row for row in live.tuples() if rows[row[1]].first_month <= month]
    held_by = _held_by([worker_id for _id, _mandate, worker_id, *_rest in people], month)
    found: dict[int, list[MissingPerson]] = defaultdict(list)
    for pledge_id, mandate_id, worker_id, commitment_id, is_free in people:
        if why := _why_missing(there.get(pledge_id), held_by.get(worker_id), commitment_id, bool(is_free)):
            found[mandate_id].append(MissingPerson(pledge_id, why))
    return found


def _why_missing(due: _Due | None, held_by: int | None, commitment_id: int | None, is_free: bool) -> str:
    """Nothing for who is due, or whose month is paid or under way already."""
    if not is_free:
        return debit_skips.HELD_BACK
    if due or (held_by and held_by == commitment_id):
        return ""
    return debit_skips.FUNDED if held_by else debit_skips.NOT_PLANNED


def _held_by(worker_ids: list[int], month: date) -> dict[int, int]:
    """By worker: the commitment that holds their month."""
    rows = CoverageMonth.select(CoverageMonth.worker, CoverageMonth.commitment).where(
        CoverageMonth.worker.in_(worker_ids),
        CoverageMonth.month == month,
        CoverageMonth.released_at.is_null(),
    )
    return dict(rows.tuples())
