"""One row of a batch: looked at, and where it is wrong mended in place."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from kiosk.services import batch_pages, batch_row_edits, batch_row_lists
from kiosk.services.acting import Refused
from kiosk.services.batch_row_edits import RowChanged, WrongRow
from kiosk.services.once import KeyInUse
from kiosk.web.access import actor, allow
from kiosk.web.answers import WHOLE_PAGE, go_to, show, wants_fragment
from kiosk.web.batches import row_words
from kiosk.web.batches.page import batch_page
from kiosk.web.batches.row_forms import RowForm
from kiosk.web.batches.rows_part import faults_part, list_asked_for
from kiosk.web.bills.forms import PressForm
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import said

ROW = "/batch/<no>/baris/<int:row>"

batch_rows = Blueprint("batch_rows", __name__)
row_words.offer(batch_rows)


@batch_rows.get(ROW)
@allow("petugas", "mitra", "admin", "auditor")
def one(no: str, row: int):
    wrong = batch_row_edits.wrong_row(no=no, row_id=row, by=actor())
    form = RowForm(wrong, formdata=None)
    form.say(wrong)
    return _page(wrong, form)


@batch_rows.post(ROW)
@allow("petugas", "mitra", "admin")
@gives_form_back
def mend(no: str, row: int):
    wrong = batch_row_edits.wrong_row(no=no, row_id=row, by=actor())
    form = RowForm(wrong)
    if not form.validate():
        if wrong.row.state != batch_row_edits.WRONG:  # its fields are not shown, so neither are their faults
            form.form_errors.append(_(batch_row_edits.NOT_WRONG))
        return _page(wrong, form, 422)
    try:
        state = batch_row_edits.mend_row(
            no=no,
            row_id=row,
            entered=form.entered,
            seen=form.seen.data or "",
            client_key=form.client_key.data,
            by=actor(),
        )
    except KeyInUse:
        raise
    except RowChanged as changed:
        return _changed_meanwhile(no, row, form, changed)
    except Refused as refusal:
        form.form_errors.append(said(refusal))
        return _page(wrong, form, 422)
    return _saved(no, row, state)


def _saved(no: str, row: int, state: str):
    """Still wrong: the form again, with what is wrong now. Right: the list it stood in, with its new numbers."""
    if state == batch_row_edits.WRONG:
        return _still_wrong(no, row)
    shown = batch_row_lists.row_of(no=no, row_id=row, by=actor())
    if wants_fragment():
        page, status = batch_page(no, whole=True, saved=shown)
        return page, status, WHOLE_PAGE
    flash(row_words.saved_words(shown), "success")
    return go_to(f"/batch/{no}{list_asked_for().query}")


def _still_wrong(no: str, row: int):
    wrong = batch_row_edits.wrong_row(no=no, row_id=row, by=actor())
    form = RowForm(wrong, formdata=None)
    form.say(wrong)
    file = batch_pages.file_of(no=no, by=actor())
    return _page(wrong, form, 422, fragment="batches/_row_still_wrong.html", file=file, **faults_part(file))


def _changed_meanwhile(no: str, row: int, form: RowForm, changed: RowChanged):
    """What was typed stays; what somebody else has saved stands above it."""
    wrong = batch_row_edits.wrong_row(no=no, row_id=row, by=actor())
    form.form_errors.append(said(changed))
    form.seen.data = wrong.seen
    return _page(wrong, form, 409, theirs=_differences(wrong, form))


def _differences(wrong: WrongRow, form: RowForm) -> list[tuple[str, str]]:
    """(label, what is kept now) of the fields that were typed otherwise."""
    kept = RowForm(wrong, formdata=None)
    fields = [field for field in kept if field.type in ("StringField", "SelectField") and field.name in form]
    return [
        (str(field.label.text), wrong.cells.get(field.name, "") or _("kosong"))
        for field in fields
        if (field.data or "") != (form[field.name].data or "")
    ]


def _page(
    wrong: WrongRow,
    form: RowForm,
    status: int = 200,
    *,
    theirs: list | None = None,
    fragment: str = "batches/_row_form.html",
    **more,
):
    shown = batch_row_lists.row_of(no=wrong.batch.no, row_id=wrong.row.id, by=actor())
    in_place = shown.state == batch_row_edits.WRONG and wrong.may_mend
    return show(
        "batches/row.html",
        fragment=fragment if in_place else None,
        batch=wrong.batch,
        wrong=wrong,
        row=shown,
        form=form,
        theirs=theirs or [],
        press=PressForm(formdata=None),
        back_to=list_asked_for().query,
        status=status,
        **more,
    )
