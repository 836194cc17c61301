"""What gives points in a selection, by the dated settings of today; for one selection the admin may weigh otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from db.models import Setting
from kiosk.domain.clock import today
from kiosk.domain.selections import CRITERIA, LAPSE, MOST_WEIGHT, WAITING, WORK, Criterion
from kiosk.domain.words import N_
from kiosk.services import settings
from kiosk.services.acting import Refused

WEIGHTS = "selection_weights"
OWN_BASIS = N_("Diubah untuk seleksi ini saja.")

NO_WEIGHT = N_(
    "Semua bobot nol, maka tidak ada ukuran yang menentukan urutannya. Beri bobot paling sedikit satu ukuran; bila "
    "hanya lama menunggu yang menentukan, isi bobot Lama menunggu saja."
)
WRONG_WEIGHT = N_("Bobot ditulis sebagai angka bulat dari 0 sampai %(most)s.")


def in_force() -> list[Criterion]:
    """In the order of CRITERIA; one without a weight counts for nothing."""
    row = _row(WEIGHTS)
    weights = read(row.value)
    return [
        Criterion(code=code, weight=weights.get(code, 0), as_of=_known(row), basis=row.basis, **_more(code))
        for code in CRITERIA
    ]


def weighed(weights: Mapping[str, int]) -> list[Criterion]:
    """The same with these weights by code; whatever differs from the setting says so. Raises Refused."""
    require_sound(weights)
    return [_as(one, weights.get(one.code, 0)) for one in in_force()]


def require_sound(weights: Mapping[str, int]) -> None:
    """Raises Refused for a weight beyond MOST_WEIGHT, or where all are 0."""
    found = [weights.get(code, 0) for code in CRITERIA]
    if any(not 0 <= weight <= MOST_WEIGHT for weight in found):
        raise Refused(WRONG_WEIGHT, most=MOST_WEIGHT)
    if not any(found):
        raise Refused(NO_WEIGHT)


def read(text: str) -> dict[str, int]:
    """Of a setting: `poverty:40,lapse:30`."""
    pairs = (part.split(":") for part in text.split(",") if ":" in part)
    return {code.strip(): int(weight) for code, weight in pairs}


def written(weights: Mapping[str, int]) -> str:
    """As `read` understands it, in the order of CRITERIA."""
    return ",".join(f"{code}:{weights.get(code, 0)}" for code in CRITERIA)


def _as(criterion: Criterion, weight: int) -> Criterion:
    if weight == criterion.weight:
        return criterion
    return replace(criterion, weight=weight, as_of=today(), basis=OWN_BASIS)


def _more(code: str) -> dict:
    if code == WORK:
        return {"work": frozenset(one.strip() for one in settings.setting("selection_work").split(","))}
    if code == WAITING:
        return {"full_at": settings.whole("selection_full_waiting_days")}
    return {"full_at": settings.whole("lapse_months")} if code == LAPSE else {}


def _known(row: Setting) -> date:
    """Of which day that is: a setting may hold for longer than anybody has written it down."""
    return row.as_of or row.valid_from


def _row(key: str) -> Setting:
    """The row of today, with its date and basis."""
    rows = Setting.select().where(Setting.key == key, Setting.valid_from <= today())
    return rows.order_by(Setting.valid_from.desc()).first()
