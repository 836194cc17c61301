"""The city as tiles, one for each kecamatan, each about where it lies."""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = 5


@dataclass(frozen=True)
class Spot:
    """Column from the west, row from the north, both from 0. `lines` is the name as it is broken in a phone's tile."""

    column: int
    row: int
    lines: tuple[str, ...]


# The sea is in the north; beside Semarang Utara the first row is left to it.
SPOTS = {
    "33.74.02": Spot(2, 0, ("Smg.", "Utara")),
    "33.74.05": Spot(4, 0, ("Genuk",)),
    "33.74.16": Spot(0, 1, ("Tugu",)),
    "33.74.13": Spot(1, 1, ("Smg.", "Barat")),
    "33.74.01": Spot(2, 1, ("Smg.", "Tengah")),
    "33.74.03": Spot(3, 1, ("Smg.", "Timur")),
    "33.74.04": Spot(4, 1, ("Gayam-", "sari")),
    "33.74.15": Spot(0, 2, ("Ngali-", "yan")),
    "33.74.09": Spot(1, 2, ("Gajah-", "mungkur")),
    "33.74.07": Spot(2, 2, ("Smg.", "Selatan")),
    "33.74.08": Spot(3, 2, ("Candi-", "sari")),
    "33.74.06": Spot(4, 2, ("Pedu-", "rungan")),
    "33.74.14": Spot(0, 3, ("Mijen",)),
    "33.74.12": Spot(1, 3, ("Gunung-", "pati")),
    "33.74.11": Spot(2, 3, ("Banyu-", "manik")),
    "33.74.10": Spot(3, 3, ("Temba-", "lang")),
}


def spots_of(codes: Iterable[str]) -> dict[str, Spot]:
    """A spot for each code; those this map does not know stand in rows of their own below it, in the given order."""
    codes = list(codes)
    known = {code: SPOTS[code] for code in codes if code in SPOTS}
    below = max((spot.row for spot in known.values()), default=-1) + 1
    others = [code for code in codes if code not in SPOTS]
    placed = {code: Spot(at % COLUMNS, below + at // COLUMNS, (code[-6:],)) for at, code in enumerate(others)}
    return known | placed
