"""What the city has promised for a year outside any programme, mostly before it was opened, counts under the
programme."""

from datetime import date

from peewee import fn

from db.models import Commitment, Programme
from kiosk.domain.words import N_, number, rupiah
from kiosk.services import programme_counts
from kiosk.services.acting import Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500

TOO_SMALL = N_(
    "Untuk tahun ini sudah dijanjikan %(people)s orang dan %(amount)s. Kuota dan anggaran paling sedikit sebanyak itu."
)


def adopt(programme: Programme) -> int:
    """In the caller's transaction: answers with how many people hold a place then. Raises Refused, with the numbers,
    where they are more than quota or budget. A promise that goes on into another year stays outside."""
    people = _promised_to(programme)
    with changing(people) as changes:
        for chunk in in_chunks(people, PEOPLE_AT_ONCE):
            theirs = Commitment.worker.in_(chunk) & fits(programme)
            Commitment.update(programme=programme.id).where(theirs).execute()
        held = _require_room(programme)
        changes.recount_programmes(people)
    return held


def _promised_to(programme: Programme) -> list[int]:
    """In the order in which people are held."""
    query = Commitment.select(Commitment.worker).where(fits(programme)).distinct()
    return [worker_id for (worker_id,) in query.order_by(Commitment.worker).tuples()]


def fits(programme: Programme):
    """The condition over Commitment: of this money, under no programme, and all of it in the year. Through COALESCE, so
    that the promises of this one funder are read, and not all that companies and civil servants ever made."""
    first, last = year_of(programme)
    inside = (Commitment.first_month >= first) & (Commitment.last_month <= last)
    return inside & (Commitment.funder == programme.funder_id) & (fn.COALESCE(Commitment.programme, 0) == 0)


def year_of(programme: Programme) -> tuple[date, date]:
    """Its first and last month."""
    return date(programme.year, 1, 1), date(programme.year, 12, 1)


def _require_room(programme: Programme) -> int:
    """Answers with how many people it holds."""
    held = programme_counts.recount(programme.id)
    amount = sum(place.promised for place in held.values())
    people = len(held)
    if people > programme.quota or amount > programme.budget:
        raise Refused(TOO_SMALL, people=number(people), amount=rupiah(amount))
    return people
