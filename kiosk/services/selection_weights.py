"""The weights of a selection's points as dated settings: which hold today, which held before, and new ones from a day
on. What has begun to hold is never changed: selections were drawn by it. What is still to come may be said anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.connection import held
from db.models import Setting
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import access, audit, selection_criteria, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.selection_criteria import WEIGHTS

PAST, NOW, COMING = "past", "now", "coming"
YEARS_AHEAD = 2

NOT_BACK = N_("Bobot baru berlaku paling cepat hari ini: seleksi yang sudah ditarik memakai bobot waktu itu.")
TOO_FAR = N_("Tanggalnya lebih dari %(years)s tahun lagi. Periksa tahunnya.")
BEGUN = N_(
    "Bobot yang berlaku sejak hari ini sudah ditetapkan dan tidak diubah lagi. Pilih besok atau sesudahnya."
)
NO_BASIS = N_("Tulis dasarnya: nomor dan tanggal surat, keputusan, atau notulen yang menetapkan bobot ini.")


class WrongDay(Refused):
    """Stands beside the day from which they hold."""


class NoBasis(Refused):
    """Stands beside the basis."""


@dataclass(frozen=True)
class DatedWeights:
    """`weights` by criterion; `state` is PAST, NOW or COMING."""

    valid_from: date
    weights: Mapping[str, int]
    basis: str
    state: str

    @property
    def most(self) -> int:
        """The points that one person can have."""
        return sum(self.weights.values())


def history(*, by: Actor) -> list[DatedWeights]:
    """The latest first. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    rows = list(Setting.select().where(Setting.key == WEIGHTS).order_by(Setting.valid_from.desc()))
    begun = max((row.valid_from for row in rows if row.valid_from <= today()), default=None)
    return [
        DatedWeights(row.valid_from, selection_criteria.read(row.value), row.basis, _state(row, begun))
        for row in rows
    ]


def set_from(*, valid_from: date, weights: Mapping[str, int], basis: str, client_key: str, by: Actor) -> None:
    """From that day on; what was said for a day that is still to come is said anew.

    Raises NotAllowed, KeyInUse, WrongDay, NoBasis, Refused for weights nobody can be put in order by."""
    access.require(by.role == "admin")
    selection_criteria.require_sound(weights)
    content = {"from": valid_from, "weights": dict(weights), "basis": basis}
    once(
        key=client_key,
        purpose="selection.weights",
        content=content,
        by=by,
        make=lambda: _set(valid_from, weights, basis.strip(), by),
    )
    settings.forget()


def _set(valid_from: date, weights: Mapping[str, int], basis: str, by: Actor) -> str:
    _require_sound(valid_from, basis)
    value = selection_criteria.written(weights)
    row = {"key": WEIGHTS, "value": value, "valid_from": valid_from, "basis": basis}
    before = _held_row(valid_from)
    if before is None and not _insert(row):
        before = _held_row(valid_from)  # somebody else was first, just now
    if before is not None:
        if valid_from <= today():
            raise WrongDay(BEGUN)
        Setting.update(value=value, basis=basis, source="", as_of=None).where(
            Setting.id == before.id
        ).execute()
    audit.record(
        "seleksi.bobot_ditetapkan", by=by, kind="pengaturan", subject=WEIGHTS, mulai=valid_from.isoformat(),
        bobot=dict(weights), dasar=basis, **({"sebelumnya": before.value} if before else {}),
    )  # fmt: skip
    return valid_from.isoformat()


def _require_sound(valid_from: date, basis: str) -> None:
    if valid_from < today():
        raise WrongDay(NOT_BACK)
    if valid_from.year > today().year + YEARS_AHEAD:
        raise WrongDay(TOO_FAR, years=YEARS_AHEAD)
    if not basis:
        raise NoBasis(NO_BASIS)


def _held_row(valid_from: date) -> Setting | None:
    return held(Setting.select().where(Setting.key == WEIGHTS, Setting.valid_from == valid_from)).first()


def _insert(row: dict) -> bool:
    """The unique index is the judge."""
    query = Setting.insert(row).on_conflict(
        conflict_target=(Setting.key, Setting.valid_from), action="nothing"
    )
    return bool(list(query.returning(Setting.id).tuples().execute()))


def _state(row: Setting, begun: date | None) -> str:
    if row.valid_from > today():
        return COMING
    return NOW if row.valid_from == begun else PAST
