"""An accident or a death is reported: once, with the cover of that day as the ledger knows it now. A death ends the
person's cover in the same transaction; where it is recorded already the claim joins it."""

from dataclasses import asdict, dataclass
from datetime import date, time

from db.models import Claim, ClaimStep, CoverageMonth, Facility, Worker
from kiosk.domain import claims
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import audit, ledger, payment_reversals, safe, settings, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.benefits import benefits_of
from kiosk.services.claim_lookup import OWNER
from kiosk.services.claim_rivals import AFTER_DEATH, DEATH_REPORTED, REPORTED_BEFORE, live_of
from kiosk.services.cover_ends import DIED, end_now
from kiosk.services.deaths import Death, death_of
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

PREFIX = "KL"

NOT_YET = N_("Waktu itu belum tiba. Periksa hari dan jamnya.")
NOT_BORN = N_("Tanggal %(day)s lebih awal daripada tanggal lahir orang ini. Periksa tahunnya.")
NOT_KNOWN_YET = N_(
    "Pada %(day)s orang ini belum terdaftar: ia tercatat sejak %(since)s. Periksa tanggalnya. Bila memang hari itu, "
    "tanyakan ke BPJS apakah ia peserta lewat jalan lain."
)
DIED_ANOTHER_DAY = N_(
    "Orang ini tercatat meninggal dunia pada %(day)s. Isi hari itu; bila catatan itu yang keliru, admin "
    "membatalkannya dulu di halaman orangnya."
)
DIED_BEFORE = N_("Hari wafatnya lebih awal daripada hari kecelakaannya. Periksa kedua tanggalnya.")
NO_FACILITY = N_("Rumah sakit atau klinik itu tidak ada di daftar. Pilih dari daftarnya, atau tulis namanya.")


class WrongDay(Refused):
    """It cannot have happened then."""


class WrongDeathDay(Refused):
    """The person cannot have died then."""


@dataclass(frozen=True)
class Report:
    """`hour` is None where nobody knows it; `died_on` is of an accident that ended in death, None where that was on
    the same day. `facility` is a code, or empty."""

    kind: str
    day: date
    hour: time | None = None
    died_on: date | None = None
    place: str = ""
    on_the_way: str = ""
    facility: str = ""
    facility_other: str = ""
    told: str = ""

    @property
    def is_death(self) -> bool:
        return self.kind in claims.DEATHS

    @property
    def death_day(self) -> date | None:
        """None for the living."""
        if not self.is_death:
            return None
        return self.died_on if self.kind == claims.ACCIDENT_DEATH and self.died_on else self.day


def report(*, reg_no: str, entry: Report, client_key: str, by: Actor) -> str:
    """The number of the claim. Raises NotThere, NotAllowed, KeyInUse, Refused: WrongDay, WrongDeathDay, one reported
    before, an unknown facility."""
    answer, _first = once(
        key=client_key,
        purpose="claim",
        content={"worker": reg_no, **asdict(entry), "hour": str(entry.hour or "")},
        by=by,
        make=lambda: _report(reg_no, entry, by),
    )
    return answer


def require_possible(worker: Worker, entry: Report) -> None:
    """Raises Refused: what `report` would, before anything is asked or shown."""
    months, death = ledger.live_months(worker.id), death_of(worker)
    _require_day(worker, months, death, entry)
    _require_death_day(death, entry)
    _require_new(worker, entry)
    facility_of(entry.facility)


