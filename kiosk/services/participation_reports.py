"""Participation as papers and spreadsheets: the mayor's recapitulation, who has not joined."""

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from db.connection import writing
from db.models import StaffImport
from kiosk.domain.asn_statuses import WORDS
from kiosk.domain.clock import local, today, utc_now
from kiosk.domain.words import long_date
from kiosk.files.participation_reports import (
    DepartmentLine,
    Making,
    Recapitulation,
    StaffLine,
    recapitulation_pdf,
)
from kiosk.files.participation_sheets import not_joined_sheet, recapitulation_sheet
from kiosk.services import access, audit, participation, participation_staff, settings
from kiosk.services.acting import Actor
from kiosk.services.participation import Line, Overview
from kiosk.services.participation_places import CITY, Place
from kiosk.services.participation_staff import Wish

OWN_UNIT = "Tanpa unit"


def city_pdf(*, by: Actor) -> bytes:
    """Raises NotAllowed; so city_sheet."""
    found = _city(by)
    return recapitulation_pdf(
        Recapitulation(found.total, lines_of(found.lines), roster_on(found.place), making(by), found.outside)
    )


def city_sheet(*, by: Actor) -> BinaryIO:
    found = _city(by)
    total = DepartmentLine("Seluruh OPD", found.total)
    return recapitulation_sheet([*lines_of(found.lines), total], note=_note())


def staff_sheet(*, place: Place, wish: Wish, by: Actor) -> BinaryIO:
    """Those of a place its reader was let see; names leave the house, and so it is written down first. Raises
    NotAllowed for who may only look."""
    access.require(by.role in ("opd", "admin"))
    people = participation_staff.count(place=place, wish=wish)
    subject = "" if place.is_city else place.code  # the city has no page of its own
    with writing():
        audit.record("pegawai.belum_ikut_diunduh", by=by, kind="opd", subject=subject, orang=people)
    return not_joined_sheet(map(named, participation_staff.all_staff(place=place, wish=wish)), note=_note())


def lines_of(lines: Iterable[Line]) -> list[DepartmentLine]:
    return [DepartmentLine(OWN_UNIT if line.own else line.name, line.figures) for line in lines]


def named(one: participation_staff.StaffLine) -> StaffLine:
    return StaffLine(one.name, one.nip, one.opd, one.unit, WORDS.get(one.status_asn, one.status_asn))


def roster_on(place: Place) -> date | None:
    """When the last roster was applied that may name its staff: its own, a unit's, or the whole city's."""
    query = StaffImport.select().where(StaffImport.applied_at.is_null(False))
    if not place.is_city:
        query = query.where(StaffImport.opd.is_null() | place.holds(StaffImport.opd))
    latest = query.order_by(StaffImport.applied_at.desc()).first()
    return local(latest.applied_at).date() if latest else None


def making(by: Actor) -> Making:
    return Making(
        local(utc_now()), by.name, settings.setting("programme_owner"), settings.setting("city_name")
    )


def _city(by: Actor) -> Overview:
    return participation.overview(code=CITY, by=by)


def _note() -> str:
    return f"Keadaan {long_date(today())}, menurut catatan {settings.setting('programme_owner')}."
