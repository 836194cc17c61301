"""How companies write where somebody lives: `Kel. Miroto`, `Kauman, Semarang Tengah`, `Kel. Mangunharjo, Kec. Tugu`."""

import re
from collections.abc import Callable
from typing import NamedTuple

from kiosk.domain.names import place_key

_BEFORE_NAME = re.compile(r"\s*(?:kelurahan|kel|desa|ds)\b[\s.:/]*", re.IGNORECASE)
_BEFORE_KECAMATAN = re.compile(r"\s*(?:kecamatan|kec)\b[\s.:]*", re.IGNORECASE)
# A comma, a bracket, or the word itself parts the kelurahan from its kecamatan.
_PARTED = re.compile(r"\s*[,;(]\s*|\s+(?=kec(?:amatan)?\b)", re.IGNORECASE)
_THE_CITY = {"semarang", "kotasemarang"}

Named = Callable[[str, str], tuple]


class Written(NamedTuple):
    """`kecamatan` stood in the same cell, empty where none did."""

    name: str
    kecamatan: str


def areas_meant(name: str, kecamatan: str, named: Named) -> tuple:
    """The kelurahan that a cell and the kecamatan beside it may mean: none, one, or several. `named(name, kecamatan)`
    knows the city's, each with `.kecamatan`. A place that the cell itself puts elsewhere is none of ours."""
    kecamatan = bare_kecamatan(kecamatan)
    found = named(name, kecamatan)
    if found:
        return found
    written = _taken_apart(name)
    if not written.name or written == (name, ""):
        return ()
    found = named(written.name, written.kecamatan or kecamatan)
    if not written.kecamatan:
        return found
    return tuple(area for area in found if place_key(area.kecamatan) == place_key(written.kecamatan))


def bare_kecamatan(text: str) -> str:
    """`Kec. Tugu` is Tugu."""
    return _BEFORE_KECAMATAN.sub("", text, count=1) if text[:3].casefold() == "kec" else text


def _taken_apart(text: str) -> Written:
    bare, *behind = _PARTED.split(_BEFORE_NAME.sub("", text, count=1))
    places = [bare_kecamatan(part.strip(" .)")) for part in behind]
    more = [place for place in places if place and place_key(place) not in _THE_CITY]
    # Two more places: the kecamatan and a town that is not ours; no kecamatan is called so.
    return Written(bare.strip(" .)"), ", ".join(more))
