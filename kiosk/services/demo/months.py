"""Who gives the made-up workers which months, and how far each month has come on its way to protection.

commitments.commit_months plans one worker at a time, with an end and nothing billed yet; here are two thousand at
once with a past. Tariffs are the ledger's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby

from db.models import Batch, Commitment, Company, CoverageMonth, Funder, Worker
from kiosk.domain.clock import add_months, first_of_month
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import coverage_counts, coverage_spans, places, settings
from kiosk.services.debit_facts import ASN
from kiosk.services.demo.bills import add_bills, pay_out
from kiosk.services.demo.debits import STEPS, debit, name_the_debited
from kiosk.services.demo.fates import Span
from kiosk.services.demo.mandates import put_under_mandates
from kiosk.services.demo.people import Person
from kiosk.services.demo.programmes import add_programmes, count_promises, people_by_year
from kiosk.services.demo.rows import insert
from kiosk.services.demo.submissions import steps_when_asked
from kiosk.services.rates import rates_now

Price = Callable[[date, str, str], int]


@dataclass(frozen=True)
class Grant:
    """Months of one span of one worker, with the row of its funder. The city's own money is promised year by year."""

    person: Person
    span: Span
    funder: Funder
    months: list[date]

    @property
    def first_month(self) -> date:
        return self.months[0]

    @property
    def last_month(self) -> date | None:
        return None if self.span.last is None else self.months[-1]


def fund(people: list[Person], batches: list[Batch], day: date) -> int:
    """One commitment for each span and under it one row for each month; returns how many months."""
    grants = list(_grants(people, first_of_month(day)))
    programmes = add_programmes(people_by_year(_months_of_the_city(grants)), day)
    insert(Commitment, [_commitment_row(grant, batches, programmes) for grant in grants])
    put_under_mandates(day)
    ids, price = _commitment_ids(), _price_list()
    rows = [
        row
        for grant in grants
        for row in _month_rows(grant, ids[grant.person.id, grant.first_month], price, day)
    ]
    debit(rows, day)
    add_bills(rows, dict(Commitment.select(Commitment.id, Commitment.batch).tuples()))
    insert(CoverageMonth, rows)
    name_the_debited()
    pay_out()
    coverage_counts.write_anew()
    coverage_spans.rebuild(grant.person.id for grant in grants)
    count_promises()
    return len(rows)


def _grants(people: list[Person], this_month: date) -> Iterator[Grant]:
    funders = {funder.kind: funder for funder in Funder.select().where(Funder.kind != "csr")}
    funders |= {company.code: company.funder for company in Company.select(Company, Funder).join(Funder)}
    for person in people:
        for span in person.spans:
            funder = funders[span.funder]
            for months in _by_year(span.months(this_month), funder):
                yield Grant(person, span, funder, months)


def _by_year(months: list[date], funder: Funder) -> Iterator[list[date]]:
    """In one piece where it is not the city's own money."""
    if funder.kind not in PUBLIC_MONEY:
        yield months
        return
    for _year, theirs in groupby(months, key=lambda month: month.year):
        yield list(theirs)


def _months_of_the_city(grants: list[Grant]) -> Iterator[tuple[int, int, date]]:
    for grant in grants:
        if grant.funder.kind in PUBLIC_MONEY:
            yield grant.funder.id, grant.person.id, grant.first_month


def _commitment_row(grant: Grant, batches: list[Batch], programmes: dict[tuple[int, int], int]) -> dict:
    return {
        "funder": grant.funder.id,
        "worker": grant.person.id,
        "batch": None if grant.span.batch is None else batches[grant.span.batch].id,
        "programme": programmes.get((grant.funder.id, grant.first_month.year)),
        "first_month": grant.first_month,
        "last_month": grant.last_month,
        "created_at": grant.person.row["enrolled_at"],
    }


def _commitment_ids() -> dict[tuple[int, date], int]:
    """Worker and first month → the row's number."""
    columns = (Commitment.worker, Commitment.first_month, Commitment.id)
    found = Commitment.select(*columns).join(Worker).where(Worker.demo).tuples()
    return {(worker_id, first_month): row_id for worker_id, first_month, row_id in found}


def _price_list() -> Price:
    """(month, occupation, funder kind) → rupiah by the tariff rows; few questions, asked many times."""
    rates, works = rates_now(), places.occupations_by_code()

    @cache
    def amount(month: date, occupation: str, kind: str) -> int:
        return rates.amount(month=month, sector=works[occupation].sector, funder_kind=kind)

    return amount


def _month_rows(grant: Grant, commitment_id: int, price: Price, day: date) -> Iterator[dict]:
    worker, funder = grant.person.row, grant.funder
    for month in grant.months:
        yield {
            "worker": grant.person.id,
            "month": month,
            "commitment": commitment_id,
            "funder": funder.id,
            "funder_kind": funder.kind,
            "kelurahan": worker["kelurahan"],
            "occupation": worker["occupation"],
            "amount": price(month, worker["occupation"], funder.kind),
            "bill": None,
            "payment": None,
            "hold_until": _held_while_planned(grant),
        } | _dates(grant, month, day)


def _held_while_planned(grant: Grant) -> datetime | None:
    """A company's months wait for their bill; the bill sets another day."""
    days = settings.whole("hold_days_planned")
    return grant.person.row["enrolled_at"] + timedelta(days=days) if grant.funder.kind == "csr" else None


def _dates(grant: Grant, month: date, day: date) -> dict[str, date | None]:
    """Billed, sent to BPJS, paid, confirmed, each only once its day has come."""
    if grant.span.asked:
        is_first = month == grant.span.first_month(first_of_month(day))  # the others have no bill yet
        steps = steps_when_asked(grant.person, day) if is_first else (None,) * len(STEPS)
        return dict(zip(STEPS, steps, strict=True))
    if grant.funder.kind == ASN:
        return dict.fromkeys(STEPS)  # as the debit goes
    if grant.span.second_half(month, first_of_month(day)):
        billed, paid = day - timedelta(days=9), day - timedelta(days=2)
        if month == add_months(first_of_month(day), 1):
            return dict(zip(STEPS, (billed, billed, paid, None), strict=True))
        return dict(zip(STEPS, (billed, None, None, None), strict=True))
    steps = grant.span.steps(month, first_of_month(day)) or (None,) * len(STEPS)
    return {name: step if step and step <= day else None for name, step in zip(STEPS, steps, strict=True)}
