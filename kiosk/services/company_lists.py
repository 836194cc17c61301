"""Companies side by side, with what they pay for now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, BatchRow, Company
from db.words_within import holds
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.digits import bare
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.companies import companies_in_scope
from kiosk.services.portions import one_page

PAGE = 50
MOST_FOUND = 50
ACTIVE, INACTIVE = "aktif", "tidak-aktif"
STATES = (ACTIVE, INACTIVE)
NPWP_LENGTH = 16


@dataclass(frozen=True)
class CompanyLine:
    """`batches` and `people` of the batches whose months are not over, as far as the reader may see them; `until` is
    the last of these months, None where there are none."""

    company: Company
    batches: int
    people: int
    until: date | None


def page_of(*, by: Actor, state: str = "", page: int = 1) -> tuple[list[CompanyLine], bool]:
    """One page by name, and whether more follow; `state` is one of STATES or empty."""
    query = companies_in_scope(by).order_by(Company.name, Company.id)
    if state:
        query = query.where(Company.active == (state == ACTIVE))
    rows, follows = one_page(query, page=page, size=PAGE)
    return _lines(rows, by), follows


def counts(by: Actor) -> dict[str, int]:
    """How many there are in each of STATES."""
    rows = companies_in_scope(by).select(Company.active, fn.COUNT(Company.id)).group_by(Company.active)
    found = {bool(active): count for active, count in rows.tuples()}
    return {ACTIVE: found.get(True, 0), INACTIVE: found.get(False, 0)}


def find(*, text: str, by: Actor) -> tuple[list[CompanyLine], bool]:
    """By every word of a name, or a whole NPWP, NIB, NPP or code; the first MOST_FOUND, and whether there are more."""
    query = companies_in_scope(by).where(_is_named(text)).order_by(Company.name, Company.id)
    rows, more = one_page(query, page=1, size=MOST_FOUND)
    return _lines(rows, by), more


def _is_named(text: str):
    named, lower = Company.id.is_null(False), fn.LOWER(Company.name)
    for word in text.lower().split():
        named &= holds(lower, word)
    number = bare(text).upper()
    if not number:
        return named
    npwp = number.zfill(NPWP_LENGTH) if number.isdigit() else number
    by_number = (Company.npwp == npwp) | (Company.nib == number) | (Company.npp == number)
    return named | by_number | (fn.UPPER(Company.code) == text.strip().upper())


def _lines(companies: list[Company], by: Actor) -> list[CompanyLine]:
    running = _running(companies, by)
    people = _people([batch.id for batch in running])
    by_company: dict[int, list[Batch]] = defaultdict(list)
    for batch in running:
        by_company[batch.company_id].append(batch)
    return [
        CompanyLine(
            company,
            len(by_company[company.id]),
            people.get(company.id, 0),
            max((last_month(batch) for batch in by_company[company.id]), default=None),
        )
        for company in companies
    ]


def last_month(batch: Batch) -> date:
    return add_months(batch.first_month, batch.months - 1)


def _running(companies: list[Company], by: Actor) -> list[Batch]:
    """Batches of these companies whose months are not over."""
    this_month = first_of_month(today())
    found = access.batches_in_scope(by).where(Batch.company.in_(companies), Batch.state == "open")
    return [batch for batch in found if last_month(batch) >= this_month]


def _people(batch_ids: list[int]) -> dict[int, int]:
    """By company, each person once."""
    rows = (
        BatchRow.select(Batch.company, fn.COUNT(BatchRow.worker.distinct()))
        .join(Batch)
        .where(BatchRow.batch.in_(batch_ids), BatchRow.state == "ready")
        .group_by(Batch.company)
    )
    return dict(rows.tuples())
