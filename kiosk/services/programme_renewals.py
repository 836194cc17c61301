"""A programme of the city's own money goes on in the year after: whose cover ends with it, and for how many of them the
next one has room. A selection renews it (selection_drawing): its people come first, in the order of their points."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Programme, ProgrammePlace, Worker
from kiosk.domain.clock import add_months, last_of_month
from kiosk.services import programme_choices, selection_facts, selection_prices, selections
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor


@dataclass(frozen=True)
class Renewal:
    """A programme, `people` whose cover ends with its year, and the open programme of the same money for the year after
    it (None where nobody has opened that yet) with what is left of it: `places`, and how many `payable` people its
    budget bears from the first month that can be promised."""

    programme: Programme
    people: int
    following: Programme | None
    places: int = 0
    payable: int = 0

    @property
    def next_year(self) -> int:
        return self.programme.year + 1

    @property
    def ends_on(self) -> date:
        return last_of_month(date(self.programme.year, selections.DECEMBER, 1))

    @property
    def room(self) -> int:
        """For how many of them there are places and money."""
        return min(self.people, self.places, self.payable)

    @property
    def left_over(self) -> int:
        """Who falls out, or waits in reserve."""
        return self.people - self.room


def renewal_of(*, no: str, by: Actor) -> Renewal | None:
    """None for no such programme, or for whom programmes are no business."""
    found = Programme.get_or_none(Programme.no == no) if no and by.role in SEES_ALL else None
    return _renewal(found, _following(found)) if found else None


def renewals_into(programme: Programme) -> list[Renewal]:
    """Those whose people this one may take on first: of the same money and the year before, with somebody who ends."""
    found = (_renewal(before, programme) for before in programme_choices.before(programme))
    return [one for one in found if one.people]


def goes_on(no: str, before: Programme) -> bool:
    """Whether the programme of that number may take its people on first."""
    programme = Programme.get_or_none(Programme.no == no)
    return programme is not None and before in programme_choices.before(programme)


def count_ending(programme: Programme) -> int:
    """Who has its December, and nobody funds afterwards; those whom the next one may not take on are among them."""
    january = add_months(date(programme.year, selections.DECEMBER, 1), 1)
    people = Worker.select(fn.COUNT(Worker.id)).join(ProgrammePlace, on=(ProgrammePlace.worker == Worker.id))
    return people.where(
        ProgrammePlace.programme == programme.id,
        selection_facts.ends_with(programme),
        *selection_facts.nobody_funds(january),
    ).scalar()


def _renewal(programme: Programme, following: Programme | None) -> Renewal:
    people = count_ending(programme)
    if following is None:
        return Renewal(programme, people, None)
    if following.closed_at or not (offered := selections.first_months(following)):
        return Renewal(programme, people, following)
    price = selection_prices.most_for_one(following, selections.months_until_december(offered[0]))
    budget = following.budget - following.promised
    places = max(following.quota - following.places, 0)
    return Renewal(programme, people, following, places, max(budget, 0) // price if price else places)


def _following(programme: Programme) -> Programme | None:
    same = (Programme.funder == programme.funder_id) & (Programme.year == programme.year + 1)
    return Programme.get_or_none(same, Programme.closed_at.is_null())
