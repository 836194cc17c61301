"""Under which programme the city's own money is promised, and to whom it may be."""

from collections.abc import Iterable
from datetime import date

from db.models import Funder, Programme, ProgrammeOccupation, Worker
from kiosk.domain import programme_terms
from kiosk.domain.programme_terms import REASONS, Terms
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.domain.words import N_
from kiosk.services import poverty_marks
from kiosk.services.acting import Refused

NONE_OPEN = N_(
    "Belum ada program %(funder)s yang dibuka untuk tahun %(year)s, maka uang kota belum dapat dijanjikan. Disnaker "
    "membukanya di halaman Program kota (/program)."
)


def open_for(funder: Funder, month: date) -> Programme | None:
    """The open programme of this money for the year of `month`; none for money that is not the city's."""
    open_ones = Programme.closed_at.is_null() & (Programme.year == month.year)
    return Programme.get_or_none(open_ones, Programme.funder == funder)


def require_open(funder: Funder, month: date) -> Programme | None:
    """The same; raises Refused where it is the city's money and no programme is open for it."""
    if funder.kind not in PUBLIC_MONEY:
        return None
    if found := open_for(funder, month):
        return found
    raise Refused(NONE_OPEN, funder=funder.name, year=month.year)


def before(programme: Programme) -> list[Programme]:
    """Those of the same money for the year before, whose people this one may take on first."""
    same = (Programme.funder == programme.funder_id) & (Programme.year == programme.year - 1)
    return list(Programme.select().where(same).order_by(Programme.id))


def terms_of(programme: Programme) -> Terms:
    return Terms(
        year=programme.year,
        first_month=programme.first_month,
        occupations=frozenset(occupations_of(programme)),
        residents_only=programme.residents_only,
        poorest_too=programme.poorest_too,
        is_closed=programme.closed_at is not None,
    )


def why_not(terms: Terms, worker: Worker, months: Iterable[date]) -> str:
    """The code of the reason (programme_terms.REASONS), empty where the programme may take this person on."""
    return programme_terms.why_not(
        terms, occupation=worker.occupation_id, is_resident=bool(worker.kelurahan_id), months=months,
        is_poorest=poverty_marks.names(worker),
    )  # fmt: skip


def require_eligible(programme: Programme, workers: Iterable[Worker], months: list[date]) -> None:
    """Raises Refused for the first of `workers` for whom it may not promise these months."""
    terms = terms_of(programme)
    for worker in workers:
        if reason := why_not(terms, worker, months):
            raise Refused(REASONS[reason])


def is_eligible(programme: Programme):
    """The condition for queries over Worker: by occupation and, where the programme asks for it, by residence."""
    work = has_its_work(programme, Worker.occupation, occupations_of(programme))
    return work & Worker.kelurahan.is_null(False) if programme.residents_only else work


def has_its_work(programme: Programme, occupation, codes: list[str]):
    """The condition over Worker, of whose `occupation` it is asked: one of the programme's, or whom a list of the
    extreme poor names, where it takes them whatever their work."""
    work = occupation.in_(codes)
    return work | poverty_marks.is_extreme() if programme.poorest_too else work


def occupations_of(programme: Programme) -> list[str]:
    """Their codes, in order."""
    rows = ProgrammeOccupation.select(ProgrammeOccupation.occupation)
    rows = rows.where(ProgrammeOccupation.programme == programme.id)
    return sorted(code for (code,) in rows.tuples())
