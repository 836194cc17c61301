"""Companies side by side, with what they pay for now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, Company
from db.words_within import holds
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.digits import bare
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.batch_ends import NOTHING, Ends, ends_by_company, still_hold
from kiosk.services.batch_withdrawal_pages import OPEN
from kiosk.services.companies import companies_in_scope
from kiosk.services.portions import one_page

PAGE = 50
MOST_FOUND = 50
ACTIVE, INACTIVE = "aktif", "tidak-aktif"
STATES = (ACTIVE, INACTIVE)
NPWP_LENGTH = 16


@dataclass(frozen=True)
class CompanyLine:
    """Of what the reader may see: `batches` whose months are not over, of which `withdrawn` still hold people, and whom
    they hold from this month on (`ends`)."""

    company: Company
    batches: int
    withdrawn: int
    ends: Ends


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
    this_month = first_of_month(today())
    lasting = _not_over(companies, this_month, by)
    ends = ends_by_company(lasting, since=this_month)
    holding = still_hold([batch for batch in lasting if batch.state != OPEN], since=this_month)
    withdrawn = Counter(batch.company_id for batch in lasting if batch.id in holding)
    batches = withdrawn + Counter(batch.company_id for batch in lasting if batch.state == OPEN)
    return [
        CompanyLine(company, batches[company.id], withdrawn[company.id], ends.get(company.id, NOTHING))
        for company in companies
    ]


def _not_over(companies: list[Company], this_month: date, by: Actor) -> list[Batch]:
    found = access.batches_in_scope(by).where(Batch.company.in_(companies))
    return [batch for batch in found if add_months(batch.first_month, batch.months) > this_month]
