"""Programmes of the city's own money: opened for a budget year, changed with a reason, closed, opened again."""

from peewee import IntegrityError

from db.connection import writing
from db.models import Funder, Programme, ProgrammeOccupation
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_, number, rupiah
from kiosk.services import access, audit, programme_adopting, programme_checks, programme_choices
from kiosk.services.acting import Actor, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.programme_checks import ChangedMeanwhile, Wish, WrongBudget, WrongQuota
from kiosk.services.programme_lookup import hold_programme, programme_seen_by
from kiosk.services.programme_pages import TERMS, mark_of

QUOTA_IN_USE = N_("Kuota tidak dapat kurang dari %(places)s: sebanyak itu orang yang sudah memegang tempat.")
BUDGET_IN_USE = N_("Anggaran tidak dapat kurang dari %(promised)s: sebanyak itu yang sudah dijanjikan.")
MEANWHILE = N_(
    "Baru saja ada program lain yang dibuka untuk dana dan tahun ini. Muat ulang halaman Program kota."
)
CHANGED_MEANWHILE = N_(
    "Sementara itu program ini sudah diubah orang lain, maka isian Anda belum disimpan. Bandingkan dengan yang berlaku "
    "sekarang, perbaiki isian Anda, lalu simpan sekali lagi."
)


def open_programme(*, funder_id: int | None, year: int, wish: Wish, client_key: str, by: Actor) -> str:
    """Answers with its number. What was promised of this money for this year counts under it from now on.

    Raises NotAllowed, KeyInUse, and Refused where something is wrong with it, one is open already, or more was
    promised than it holds."""
    access.require(by.role == "admin")
    funder = programme_checks.require_funder(funder_id)
    programme_checks.require_year(year)
    programme_checks.require_sound(wish, funder, year)
    content = {"funder": funder.id, "year": year, **_as_content(wish)}
    make = lambda: _open(funder, year, wish, by)  # noqa: E731
    try:
        return once(key=client_key, purpose="programme", content=content, by=by, make=make)[0]
    except IntegrityError as taken:
        raise Refused(MEANWHILE) from taken


def change(*, no: str, wish: Wish, why: str, by: Actor, seen: str = "") -> None:
    """`seen`: the mark (programme_pages) of what the form showed. Nothing is other than it is: nothing more. A closed
    one stays closed; what it has promised may still cost more by another tariff.

    Raises NotThere, NotAllowed, ChangedMeanwhile, and Refused where something is wrong with it, or quota or budget
    would be less than what is promised."""
    access.require(by.role == "admin")
    found = programme_seen_by(by, no)
    programme_checks.require_sound(wish, found.funder, found.year)
    with writing():
        before = hold_programme(found.id)
        changed = _differences(before, wish)
        if not changed:
            return
        if seen and seen != mark_of(before):
            raise ChangedMeanwhile(CHANGED_MEANWHILE)
        _store(before, wish)
        audit.record("program.diubah", by=by, kind="program", subject=no, alasan=why, **changed)
        _set_occupations(before, wish.occupations)


def close(*, no: str, why: str, by: Actor) -> None:
    """Nobody new from now on; what is promised stays. Closed already: nothing more. Raises NotThere, NotAllowed."""
    access.require(by.role == "admin")
    seen = programme_seen_by(by, no)
    with writing():
        if not hold_programme(seen.id).closed_at:
            closed = {"closed_at": utc_now(), "closed_by": by.user_id, "closed_why": why}
            Programme.update(closed).where(Programme.id == seen.id).execute()
            audit.record("program.ditutup", by=by, kind="program", subject=no, alasan=why)


def reopen(*, no: str, by: Actor) -> None:
    """The closing was a mistake. Open already: nothing more. Raises NotThere, NotAllowed, Refused where another is open
    for this money and year."""
    access.require(by.role == "admin")
    seen = programme_seen_by(by, no)
    try:
        with writing():
            if hold_programme(seen.id).closed_at:
                _reopen(seen, by)
    except IntegrityError as taken:
        raise Refused(MEANWHILE) from taken


def _open(funder: Funder, year: int, wish: Wish, by: Actor) -> str:
    programme_checks.require_none_open(funder, year)
    said = {name: getattr(wish, name) for name in TERMS}
    programme = Programme.create(
        no=fresh_number(f"P{year % 100:02}"), funder=funder, year=year, created_by=by.user_id, **said
    )
    _set_occupations(programme, wish.occupations)
    adopted = programme_adopting.adopt(programme)
    audit.record(
        "program.dibuka", by=by, kind="program", subject=programme.no, penanggung=funder.name, tahun=year,
        kuota=wish.quota, anggaran=wish.budget, orang=adopted,
    )  # fmt: skip
    return programme.no


def _store(before: Programme, wish: Wish) -> None:
    """The checks of the table are the judge; asked for here, they have words."""
    said = {name: getattr(wish, name) for name in TERMS}
    fits = (Programme.places <= wish.quota) & (Programme.promised <= wish.budget)
    if Programme.update(said).where(Programme.id == before.id, fits).execute():
        return
    if before.places > wish.quota:
        raise WrongQuota(QUOTA_IN_USE, places=number(before.places))
    raise WrongBudget(BUDGET_IN_USE, promised=rupiah(before.promised))


def _reopen(seen: Programme, by: Actor) -> None:
    programme_checks.require_none_open(seen.funder, seen.year)
    opened = {"closed_at": None, "closed_by": None, "closed_why": ""}
    Programme.update(opened).where(Programme.id == seen.id).execute()
    audit.record("program.dibuka_lagi", by=by, kind="program", subject=seen.no)


def _differences(before: Programme, wish: Wish) -> dict[str, str]:
    """What is other than it was, in words the audit trail keeps."""
    changed = {
        name: f"{getattr(before, name)} → {getattr(wish, name)}"
        for name in TERMS
        if getattr(before, name) != getattr(wish, name)
    }
    had, has = set(programme_choices.occupations_of(before)), set(wish.occupations)
    sides = {"pekerjaan_ditambah": has - had, "pekerjaan_dihapus": had - has}
    return changed | {name: ", ".join(sorted(codes)) for name, codes in sides.items() if codes}


def _set_occupations(programme: Programme, codes: tuple[str, ...]) -> None:
    ProgrammeOccupation.delete().where(
        ProgrammeOccupation.programme == programme, ProgrammeOccupation.occupation.not_in(codes)
    ).execute()
    had = set(programme_choices.occupations_of(programme))
    rows = [{"programme": programme.id, "occupation": code} for code in sorted(set(codes) - had)]
    if rows:
        ProgrammeOccupation.insert_many(rows).execute()


def _as_content(wish: Wish) -> dict:
    said = {name: getattr(wish, name) for name in TERMS}
    return said | {"occupations": " ".join(sorted(set(wish.occupations)))}
