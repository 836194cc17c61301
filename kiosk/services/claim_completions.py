"""What nobody knew when a claim was reported is filled in later: the hour, the place, what the person was doing, what
was told. What was reported stays; only where somebody is treated may change."""

from dataclasses import asdict, dataclass
from datetime import datetime, time

from db.models import Claim, Facility
from kiosk.domain import claims
from kiosk.domain.clock import local, utc_now
from kiosk.domain.words import N_, clock_time
from kiosk.services import access, audit, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.claim_lookup import MAY_ACT, OWNER, claim_seen_by, claim_to_change
from kiosk.services.claim_reports import facility_of
from kiosk.services.once import once

HOUR, PLACE, ON_THE_WAY, TOLD = "hour", "place", "on_the_way", "told"
CALLED = {HOUR: "jam", PLACE: "tempat", ON_THE_WAY: "sedang_apa", TOLD: "cerita"}  # in the audit trail

CLOSED = N_("Laporan ini ditutup karena keliru, maka tidak dilengkapi lagi.")
FILLED_MEANWHILE = N_(
    "Catatan ini sudah dilengkapi sejak halamannya dibuka. Muat ulang halamannya, lalu periksa lagi."
)
NOTHING = N_("Belum ada yang diisi. Isi satu saja sudah cukup.")
NOT_YET = N_("Waktu itu belum tiba. Periksa hari dan jamnya.")
TOLD_BEFORE = N_(
    "BPJS sudah diberi tahu pukul %(time)s pada hari itu, sebelum jam kejadian ini. Periksa jamnya."
)


class WrongHour(Refused):
    """It cannot have been then."""


@dataclass(frozen=True)
class Completion:
    """What is known now; what is None or empty stays as it is. `facility` is a code; it and `facility_other` are where
    the person is now, so both empty says that nobody knows."""

    hour: time | None = None
    place: str = ""
    on_the_way: str = ""
    told: str = ""
    facility: str = ""
    facility_other: str = ""


def missing_of(claim: Claim) -> tuple[str, ...]:
    """HOUR, PLACE, ON_THE_WAY and TOLD, as far as nothing is written there; none of a closed claim. What was told and
    then wiped is not asked again."""
    if claim.state == claims.CLOSED_WRONG:
        return ()
    empty = {
        HOUR: not claim.hour_known,
        PLACE: not claim.place,
        ON_THE_WAY: not claim.on_the_way and claim.kind in claims.ON_THE_CLOCK,
        TOLD: claim.told_sealed is None and claim.told_deleted_on is None,
    }
    return tuple(name for name, is_empty in empty.items() if is_empty)


def complete(*, no: str, known: Completion, client_key: str, by: Actor) -> None:
    """The deadline follows the hour. Raises NotThere, NotAllowed, KeyInUse, WrongHour, Refused: closed, filled in by
    somebody else meanwhile, nothing new, an unknown facility."""
    claim_seen_by(by, no)
    access.require(by.role in MAY_ACT)
    once(
        key=client_key,
        purpose="claim.completed",
        content={"claim": no, **asdict(known), "hour": str(known.hour or "")},
        by=by,
        make=lambda: _complete(no, known, by),
    )


def _complete(no: str, known: Completion, by: Actor) -> str:
    claim = claim_to_change(by, no)
    if claim.state == claims.CLOSED_WRONG:
        raise Refused(CLOSED)
    given = {name for name in (HOUR, PLACE, ON_THE_WAY, TOLD) if getattr(known, name) not in (None, "")}
    if given - set(missing_of(claim)):
        raise Refused(FILLED_MEANWHILE)
    before, facility = _facility_said(claim), _facility(claim, known.facility)
    changes = {"facility": facility, "facility_other": known.facility_other}
    changes |= {name: getattr(known, name) for name in (PLACE, ON_THE_WAY) if name in given}
    if HOUR in given:
        changes |= {"happened_at": _moment(claim, known.hour), "hour_known": True}
    if TOLD in given:
        changes["told_sealed"] = safe.seal(known.told, safe.CLAIM_TOLD)
    moved = (facility.id if facility else None, known.facility_other) != (
        claim.facility_id,
        claim.facility_other,
    )
    if not given and not moved:
        raise Refused(NOTHING)
    Claim.update(changes).where(Claim.id == claim.id).execute()
    _note(claim, given, before if moved else None, by)
    return no


def _facility(claim: Claim, code: str) -> Facility | None:
    """One that has left the list since stays where it stands."""
    return claim.facility if claim.facility_id and claim.facility.code == code else facility_of(code)


def _moment(claim: Claim, hour: time) -> datetime:
    at = claims.moment_of(claim.happened_on, hour)
    if at > utc_now():
        raise WrongHour(NOT_YET)
    if claim.bpjs_told_at and claim.bpjs_told_at < at:
        raise WrongHour(TOLD_BEFORE, time=clock_time(local(claim.bpjs_told_at)))
    return at


def _note(claim: Claim, given: set[str], before: tuple[str, str] | None, by: Actor) -> None:
    """What was empty is named, never what stands in it now; of the facility what was reported, by its code."""
    detail = {"diisi": sorted(CALLED[name] for name in given)}
    if before:
        detail["fasilitas_semula"], detail["fasilitas_lain_semula"] = before
    audit.record("klaim.dilengkapi", by=by, kind=OWNER, subject=claim.no, **detail)


def _facility_said(claim: Claim) -> tuple[str, str]:
    return (claim.facility.code if claim.facility_id else "", claim.facility_other)
