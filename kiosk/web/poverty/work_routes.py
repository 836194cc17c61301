"""The work that lists of the extreme poor leave."""

from flask_babel import gettext as _

from kiosk.domain import words
from kiosk.services import places, poverty_unplaced, poverty_work
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor
from kiosk.services.poverty_work import COMPARE, COMPLETE, ENROL, KINDS, NOWHERE
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, page_number, show
from kiosk.web.list_filters import ListFilters, away_from_empty, with_filters
from kiosk.web.poverty.desk import poverty_desk
from kiosk.web.poverty.handover_routes import UNPLACED
from kiosk.web.poverty.list_routes import HERE

WORK = f"{HERE}/kerja"


@poverty_desk.get(WORK)
@allow("petugas", "admin", "auditor")
def work():
    if elsewhere := away_from_empty():
        return elsewhere
    by, filters, number = actor(), ListFilters(), page_number()
    kind = filters.one_of("tampil", KINDS) or ENROL
    kelurahan = filters.one_of("kelurahan", {*places.areas_by_code(), NOWHERE})
    chosen = {"tampil": kind, "kelurahan": kelurahan}
    list_of = poverty_work.lacking if kind == COMPLETE else poverty_work.listed
    asked = {} if kind == COMPLETE else {"kind": kind}
    rows, follows = list_of(by=by, kelurahan=kelurahan, page=number, **asked)
    areas, groups = _areas_and_groups(by, kind, kelurahan)
    return show(
        "poverty/work.html",
        rows=rows,
        kind=kind,
        kelurahan=kelurahan,
        counts=poverty_work.counts(by=by, kelurahan=kelurahan),
        kinds={
            ENROL: _("didatangi dan didaftarkan"),
            COMPARE: _("dicocokkan namanya"),
            COMPLETE: _("dilengkapi"),
        },
        areas=_area_choices(areas),
        groups=groups,
        group=None,
        to_group=lambda code: with_filters(UNPLACED, {"kecamatan": code}),
        unknown=filters.unknown,
        pager=Pager(number, follows),
        here=WORK,
        filtered=lambda **other: with_filters(WORK, chosen, **other),
    )


def _areas_and_groups(by: Actor, kind: str, kelurahan: str):
    """The groups are for who may hand over, where their people are in sight."""
    if kind == ENROL and by.role in SEES_ALL:
        areas, groups = poverty_unplaced.areas_and_groups(by=by)
        return areas, groups if kelurahan in ("", NOWHERE) else []
    return poverty_work.areas(by=by, kind=kind), []


def _area_choices(found: dict[str, int]) -> list[tuple[str, str]]:
    """By name, those without a kelurahan of ours at the end."""
    named = sorted((places.area_name(code), code) for code in found if code != NOWHERE)
    offered = [(code, f"{name} ({words.number(found[code])})") for name, code in named]
    if NOWHERE in found:
        offered.append((NOWHERE, f"{_('Tanpa kelurahan')} ({words.number(found[NOWHERE])})"))
    return offered
