"""Where people live, as a condition for lists: a kelurahan, a whole kecamatan, or outside the city."""

from db.models import Worker
from kiosk.services import places

OUTSIDE = "luar"  # in place of a kelurahan's code


def lives_in(kelurahan: str = "", kecamatan: str = ""):
    """The conditions over Worker, none where both codes are empty; a kelurahan goes before its kecamatan."""
    if kelurahan == OUTSIDE:
        yield Worker.kelurahan.is_null()
    elif kelurahan:
        yield Worker.kelurahan == kelurahan
    elif kecamatan:
        codes = [area.code for area in places.areas() if area.kecamatan_code == kecamatan]
        yield Worker.kelurahan.in_(codes)
