"""Programmes of the city's own money in a real store, opened by the admin through the service."""

from datetime import date
from uuid import uuid4

from db.models import Funder, Programme, User
from kiosk.domain.clock import today
from kiosk.services import places, programmes
from kiosk.services.acting import Actor
from kiosk.services.programme_checks import Wish
from tests.services.at_once import acting


def wish(year: int | None = None, **other) -> Wish:
    """For every occupation and with room for many, where nothing else is said."""
    said = {
        "name": "Pijar Semar",
        "first_month": date(year or today().year, 1, 1),
        "quota": 1_000,
        "budget": 10_000_000_000,
        "regulation": "Perwal Kota Semarang Nomor 26 Tahun 2025",
        "regulation_on": date(2025, 6, 20),
        "residents_only": True,
        "occupations": tuple(places.occupations_by_code()),
    }
    return Wish(**said | other)


def opened(funder: Funder, year: int | None = None, *, by: Actor | None = None, **other) -> Programme:
    year = year or today().year
    no = programmes.open_programme(
        funder_id=funder.id,
        year=year,
        wish=wish(year, **other),
        client_key=uuid4().hex,
        by=by or acting(User.get(User.role == "admin")),
    )
    return Programme.get(Programme.no == no)


def opened_for_all(funder: Funder) -> list[Programme]:
    """This year's and the next one's: in December the next month is the other year's."""
    return [opened(funder, today().year + ahead) for ahead in (0, 1)]
