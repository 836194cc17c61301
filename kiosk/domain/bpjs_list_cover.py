"""Whether a list of BPJS's active members can be of everybody it is said to be of: who holds it against the ledger asks
first, where it would leave most of them out."""

from typing import NamedTuple

from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_, number

OF_ALL = N_(
    "Daftar ini berisi %(lines)s orang, sedangkan menurut catatan %(active)s orang aktif dari semua penanggung: "
    "%(missing)s orang akan masuk Perlu dicocokkan. Benar ini daftar lengkap semua penanggung?"
)
OF_ONE = N_(
    "Daftar ini berisi %(lines)s orang, sedangkan menurut catatan %(active)s orang aktif dari %(funder)s: %(missing)s "
    "orang akan masuk Perlu dicocokkan. Benar ini daftar lengkap %(funder)s?"
)
COVERS_LITTLE = "covers_little"


class Cover(NamedTuple):
    """`lines` in the file, `active` people the ledger protects on its day for its funders, `found` of them in it."""

    lines: int
    active: int
    found: int


def is_enough(cover: Cover) -> bool:
    """Half of those who should be on it."""
    return cover.found * 2 >= cover.active


def question(cover: Cover, funder: str) -> Finding:
    """What is asked before such a list is compared; `funder` is a name, "" for all of them."""
    told = {
        "lines": number(cover.lines),
        "active": number(cover.active),
        "missing": number(cover.active - cover.found),
    }
    if funder:
        return block(COVERS_LITTLE, OF_ONE, funder=funder, **told)
    return block(COVERS_LITTLE, OF_ALL, **told)
