"""A secretary hands a link to somebody of the own roster: whoever opens it signs up without waiting for an e-mail."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from db.models import Opd, SignUp, StaffMember
from kiosk.domain.clock import local, utc_now
from kiosk.domain.names import clean_name
from kiosk.domain.nip import mask_nip
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, safe, sign_up_drafts, sign_up_rivals
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once
from kiosk.services.sign_up_links import LASTS, LINK, hash_of
from kiosk.services.staff_units import OpdTree

SHOWN = 20
SHORTEST = 2  # letters of a name
NOTHING = '{"fields": {}, "answered": {}}'


USED = N_("Tautan ini sudah dipakai %(name)s untuk mendaftar, maka tidak dapat dibuka lagi.")
REPLACED = N_(
    "Tautan ini tidak berlaku lagi: untuk %(name)s sudah dibuat tautan yang lebih baru. Pakai yang terakhir, atau cari "
    "orangnya di sini lalu buat tautan baru."
)
EXPIRED = N_(
    "Tautan untuk %(name)s ini sudah kedaluwarsa atau ditutup. Cari orangnya di sini, lalu buat tautan baru."
)


KNOWN = N_("%(name)s sudah terdaftar sebagai orang tua asuh sejak %(day)s, maka tidak perlu tautan.")


class LinkOver(Refused):
    """The form was sent again, and its link opens nothing any more; or the person has an account already: 409."""


@dataclass(frozen=True)
class OnRoster:
    """Somebody of the roster; the NIP shows its last four figures. `since` is the day from which they have an account
    that a department knows of; `claimed` says that under this NIP somebody has made one that nobody has checked."""

    id: int
    name: str
    nip: str
    jabatan: str
    opd: str
    since: date | None = None
    claimed: bool = False


@dataclass(frozen=True)
class Handed:
    """What is shown once."""

    token: str
    to: OnRoster
    expires_at: datetime


def department(*, code: str, by: Actor) -> Opd:
    """Raises NotThere, NotAllowed."""
    opd = Opd.get_or_none(Opd.code == code)
    if opd is None:
        raise NotThere
    access.require(access.may_see_department(by, opd))
    return opd


def search(*, code: str, words: str, by: Actor) -> tuple[list[OnRoster], bool]:
    """Who of this department's roster has a name with these words, or this NIP; SHOWN at most, and whether there are
    more. Raises NotThere, NotAllowed."""
    opd, words = department(code=code, by=by), clean_name(words)
    digits = "".join(words.split())
    if digits.isdigit():
        wanted = StaffMember.nip == digits
    elif len(words) >= SHORTEST:
        wanted = StaffMember.name.contains(words)
    else:
        return [], False
    rows = list(_active(opd).where(wanted).order_by(StaffMember.name, StaffMember.id).limit(SHOWN + 1))
    return _with_accounts(rows[:SHOWN]), len(rows) > SHOWN


def _with_accounts(rows: list[StaffMember]) -> list[OnRoster]:
    nips = [row.nip for row in rows]
    since, claimed = sign_up_rivals.known_since(nips), sign_up_rivals.claimed(nips)
    return [
        replace(
            _shown(row),
            since=local(since[row.nip]).date() if row.nip in since else None,
            claimed=row.nip in claimed,
        )
        for row in rows
    ]


def hand_over(*, code: str, staff_id: int, client_key: str, by: Actor) -> Handed:
    """Make the link; an older one for the same person that nobody has used ends. The same form sent twice gives the
    same link, while it opens something. Raises NotThere, NotAllowed, KeyInUse, LinkOver."""
    opd = department(code=code, by=by)
    staff = _active(opd).where(StaffMember.id == staff_id).first()
    if staff is None:
        raise NotThere
    token = safe.index(f"{client_key}{by.user_id}", f"{LINK}.handed").hex()[:40]
    content = {"opd": code, "staff": staff_id}
    number, _first = once(
        key=client_key, purpose="sign_up.handed", content=content, by=by, make=lambda: _make(staff, token, by)
    )
    return Handed(token, _shown(staff), _open(int(number), staff).expires_at)


def _open(number: int, staff: StaffMember) -> SignUp:
    """The cleaning deletes links that are over, so one that is not there has expired."""
    row = SignUp.get_or_none(SignUp.id == number)
    if row and row.used_at:
        raise LinkOver(USED, name=staff.name)
    if row and row.link_hash and row.expires_at > utc_now():
        return row
    newer = SignUp.select().where(SignUp.staff == staff, SignUp.id > number).exists()
    raise LinkOver(REPLACED if newer else EXPIRED, name=staff.name)


def _make(staff: StaffMember, token: str, by: Actor) -> str:
    known, now = sign_up_rivals.known_since([staff.nip]), utc_now()
    if known:
        raise LinkOver(KNOWN, name=staff.name, day=long_date(local(known[staff.nip])))
    earlier = SignUp.update(expires_at=now).where(SignUp.staff == staff, SignUp.used_at.is_null())
    earlier.where(SignUp.expires_at > now).execute()
    made = SignUp.create(
        link_hash=hash_of(token), nip_hash=sign_up_rivals.nip_hash_of(staff.nip), staff=staff, handed_by=by.user_id,
        content=safe.seal(NOTHING, sign_up_drafts.CONTENT), sent_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    audit.record(
        "donatur.tautan_diserahkan", by=by, kind="pegawai", subject=str(staff.id), opd=staff.opd.code
    )
    return str(made.id)


def _active(opd: Opd):
    """Of the department and all units below it."""
    rows = StaffMember.select(StaffMember, Opd).join(Opd)
    return rows.where(StaffMember.active, StaffMember.opd.in_(OpdTree().subtree(opd.id)))


def _shown(row: StaffMember) -> OnRoster:
    return OnRoster(row.id, row.name, mask_nip(row.nip), row.jabatan, row.opd.name)
