"""The kecamatan in which people may live whose kelurahan a list does not say; guessed while the NIK is open anyway."""

from functools import lru_cache

from db.connection import held, writing
from db.models import PovertyRow
from kiosk.domain.likely_places import likely_kecamatan
from kiosk.domain.names import place_key
from kiosk.domain.poverty_rows import SEALED
from kiosk.services import places, safe

PORTION = 500


def guess(nik: str, written: str) -> str:
    """The code of a kecamatan, or empty; `written` is the place as the list says it."""
    return likely_kecamatan(nik, written, _codes(places.areas()))


def fill() -> int:
    """For the worker: rows of before there were guesses. How many there were."""
    done = 0
    while taken := _fill_some():
        done += taken
    return done


def _fill_some() -> int:
    """Held in the order in which an enrolment holds them."""
    with writing():
        rows = list(held(_unguessed().order_by(PovertyRow.id).limit(PORTION)))
        found: dict[str, list[int]] = {}
        for row in rows:
            nik = safe.open_text(row.nik_sealed, safe.POVERTY_NIK)
            found.setdefault(guess(nik, row.area_text), []).append(row.id)
        for code, ids in found.items():
            PovertyRow.update(likely_kecamatan=code).where(PovertyRow.id.in_(ids)).execute()
    return len(rows)


def _unguessed():
    return PovertyRow.select().where(
        PovertyRow.state.in_(SEALED), PovertyRow.kelurahan.is_null(), PovertyRow.likely_kecamatan.is_null()
    )


@lru_cache(maxsize=1)
def _codes(areas: tuple[places.Area, ...]) -> dict[str, str]:
    return {place_key(area.kecamatan): area.kecamatan_code for area in areas}
