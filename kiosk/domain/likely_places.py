"""In which kecamatan somebody may live of whom nobody has said in which kelurahan: a guess, never a fact."""

from collections.abc import Mapping

from kiosk.domain.names import place_key
from kiosk.domain.place_writing import bare_kecamatan

_THE_CITY = {"semarang", "kotasemarang"}


def likely_kecamatan(nik: str, written: str, codes: Mapping[str, str]) -> str:
    """The code of a kecamatan of ours (`33.74.01`), or empty. `written` is where somebody lives as the list says it,
    `codes` are place_key of a name → code.

    What the list writes goes first: a kecamatan of ours at its end is that one, any other place is none of ours. Where
    it writes nothing, the first six digits of the NIK: they say where somebody was first registered, and stay when
    somebody moves (DOMAIN 3.1)."""
    last = place_key(bare_kecamatan(written.rpartition(", ")[2]))
    if last and last not in _THE_CITY:
        return codes.get(last, "")
    region = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    return region if region in codes.values() else ""
