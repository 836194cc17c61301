"""The filters of the list of cards to print: as its address has them, as its forms offer and send them on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.services import card_queue
from kiosk.services.acting import Actor, Refused
from kiosk.services.card_queue import BY_KELURAHAN, BY_POST, Wanted
from kiosk.services.printers import choices_for
from kiosk.web.list_filters import ListFilters, area_groups, kelurahan_codes, with_filters

PATH = "/kartu"
TODAY = "ini"
URUT = {BY_POST: "pos"}
LONGEST_BATCH = 20  # letters
UNKNOWN = N_(
    "Saringan daftar ini tidak dikenal, maka tidak ada kartu yang dicetak. Buka daftar kartu, saring sekali lagi, lalu "
    "cetak."
)


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the address of the list without it."""

    text: str
    without: str


class QueueFilters:
    """`wanted` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out.
    `fields`: what a form sent on of the list it stood in, in place of the address."""

    def __init__(self, by: Actor, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        self.choices = _choices(by)
        self.chosen = {
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes()),
            "pos": filters.one_of("pos", dict(self.choices["pos"])),
            "batch": _batch(filters.fields),
            "hari": filters.one_of("hari", (TODAY,)),
            "urut": filters.one_of("urut", tuple(URUT.values())),
        }
        self.unknown = filters.unknown

    @property
    def wanted(self) -> Wanted:
        return wanted_from(self.chosen)

    @property
    def chosen_only(self) -> dict[str, str]:
        return {name: value for name, value in self.chosen.items() if value}

    def as_field(self, page: int) -> str:
        """For a form that prints all of them, or comes back to this page of the list: see fields_in."""
        return urlencode(self.chosen_only | ({"hal": str(page)} if page > 1 else {}))

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is chosen."""
        return any(value for name, value in self.chosen.items() if name != "urut")

    def chips(self) -> list[Chip]:
        """In the order of the form; the order of the list is no filter."""
        words = {name: dict(_flat(choices)) for name, choices in self.choices.items()}
        return [
            Chip(words[name].get(value, value), with_filters(PATH, self.chosen, **{name: ""}))
            for name, value in self.chosen.items()
            if value and name != "urut"
        ]


def fields_in(field: str) -> dict[str, str]:
    """What a form says whose list it stood in, and which page of it."""
    return dict(parse_qsl(field))


def wanted_in(field: str, by: Actor) -> Wanted:
    """What a form says whose list it showed. Raises Refused where it names what that list never offered."""
    fields = fields_in(field)
    known = {
        "kelurahan": kelurahan_codes(),
        "pos": {place.post for place in choices_for(by)},
        "hari": (TODAY,),
        "urut": tuple(URUT.values()),
    }
    strange = [name for name in known if fields.get(name) and fields[name] not in known[name]]
    if strange or not _may_be_a_batch(fields.get("batch", "")):
        raise Refused(UNKNOWN)
    return wanted_from(fields)


def _may_be_a_batch(no: str) -> bool:
    return len(no) <= LONGEST_BATCH and no.isascii() and no.isprintable()


def wanted_from(fields: Mapping[str, str]) -> Wanted:
    """What fields of these names ask for; a value nobody knows finds nobody."""
    return Wanted(
        kelurahan=fields.get("kelurahan", ""),
        post=fields.get("pos", ""),
        batch=fields.get("batch", ""),
        today=fields.get("hari") == TODAY,
        ordered_by=BY_POST if fields.get("urut") == URUT[BY_POST] else BY_KELURAHAN,
    )


def _choices(by: Actor) -> dict[str, list]:
    """(value, words) for each filter; of kelurahan (kecamatan, such pairs)."""
    batches = card_queue.batches_to_choose(by)
    return {
        "kelurahan": area_groups(),
        "pos": [(place.post, place.name) for place in choices_for(by)],
        "batch": [(batch.no, f"{batch.name} · {batch.company.name}") for batch in batches],
        "hari": [(TODAY, _("Terdaftar hari ini"))],
    }


def _batch(fields: Mapping[str, str]) -> str:
    """Also one that is not among those offered: its own page leads here. The service looks whose it is."""
    no = fields.get("batch", "")[:LONGEST_BATCH]
    return no if _may_be_a_batch(no) else ""


def _flat(choices: list) -> list[tuple[str, str]]:
    """Groups opened."""
    return [
        pair for value, words in choices for pair in (words if isinstance(words, list) else [(value, words)])
    ]
