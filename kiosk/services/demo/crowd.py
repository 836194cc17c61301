"""The crowd of workers: two in three enrolled at a post, the others sent by companies in batches."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kiosk.domain.clock import first_of_month, utc_now
from kiosk.domain.enrolment import Enrolment
from kiosk.services.acting import Actor
from kiosk.services.demo.accounts import officers, partners
from kiosk.services.demo.batches import BATCHES, DemoBatch
from kiosk.services.demo.fates import FATES, Span, fate, schemes_of
from kiosk.services.demo.homes import (
    WORKPLACES,
    birth_place_of,
    nearest_post,
    nik_region,
    regency_of,
    shuffled_homes,
)
from kiosk.services.demo.identities import SEED, Names, Numbers
from kiosk.services.demo.people import Person
from kiosk.services.demo.submissions import days_asked
from kiosk.services.demo.work import Occupations
from kiosk.services.worker_rows import worker_columns

OUTSIDER_EVERY = 12  # in batches only: the city's money is for its residents
GOES_ON_EVERY = 2  # of a batch that is over: the city goes on with them


class Crowd:
    """Draws the workers one after the other as they are on `day`; everything by chance comes from one seed."""

    def __init__(self, people: int, day: date):
        self.rng = random.Random(SEED)
        self.day = day
        self._names = Names(self.rng)
        self._numbers = Numbers(self.rng, day)
        self._occupations = Occupations(self.rng)
        self._officers, self._partners = officers(), partners()
        self._in_batches = people // 3
        self._at_posts = people - self._in_batches
        outsiders = len(range(0, self._in_batches, OUTSIDER_EVERY))
        self._homes = iter(shuffled_homes(self.rng, people - outsiders))

    def people(self) -> Iterator[Person]:
        this_month = first_of_month(self.day)
        for number in range(self._at_posts):
            yield self._at_a_post(fate(FATES[number % len(FATES)], self.rng, this_month))
        for number in range(self._in_batches):
            row, place = divmod(number, len(BATCHES))
            outsider = number % OUTSIDER_EVERY == 0
            goes_on = row % GOES_ON_EVERY == 0 and not outsider
            yield self._in_a_batch(place, outsider=outsider, goes_on=goes_on)

    def _at_a_post(self, spans: tuple[Span, ...]) -> Person:
        home = next(self._homes)
        post = nearest_post(home)
        enrolled_on = self._day_before_funding(spans)
        row = self._row(home, schemes_of(spans), post, enrolled_on, spans, by=self._officers[post])
        how = self.rng.choices(("self", "thumb", "witness"), (85, 10, 5))[0]
        return Person(row, spans, how)

    def _day_before_funding(self, spans: tuple[Span, ...]) -> date:
        """Waiting people came lately rather than long ago; the others some weeks before their first month."""
        if not spans:
            return self.day - timedelta(days=int(420 * self.rng.random() ** 2.5))
        first = spans[0].first_month(first_of_month(self.day))
        latest = days_asked(self.day).billed if spans[0].asked else self.day
        return min(latest, first - timedelta(days=self.rng.randint(22, 50)))

    def _in_a_batch(self, place: int, *, outsider: bool, goes_on: bool) -> Person:
        batch = BATCHES[place]
        home = None if outsider else next(self._homes)
        partner = self._partners[batch.company]
        spans = (batch.span(place), *self._afterwards(batch) * goes_on)
        row = self._row(home, schemes_of(spans), "tambak-lorok", batch.opened_on(self.day), spans, by=partner)
        return Person(row, spans, "company_list")

    def _afterwards(self, batch: DemoBatch) -> tuple[Span, ...]:
        """The city takes on, at once and to the end of the year, whom a batch that is over has left."""
        begins = batch.first + batch.months
        return (Span("apbd", begins, 12 - self.day.month),) if begins < 0 else ()

    def _row(
        self,
        home: str | None,
        schemes: set[str],
        around: str,
        enrolled_on: date,
        spans: tuple[Span, ...],
        *,
        by: Actor,
    ) -> dict:
        """The worker's columns as an enrolment on that day would have written them."""
        occupation = self._occupations.admitted_by(schemes)
        who = self._identity(home, occupation)
        enrolled_at = _working_hour(self.rng, enrolled_on)
        entry = Enrolment(
            **who,
            occupation=occupation,
            phone=self._numbers.phone(),
            workplace=self.rng.choice(WORKPLACES[around]),
            still_working=True,
            **self._follow_later(birth_place_of(who["nik"])),
            kpj=self._numbers.kpj() if any(span.confirmed_by(self.day) for span in spans) else None,
        )
        then = {"enrolled_on": enrolled_on, "enrolled_at": enrolled_at, "demo": True}
        seconds = self.rng.randint(38, 150) if by.role == "petugas" else None
        return worker_columns(entry, by=by) | then | {"enrol_seconds": seconds}

    def _follow_later(self, birth_place: str) -> dict:
        """What many have given already; the others stand on the list of what is missing."""
        born_at = birth_place if self.rng.random() < 0.8 else ""
        mother = self._names.person("P") if self.rng.random() < 0.75 else ""
        return {"birth_place": born_at, "mother_name": mother}

    def _identity(self, home: str | None, occupation: str) -> dict:
        """Those fields of Enrolment that stand on a KTP."""
        region = nik_region(self.rng, home)
        sex = self._occupations.sex_in(occupation)
        reading = self._numbers.nik(region, sex)
        return {
            "nik": reading.nik,
            "name": self._names.person(sex),
            "birth_on": reading.birth_on,
            "sex": sex,
            "kelurahan": home,
            "home_regency": "" if home else regency_of(region),
            "rt": f"{self.rng.randint(1, 12):03d}",
            "rw": f"{self.rng.randint(1, 15):03d}",
            "address": self._names.address(),
        }


def _working_hour(rng: random.Random, day: date) -> datetime:
    """A moment of that day between 8 and 15 o'clock in Semarang, as naive UTC, not after now."""
    return min(utc_now(), datetime.combine(day, time(1)) + timedelta(seconds=rng.randint(0, 7 * 3600)))
