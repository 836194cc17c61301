"""Layouts of what goes to BPJS: the columns of each branch's template, kept by the admin. None is ever deleted."""

from dataclasses import replace
from datetime import datetime

from peewee import IntegrityError

from db.connection import held, writing
from db.kept import KeptInsert
from db.models import ExportLayout
from kiosk.domain.bpjs_fields import TEXT
from kiosk.domain.bpjs_layouts import Column, Layout, findings_of, line_of, made_up_person
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.domain.date_forms import WRITTEN
from kiosk.domain.words import N_
from kiosk.services import access, audit, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once

NAME_TAKEN = N_("Sudah ada susunan bernama %(name)s. Pilih nama lain, atau ubah susunan itu.")
CHANGED_MEANWHILE = N_(
    "Susunan ini baru saja diubah admin lain. Buka lagi halamannya, lalu ulangi perubahan Anda."
)
LAST_ONE = N_(
    "Ini satu-satunya susunan yang dipakai. Buat atau pulihkan susunan lain dulu, baru singkirkan yang ini."
)

_layouts = KeptInsert(ExportLayout, unless="name")


class NameTaken(Refused):
    """Stands beside the field of the name."""


def layouts_seen_by(by: Actor) -> list[ExportLayout]:
    """Those in use first. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    return list(ExportLayout.select().order_by(ExportLayout.active.desc(), ExportLayout.name))


def layout_seen_by(by: Actor, layout_id: int) -> ExportLayout:
    """Raises NotThere, NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    row = ExportLayout.get_or_none(ExportLayout.id == layout_id)
    if row is None:
        raise NotThere
    return row


def in_use() -> list[ExportLayout]:
    """To choose from; the first one is proposed."""
    return list(ExportLayout.select().where(ExportLayout.active).order_by(ExportLayout.id))


def chosen(layout_id: int | None) -> ExportLayout | None:
    """The one that is meant, else the first in use; None where there is none at all."""
    found = in_use()
    return next((row for row in found if row.id == layout_id), found[0] if found else None)


def as_rule(row: ExportLayout) -> Layout:
    return Layout(row.name, row.date_format, tuple(Column(*parts) for parts in row.columns))


def sample_of(layout: Layout) -> list[str]:
    """The first line of the file, of a made-up person; of a layout that is still being typed as far as it goes."""
    usual = layout if layout.date_form in WRITTEN else replace(layout, date_form=next(iter(WRITTEN)))
    return line_of(usual, _nobody())


def _nobody():
    return made_up_person(
        first_of_month(today()), income=settings.whole("base_income"), city=settings.setting("city_name")
    )


def add(*, wish: Layout, client_key: str, by: Actor) -> int:
    """Raises NotAllowed, Refused with what is wrong, NameTaken, KeyInUse."""
    access.require(by.role == "admin")
    _require_sound(wish)
    answer, _first = once(
        key=client_key, purpose="bpjs.layout", content=_columns_of(wish), by=by, make=lambda: _add(wish, by)
    )
    return int(answer)


def _add(wish: Layout, by: Actor) -> str:
    made = _layouts.add(**_columns_of(wish), changed_by_id=by.user_id, changed_at=utc_now())
    if made is None:
        raise NameTaken(NAME_TAKEN, name=wish.name)
    _note("bpjs.susunan_dibuat", ExportLayout.get_by_id(made), by)
    return str(made)


def change(*, layout_id: int, wish: Layout, seen: datetime | None, by: Actor) -> None:
    """`seen` is when the layout had been changed last as the form was opened. Raises NotThere, NotAllowed, NameTaken,
    Refused with what is wrong or when somebody else came first."""
    access.require(by.role == "admin")
    _require_sound(wish)
    try:
        with writing():
            _change(layout_id, wish, seen, by)
    except IntegrityError as taken:
        raise NameTaken(NAME_TAKEN, name=wish.name) from taken


def _change(layout_id: int, wish: Layout, seen: datetime | None, by: Actor) -> None:
    row = held(ExportLayout.select().where(ExportLayout.id == layout_id)).first()
    if row is None:
        raise NotThere
    if row.changed_at != seen:
        raise Refused(CHANGED_MEANWHILE)
    if as_rule(row) == wish:
        return
    new = {**_columns_of(wish), "changed_by_id": by.user_id, "changed_at": utc_now()}
    ExportLayout.update(new).where(ExportLayout.id == row.id).execute()
    _note("bpjs.susunan_diubah", ExportLayout.get_by_id(row.id), by)


def set_active(*, layout_id: int, active: bool, by: Actor) -> None:
    """Take one out of use, or back into it. Raises NotThere, NotAllowed, Refused for the last one in use."""
    access.require(by.role == "admin")
    with writing():
        everyone = list(held(ExportLayout.select().order_by(ExportLayout.id)))
        row = next((one for one in everyone if one.id == layout_id), None)
        if row is None:
            raise NotThere
        if row.active == active:
            return
        if not active and sum(one.active for one in everyone) == 1:
            raise Refused(LAST_ONE)
        ExportLayout.update(active=active).where(ExportLayout.id == row.id).execute()
        _note("bpjs.susunan_dipulihkan" if active else "bpjs.susunan_disingkirkan", row, by)


def _require_sound(wish: Layout) -> None:
    for finding in findings_of(wish):
        raise Refused(finding.message, **finding.params)


def _columns_of(wish: Layout) -> dict:
    columns = [[one.heading, one.field, *([one.text] if one.field == TEXT else [])] for one in wish.columns]
    return {"name": wish.name, "date_format": wish.date_form, "columns": columns}


def _note(action: str, row: ExportLayout, by: Actor) -> None:
    audit.record(action, by=by, kind="susunan", subject=str(row.id), nama=row.name, kolom=len(row.columns))
