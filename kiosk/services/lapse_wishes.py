"""What may be looked for among those whose cover ends."""

from dataclasses import dataclass

SOON, ARREARS, ENDED = "segera", "menunggak", "berakhir"
LISTS = (SOON, ARREARS, ENDED)
CONTACTED, NOT_YET = "sudah", "belum"
REACHED = ("reached", "visited")  # outcomes of a call after which the person knows


@dataclass(frozen=True)
class Wish:
    """Which list, and what to look for in it: codes, OUTSIDE as kelurahan for people from outside the city, CONTACTED
    or NOT_YET (nobody has reached them, tried or not), `programme` the number of the one that gave the last month.
    Empty stands for any. `others`: whom a company or a civil servant may take on, beside its own."""

    which: str = SOON
    kecamatan: str = ""
    kelurahan: str = ""
    rw: str = ""
    post: str = ""
    funder_kind: str = ""
    contacted: str = ""
    programme: str = ""
    others: bool = False
