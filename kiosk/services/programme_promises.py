"""The city's own money while somebody is taken on: under which programme each month is promised, and to whom not."""

from datetime import date

from db.models import Funder, Programme, Worker
from kiosk.domain.programme_terms import REASONS, Terms
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.domain.words import N_
from kiosk.services import programme_choices

NONE_OPEN = N_(
    "Belum ada program kota yang dibuka untuk tahun itu. Disnaker membukanya dulu di halaman Program kota (/program)."
)


class CityMoney:
    """Of one funder, looked up once for each year. Money that is not the city's asks nothing."""

    def __init__(self, funder: Funder):
        self._funder = funder
        self._is_public = funder.kind in PUBLIC_MONEY
        self._found: dict[int, tuple[Programme, Terms] | None] = {}

    def programme(self, months: list[date]) -> Programme | None:
        """Under which these months of one year are promised."""
        found = self._of_year(months[0])
        return found and found[0]

    def why_not(self, worker: Worker, months: list[date]) -> str:
        """The sentence why these months are not promised to this person; empty where they are."""
        if not self._is_public or not months:
            return ""
        found = self._of_year(months[0])
        if found is None:
            return NONE_OPEN
        reason = programme_choices.why_not(found[1], worker, months)
        return REASONS[reason] if reason else ""

    def _of_year(self, month: date) -> tuple[Programme, Terms] | None:
        if not self._is_public:
            return None
        if month.year not in self._found:
            programme = programme_choices.open_for(self._funder, month)
            self._found[month.year] = programme and (programme, programme_choices.terms_of(programme))
        return self._found[month.year]
