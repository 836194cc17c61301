"""Filters of a list that live in its address, so that it can be kept and sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import parse_qsl, urlencode

from flask import redirect, request
from flask_babel import gettext as _

from kiosk.services import places
from kiosk.services.home_areas import OUTSIDE

LONGEST_FIELD = 500  # characters


class ListFilters:
    """What stands in this request's address, or in `fields` that a form sent on. A value nobody knows is no filter; its
    name is kept in `unknown`."""

    def __init__(self, fields: Mapping[str, str] | None = None):
        self.fields = request.args if fields is None else fields
        self.unknown: list[str] = []

    def one_of(self, name: str, known: Collection[str]) -> str:
        """The value, or nothing."""
        value = self.fields.get(name, "")
        if value and value not in known:
            self.unknown.append(name)
            return ""
        return value


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the address of the list without it."""

    text: str
    without: str


def chips_of(path: str, chosen: Mapping[str, str], choices: Mapping[str, list]) -> list[Chip]:
    """In the order of the form; the order of the list is no filter. `choices` are (value, words) for each filter, or
    groups (title, such pairs); a value that is not among them shows as it is."""
    words = {name: dict(_flat(offered)) for name, offered in choices.items()}
    return [
        Chip(words[name].get(value, value), with_filters(path, chosen, **{name: ""}))
        for name, value in chosen.items()
        if value and name != "urut"
    ]


def _flat(choices: list) -> list[tuple[str, str]]:
    """Groups opened."""
    return [
        pair for value, words in choices for pair in (words if isinstance(words, list) else [(value, words)])
    ]


def filled(chosen: Mapping[str, str]) -> dict[str, str]:
    """Without the filters that are not used."""
    return {name: value for name, value in chosen.items() if value}


def with_filters(path: str, chosen: Mapping[str, str], **other: str) -> str:
    """The address of the list with these filters, `other` in place of those of the same name; empty ones left out."""
    words = urlencode(filled({**chosen, **other}))
    return f"{path}?{words}" if words else path


def as_field(chosen: Mapping[str, str], page: int) -> str:
    """A list and the page of it, for a form that stands in it and comes back to it: see fields_in."""
    return urlencode(filled(chosen) | ({"hal": str(page)} if page > 1 else {}))


def fields_in(field: str | None) -> dict[str, str]:
    """What a form says of the list it stood in, and which page of it."""
    return dict(parse_qsl((field or "")[:LONGEST_FIELD]))


def back_to(path: str, chosen: Mapping[str, str], page: int) -> str:
    """The address of this page of the list."""
    return with_filters(path, chosen, hal=str(page) if page > 1 else "")


def away_from_empty():
    """A form sends its empty fields too: on to the address without them, or None where there are none."""
    if all(request.args.values()):
        return None
    return redirect(with_filters(request.path, request.args), code=303)


def area_groups(kecamatan: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """(kecamatan, its kelurahan as (code, name)) to choose from, people from outside the city at the end; with the code
    of a kecamatan those of it alone."""
    groups = groupby(_areas_in(kecamatan), key=lambda area: area.kecamatan)
    inside = [(name, [(area.code, area.name) for area in areas]) for name, areas in groups]
    return inside if kecamatan else [*inside, (_("Lainnya"), [(OUTSIDE, _("Luar Kota Semarang"))])]


def kelurahan_codes(kecamatan: str = "") -> set[str]:
    """What may stand for a kelurahan in an address; with a kecamatan those that lie in it."""
    codes = {area.code for area in _areas_in(kecamatan)}
    return codes if kecamatan else {*codes, OUTSIDE}


def _areas_in(kecamatan: str) -> list[places.Area]:
    return [area for area in places.areas() if kecamatan in ("", area.kecamatan_code)]