def claim_columns(worker: Worker, entry: Report, by: Actor) -> dict:
    """What the store keeps of a report, with the cover of that day as the ledger knows it now."""
    given = benefits_of(ledger.live_months(worker.id), on=entry.day)
    return {
        "no": fresh_number(PREFIX),
        "worker": worker.id,
        "kind": entry.kind,
        "happened_at": claims.moment_of(entry.day, entry.hour),
        "happened_on": entry.day,
        "hour_known": entry.hour is not None,
        "died_on": entry.death_day,
        "place": entry.place,
        "on_the_way": entry.on_the_way,
        "facility": facility_of(entry.facility),
        "facility_other": entry.facility_other,
        "told_sealed": safe.seal(entry.told, safe.CLAIM_TOLD),
        "post": by.post_id,
        "cover_code": given.state.code,
        "cover_since": given.since,
        "cover_until": _day_of_state(given.state),
        "cover_months": given.contributed,
        "created_by": by.user_id,
    }


def first_step(entry: Report, on: date) -> dict:
    """The step with which a claim that is reported on that day begins."""
    return {"state": claims.REPORTED, "kind": entry.kind, "on_day": entry.death_day or on}


def facilities() -> list[Facility]:
    """What may be chosen: those of the own town first, then by town and name."""
    elsewhere = Facility.city != settings.setting("city_name")
    return list(_listed().order_by(elsewhere, Facility.city, Facility.name))


def _report(reg_no: str, entry: Report, by: Actor) -> str:
    if entry.is_death:
        payment_reversals.hold_payments_of([worker_rights.worker_seen_by(by, reg_no).id])
    worker = worker_rights.worker_to_change(by, reg_no)
    require_possible(worker, entry)
    claim = _written(worker, entry, by)
    if entry.is_death and death_of(worker) is None:
        end_now(reg_no, DIED, entry.death_day, by)
    audit.record(
        "klaim.dilaporkan", by=by, kind=OWNER, subject=claim.no, jenis=entry.kind, pekerja=worker.reg_no
    )
    return claim.no


def _written(worker: Worker, entry: Report, by: Actor) -> Claim:
    """The claim with its first step, before anything ends."""
    claim = Claim.create(**claim_columns(worker, entry, by))
    ClaimStep.create(claim=claim.id, by=by.user_id, **first_step(entry, today()))
    return claim


def _day_of_state(state) -> date | None:
    """The day that a state of protection names: its last, the first unpaid one, or the first without membership."""
    return next((getattr(state, name) for name in ("until", "since", "on") if hasattr(state, name)), None)


def _require_day(worker: Worker, months: list[CoverageMonth], death: Death | None, entry: Report) -> None:
    day = entry.day
    if day > today() or (entry.hour and claims.moment_of(day, entry.hour) > utc_now()):
        raise WrongDay(NOT_YET)
    if day < worker.birth_on:
        raise WrongDay(NOT_BORN, day=long_date(day))
    since = min([worker.enrolled_on, *(row.month for row in months)])
    if day < since:
        raise WrongDay(NOT_KNOWN_YET, day=long_date(day), since=long_date(since))
    if death and day > death.day:
        raise WrongDay(AFTER_DEATH, day=long_date(death.day))


def _require_death_day(death: Death | None, entry: Report) -> None:
    day = entry.death_day
    if day is None:
        return
    if day > today():
        raise WrongDeathDay(NOT_YET)
    if day < entry.day:
        raise WrongDeathDay(DIED_BEFORE)
    if death and day != death.day:
        raise WrongDeathDay(DIED_ANOTHER_DAY, day=long_date(death.day))


def _require_new(worker: Worker, entry: Report) -> None:
    live = live_of(worker.id)
    same_day = live.where(Claim.happened_on == entry.day).first()
    if same_day:
        raise WrongDay(REPORTED_BEFORE, day=long_date(entry.day), no=same_day.no)
    death = live.where(Claim.kind != claims.ACCIDENT).first() if entry.is_death else None
    if death:
        raise Refused(DEATH_REPORTED, no=death.no)


def facility_of(code: str) -> Facility | None:
    """None for an empty code. Raises Refused for one that is not in the list."""
    found = _listed().where(Facility.code == code).first() if code else None
    if code and found is None:
        raise Refused(NO_FACILITY)
    return found


def _listed():
    return Facility.select().where(Facility.removed_at.is_null())
