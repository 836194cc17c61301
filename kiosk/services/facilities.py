"""The list of PLKK, kept by hand: what is added or corrected stays as it is, and what is taken out is not brought back
by the reference files. Each line says where it was heard and on which day; an old one has to be asked anew."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, IntegrityError, fn

from db.models import Facility, Kecamatan, User
from kiosk.domain.clock import today, utc_now
from kiosk.domain.facilities import Entry, code_from, is_old, same_name
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once

OWNER = "plkk"  # in the audit trail, by code
PLKK, UNCONFIRMED = "plkk", "verify"
LONGEST_AGO = date(2000, 1, 1)
SAYS = ("name", "address", "kecamatan", "city", "phone", "source", "as_of")
_FIELD_WORDS = {"name": "nama", "address": "alamat", "city": "kota", "phone": "telepon", "source": "sumber"}

THERE = N_("%(name)s di %(city)s sudah ada dalam daftar. Koreksi barisnya bila ada yang berubah.")
TO_COME = N_("Tanggal itu belum tiba. Isi hari sumbernya mengatakan ini.")
TOO_OLD = N_("Tanggal itu terlalu lama. Periksa tahunnya.")
OLDER = N_("Yang tercatat sekarang dari %(day)s, lebih baru daripada tanggal ini. Periksa tanggalnya.")
NOTHING = N_("Tidak ada yang berubah. Bila isinya sudah dipastikan lagi, tulis sumber dan tanggal yang baru.")
GONE = N_("%(name)s sudah dikeluarkan dari daftar. Muat ulang daftarnya.")
NO_REASON = N_("Tulis mengapa dikeluarkan dari daftar.")
UNKNOWN_AREA = N_("Pilih kecamatannya dari daftar.")


class WrongName(Refused):
    """There is one of that name."""


class WrongDay(Refused):
    """The day of the source: not yet, or before what is known."""


class WrongArea(Refused):
    """No kecamatan of the city."""


class NoReason(Refused):
    """Nobody could tell later why."""


@dataclass(frozen=True)
class Line:
    """`kecamatan` by name, empty where none is known. `old`: its source is older than `facility_recheck_months`;
    `unconfirmed`: the reference files could not confirm it and nobody has since."""

    code: str
    name: str
    address: str
    kecamatan: str
    city: str
    phone: str
    source: str
    as_of: date
    old: bool
    unconfirmed: bool
    noted_by: str

    @property
    def area(self) -> str:
        """`Tembalang, Kota Semarang`."""
        return ", ".join(part for part in (self.kecamatan, self.city) if part)


@dataclass(frozen=True)
class Gone:
    name: str
    city: str
    on: date
    why: str


@dataclass(frozen=True)
class Table:
    """By city, the own one first, then by kecamatan and name; `old` counts the lines that have to be asked anew."""

    lines: list[Line]
    gone: list[Gone]
    old: int
    months: int


def table(*, by: Actor) -> Table:
    """Two queries. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    months = settings.whole("facility_recheck_months")
    lines = [_line(row, months) for row in _live().order_by(*_by_place())]
    gone = Facility.select().where(Facility.removed_at.is_null(False)).order_by(Facility.removed_at.desc())
    taken_out = [Gone(row.name, row.city, row.removed_at.date(), row.removed_why) for row in gone]
    return Table(lines, taken_out, sum(line.old for line in lines), months)


def current() -> list[Line]:
    """The list as anybody may read it, in the order of `table`; one query."""
    months = settings.whole("facility_recheck_months")
    return [_line(row, months) for row in _live().order_by(*_by_place())]


def one(code: str, *, by: Actor) -> Facility:
    """Raises NotAllowed, NotThere where there is none or it was taken out."""
    access.require(by.role in access.SEES_ALL)
    return _row(code)


def add(*, entry: Entry, client_key: str, by: Actor) -> str:
    """Its code, once per key. Raises NotAllowed, KeyInUse, WrongName, WrongDay, WrongArea."""
    access.require(by.role == "admin")
    _require_sound(entry)
    answer, _first = once(
        key=client_key, purpose="plkk.add", content=_content(entry), by=by, make=lambda: _add(entry, by)
    )
    return answer


def correct(*, code: str, entry: Entry, client_key: str, by: Actor) -> None:
    """What is known of it now, with a source and day of its own; the audit line keeps what was said before. Once per
    key. Raises NotAllowed, NotThere, KeyInUse, WrongName, WrongDay, WrongArea, Refused where nothing changes."""
    access.require(by.role == "admin")
    _require_sound(entry)
    try:
        once(
            key=client_key,
            purpose="plkk.correct",
            content={"code": code, **_content(entry)},
            by=by,
            make=lambda: _correct(code, entry, by),
        )
    except IntegrityError as taken:  # of two who give the same name at once, the index lets one
        raise WrongName(THERE, name=entry.name, city=entry.city) from taken


