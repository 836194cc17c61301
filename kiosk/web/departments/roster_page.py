"""The page of one roster: what it would change, with the forms that apply and drop it."""

from flask import request
from flask_wtf import FlaskForm

from kiosk.domain.staff_fates import LEAVING
from kiosk.services import staff_import_faults, staff_import_pages
from kiosk.services.staff_import_pages import RosterFile
from kiosk.web.access import actor
from kiosk.web.answers import Pager, go_to, page_number, show, wants_fragment
from kiosk.web.departments.roster_forms import ApplyForm, DropForm
from kiosk.web.list_filters import ListFilters


def roster_page(code: str, no: str, refused: FlaskForm | None = None, status: int = 200):
    """The whole page, with a form that was `refused`; or what htmx polls while the worker is at it."""
    file, here = staff_import_pages.file_of(code=code, no=no, by=actor()), f"/opd/{code}/pegawai/{no}"
    polls = refused is None and wants_fragment()
    if polls and not file.working:
        return go_to(here)
    return show(
        "departments/roster.html",
        fragment="departments/_roster_progress.html" if polls else None,
        file=file,
        roster=file.staff_import,
        code=code,
        here=here,
        refused=refused,
        apply_form=refused if isinstance(refused, ApplyForm) else ApplyForm(formdata=None),
        drop_form=refused if isinstance(refused, DropForm) else DropForm(formdata=None),
        status=status,
        **_lines(file, here),
    )


def _lines(file: RosterFile, here: str) -> dict:
    filters, number = ListFilters(), page_number()
    fate = filters.one_of("hasil", file.counts)
    rows, follows = staff_import_pages.lines_of(staff_import=file.staff_import, fate=fate, page=number)
    total = file.counts.get(fate, 0) if fate else sum(file.counts.values()) - file.counts.get(LEAVING, 0)
    size = staff_import_pages.PAGE
    return {
        "rows": rows,
        "fate": fate,
        "unknown": filters.unknown,
        "most": staff_import_faults.MOST,
        "pager": Pager(number, follows, total=total, size=size, path=here, fields=request.args),
    }
