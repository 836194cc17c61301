"""The filters of the list of cards to print: as its address has them, as its forms offer and send them on."""

from collections.abc import Mapping

from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services import card_queue
from kiosk.services.acting import Actor, Refused
from kiosk.services.card_queue import BY_KELURAHAN, BY_POST, Wanted
from kiosk.services.printers import choices_for
from kiosk.web.list_filters import (
    Chip,
    ListFilters,
    area_groups,
    chips_of,
    fields_in,
    filled,
    kelurahan_codes,
)

PATH = "/kartu"
TODAY = "ini"
URUT = {BY_POST: "pos"}
LONGEST_BATCH = 20  # letters
UNKNOWN = N_(
    "Saringan daftar ini tidak dikenal, maka tidak ada kartu yang dicetak. Buka daftar kartu, saring sekali lagi, lalu "
    "cetak."
)


class QueueFilters:
    """`wanted` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out.
    `fields`: what a form sent on of the list it stood in, in place of the address."""

    def __init__(self, by: Actor, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        self.choices = _choices(by)
        self.chosen = {
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes()),
            "pos": filters.one_of("pos", dict(self.choices["pos"])),
            "batch": _batch(filters),
            "hari": filters.one_of("hari", (TODAY,)),
            "urut": filters.one_of("urut", tuple(URUT.values())),
        }
        self.unknown = filters.unknown

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            kelurahan=self.chosen["kelurahan"],
            post=self.chosen["pos"],
            batch=self.chosen["batch"],
            today=self.chosen["hari"] == TODAY,
            ordered_by=BY_POST if self.chosen["urut"] == URUT[BY_POST] else BY_KELURAHAN,
        )

    @property
    def chosen_only(self) -> dict[str, str]:
        return filled(self.chosen)

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is chosen."""
        return any(value for name, value in self.chosen.items() if name != "urut")

    def chips(self) -> list[Chip]:
        return chips_of(PATH, self.chosen, self.choices)


def wanted_in(field: str, by: Actor) -> Wanted:
    """What a form says whose list it showed. Raises Refused where it names what that list never offered."""
    filters = QueueFilters(by, fields_in(field))
    if filters.unknown:
        raise Refused(UNKNOWN)
    return filters.wanted


def _choices(by: Actor) -> dict[str, list]:
    """(value, words) for each filter; of kelurahan (kecamatan, such pairs)."""
    batches = card_queue.batches_to_choose(by)
    return {
        "kelurahan": area_groups(),
        "pos": [(place.post, place.name) for place in choices_for(by)],
        "batch": [(batch.no, f"{batch.name} · {batch.company.name}") for batch in batches],
        "hari": [(TODAY, _("Terdaftar hari ini"))],
    }


def _batch(filters: ListFilters) -> str:
    """Also one that is not among those offered: its own page leads here. The service looks whose it is."""
    no = filters.fields.get("batch", "")
    may_be_one = len(no) <= LONGEST_BATCH and no.isascii() and no.isprintable()
    return filters.one_of("batch", (no,) if may_be_one else ())