def remove(*, code: str, why: str, client_key: str, by: Actor) -> None:
    """It treats no more, or never did. Old claims go on naming it. Once per key. Raises NotAllowed, NotThere, KeyInUse,
    NoReason, Refused where somebody was first."""
    access.require(by.role == "admin")
    if not why.strip():
        raise NoReason(NO_REASON)
    once(
        key=client_key,
        purpose="plkk.remove",
        content={"code": code, "why": why},
        by=by,
        make=lambda: _remove(code, why, by),
    )


def _require_sound(entry: Entry) -> None:
    if entry.as_of > today():
        raise WrongDay(TO_COME)
    if entry.as_of < LONGEST_AGO:
        raise WrongDay(TOO_OLD)
    if entry.kecamatan and not Kecamatan.select().where(Kecamatan.code == entry.kecamatan).exists():
        raise WrongArea(UNKNOWN_AREA)


def _add(entry: Entry, by: Actor) -> str:
    """In the caller's transaction. Of several who add the same at once, one has."""
    _require_new(entry)
    code = _free_code(entry.name)
    values = {"code": code, "kind": PLKK, "note": "", **_said(entry, by)}
    if not Facility.insert(values).on_conflict_ignore().execute():
        raise WrongName(THERE, name=entry.name, city=entry.city)
    audit.record("plkk.ditambah", by=by, kind=OWNER, subject=code, **_told(entry))
    return code


def _correct(code: str, entry: Entry, by: Actor) -> str:
    row = _row(code)
    if entry.as_of < row.as_of:
        raise WrongDay(OLDER, day=long_date(row.as_of))
    before, after = _values(row), {name: getattr(entry, name) for name in SAYS}
    if before == after:
        raise Refused(NOTHING)
    if same_name(row.name, row.city) != same_name(entry.name, entry.city):
        _require_new(entry)
    Facility.update(note="", **_said(entry, by)).where(Facility.id == row.id).execute()
    changed = {
        words: f"{before[name] or '—'} → {after[name] or '—'}"
        for name, words in _FIELD_WORDS.items()
        if before[name] != after[name]
    }
    changed["per"] = f"{row.as_of} → {entry.as_of}"
    audit.record("plkk.dikoreksi", by=by, kind=OWNER, subject=code, **changed)
    return code


def _remove(code: str, why: str, by: Actor) -> str:
    row = Facility.get_or_none(Facility.code == code)
    if row is None:
        raise NotThere
    live = (Facility.id == row.id) & Facility.removed_at.is_null()
    if not Facility.update(removed_at=utc_now(), removed_why=why).where(live).execute():
        raise Refused(GONE, name=row.name)
    audit.record("plkk.dikeluarkan", by=by, kind=OWNER, subject=code, nama=row.name, alasan=why)
    return code


def _require_new(entry: Entry) -> None:
    name, city = same_name(entry.name, entry.city)
    if _live().where(fn.lower(Facility.name) == name, fn.lower(Facility.city) == city).exists():
        raise WrongName(THERE, name=entry.name, city=entry.city)


def _free_code(name: str) -> str:
    code = code_from(name)
    taken = {row for (row,) in Facility.select(Facility.code).where(Facility.code.startswith(code)).tuples()}
    return next(
        one
        for one in (code, *(f"{code}-{number}" for number in range(2, len(taken) + 3)))
        if one not in taken
    )


def _said(entry: Entry, by: Actor) -> dict:
    values = {name: getattr(entry, name) for name in SAYS}
    return values | {
        "kecamatan": entry.kecamatan or None,
        "noted_by_id": by.user_id,
        "noted_at": utc_now(),
    }


def _values(row: Facility) -> dict:
    return {name: getattr(row, name) for name in SAYS} | {"kecamatan": row.kecamatan_id or ""}


def _told(entry: Entry) -> dict[str, str]:
    return {"nama": entry.name, "kota": entry.city, "sumber": entry.source, "per": f"{entry.as_of}"}


def _content(entry: Entry) -> dict[str, str]:
    return {**vars(entry), "as_of": f"{entry.as_of}"}


def _row(code: str) -> Facility:
    row = _live().where(Facility.code == code).first()
    if row is None:
        raise NotThere
    return row


def _live():
    return (
        Facility.select(Facility, Kecamatan, User.name.alias("noted_by"))
        .join(Kecamatan, JOIN.LEFT_OUTER)
        .switch(Facility)
        .join(User, JOIN.LEFT_OUTER, on=(User.id == Facility.noted_by_id), attr="noter")
        .where(Facility.removed_at.is_null())
    )


def _by_place() -> tuple:
    own = settings.setting("city_name")
    return (Facility.city != own, Facility.city, Kecamatan.code.is_null(), Kecamatan.code, Facility.name)


def _line(row: Facility, months: int) -> Line:
    noter = getattr(row, "noter", None)
    return Line(
        code=row.code,
        name=row.name,
        address=row.address,
        kecamatan=row.kecamatan.name if row.kecamatan_id else "",
        city=row.city,
        phone=row.phone,
        source=row.source,
        as_of=row.as_of,
        old=is_old(row.as_of, today(), months=months),
        unconfirmed=row.note == UNCONFIRMED,
        noted_by=getattr(noter, "noted_by", "") or "" if noter else "",
    )
