"""Whom a donor has taken on, and what they may know of each: until the mandate is signed initials, or the name they
typed themselves; then name and state, for as long as the mandate stands. Never a NIK, a phone number or an address."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from peewee import JOIN

from db.models import Commitment, CoverageMonth, Donor, Mandate, Pledge, Worker
from kiosk.domain.clock import first_of_month, local, today
from kiosk.domain.mandates import names_its_people
from kiosk.domain.pledges import DIED, ENDINGS, NOMINATED
from kiosk.domain.words import N_, initials
from kiosk.services import ledger, places
from kiosk.services.donor_months import OwnMonth, months_of, own_months, strip_for
from kiosk.services.worker_months import live_among
from kiosk.services.worker_strip import StripMonth

MISTAKEN = N_("kabar wafatnya keliru")
NEWS_FOR = timedelta(days=40)  # as long as one mourns here


@dataclass(frozen=True)
class OwnWorker:
    """`name` as far as the donor may know it; `held_until` (UTC) of a reservation and of a mandate that nobody has
    verified yet. `strip` and `protection` once the mandate is signed; `why` of one that ended, as domain/pledges words
    it. `died` as long as that stands; `mistaken`: the death was taken back, and `again` is the handle by which the
    donor may take the person on again, empty where that is not possible."""

    pledge_id: int
    name: str
    occupation: str
    area: str
    since: date
    held_until: datetime | None
    mandate_no: str = ""
    protection: object = None
    strip: list[StripMonth] = field(default_factory=list)
    months: list[OwnMonth] = field(default_factory=list)
    why: str = ""
    died: bool = False
    mistaken: bool = False
    again: str = ""
    ended_on: date | None = None
    until: date | None = None

    @property
    def is_news(self) -> bool:
        """A death, or one that was taken back, of these weeks: said before everything else."""
        return (self.died or self.mistaken) and self.ended_on >= today() - NEWS_FOR


def reserved_by(donor: Donor) -> list[OwnWorker]:
    """Who is not signed for yet, in the order they came; one query."""
    rows = _pledges(donor).where(Pledge.mandate.is_null(), Pledge.ended_at.is_null())
    return [_unsigned(one) for one in rows.order_by(Pledge.id)]


def reserved_one(pledge: Pledge) -> OwnWorker:
    """The same of one, with its worker."""
    return _unsigned(pledge)


def signed_for_by(donor: Donor) -> list[OwnWorker]:
    """Who is under a mandate, by name; four queries, however many they are."""
    rows = _pledges(donor).where(Pledge.mandate.is_null(False), Pledge.ended_at.is_null())
    pledges = list(rows.order_by(Pledge.id))
    months = months_of([one.worker_id for one in pledges])
    return [_signed(one, months[one.worker_id]) for one in pledges]


def lost_by(donor: Donor, *, most: int = 20) -> list[OwnWorker]:
    """Whom the donor had signed for and has no more, the latest first; two queries. Who is reserved again is not
    lost."""
    again = Pledge.select(Pledge.worker).where(Pledge.donor == donor, Pledge.ended_at.is_null())
    rows = _pledges(donor).where(
        Pledge.mandate.is_null(False), Pledge.ended_at.is_null(False), Pledge.worker.not_in(again)
    )
    return [_ended(one) for one in rows.order_by(Pledge.id.desc()).limit(most)]


def known_name(pledge: Pledge) -> str:
    """What the donor may call this worker, of a pledge with worker and mandate."""
    name, mandate = pledge.worker.name, pledge.mandate
    knows = mandate is not None and names_its_people(mandate.state, mandate.revoked_on, today())
    return name if knows or pledge.kind == NOMINATED else initials(name)


def _pledges(donor: Donor):
    return (
        Pledge.select(Pledge, Worker, Mandate, Commitment)
        .join(Worker)
        .switch(Pledge)
        .join(Mandate, JOIN.LEFT_OUTER)
        .switch(Pledge)
        .join(Commitment, JOIN.LEFT_OUTER)
        .where(Pledge.donor == donor)
    )


def _unsigned(pledge: Pledge, **more) -> OwnWorker:
    worker = pledge.worker
    return OwnWorker(
        pledge_id=pledge.id,
        name=known_name(pledge),
        occupation=worker.occupation_id,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        since=local(pledge.created_at).date(),
        held_until=pledge.held_until,
        mandate_no=pledge.mandate.no if pledge.mandate_id else "",
        **more,
    )


def _signed(pledge: Pledge, months: list[CoverageMonth]) -> OwnWorker:
    live = live_among(months)
    return _unsigned(
        pledge,
        protection=ledger.protection(live),
        strip=strip_for(pledge, months),
        months=own_months(pledge, live),
    )


def _ended(pledge: Pledge) -> OwnWorker:
    """`until`: the month up to which the donor goes on paying, where it is not over."""
    last = pledge.commitment.last_month if pledge.commitment_id else None
    until = last if last and last >= first_of_month(today()) else None
    of_death, is_dead = pledge.ended_why == DIED, pledge.worker.died_on is not None
    return _unsigned(
        pledge,
        why=MISTAKEN if of_death and not is_dead else ENDINGS[pledge.ended_why],
        died=of_death and is_dead,
        mistaken=of_death and not is_dead,
        ended_on=local(pledge.ended_at).date(),
        until=until,
    )
