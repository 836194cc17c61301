"""The filters of the people of a programme, as the list's address has them."""

from datetime import date

from kiosk.domain.clock import months_from
from kiosk.services import places
from kiosk.services.programme_people import Wish
from kiosk.web.list_filters import Chip, ListFilters, area_groups, chips_of, kelurahan_codes, with_filters
from kiosk.web.page_context import month_name, occupation_name
from kiosk.web.programmes.words import STAGES, stage_of, stage_words


class PeopleFilters:
    """`wish` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out."""

    def __init__(self, no: str, year: int):
        self._path, filters = f"/program/{no}/orang", ListFilters()
        self._months = {f"{month:%Y-%m}": month for month in months_from(date(year, 1, 1), 12)}
        self.choices = self._choices()
        self.chosen = {
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes()),
            "pekerjaan": filters.one_of("pekerjaan", places.occupations_by_code()),
            "bulan": filters.one_of("bulan", self._months),
            "keadaan": filters.one_of("keadaan", STAGES),
        }
        self.unknown = filters.unknown

    @property
    def wish(self) -> Wish:
        return Wish(
            kelurahan=self.chosen["kelurahan"],
            occupation=self.chosen["pekerjaan"],
            month=self._months.get(self.chosen["bulan"]),
            stage=stage_of(self.chosen["keadaan"]),
        )

    @property
    def here(self) -> str:
        """The address of the list with these filters."""
        return with_filters(self._path, self.chosen)

    @property
    def sheet(self) -> str:
        return with_filters(f"{self._path}.xlsx", self.chosen)

    def chips(self) -> list[Chip]:
        return chips_of(self._path, self.chosen, self.choices)

    def said(self) -> list[str]:
        """The filters in use, in words."""
        return [chip.text for chip in self.chips()]

    def _choices(self) -> dict[str, list]:
        works = [(work.code, occupation_name(work.code)) for work in places.occupations()]
        return {
            "kelurahan": area_groups(),
            "pekerjaan": sorted(works, key=lambda work: work[1]),
            "bulan": [(code, month_name(month)) for code, month in self._months.items()],
            "keadaan": [(code, stage_words(code)) for code in STAGES],
        }
