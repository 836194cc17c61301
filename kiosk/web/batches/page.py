"""The page of one batch: each part of it asks its own service, here they come together."""

from kiosk.services import (
    batch_column_pages,
    batch_money,
    batch_openings,
    batch_pages,
    batch_papers,
    batch_withdrawal_pages,
)
from kiosk.services import batches as uses
from kiosk.web.access import actor
from kiosk.web.answers import go_to, show, wants_fragment
from kiosk.web.batches.forms import SheetForm
from kiosk.web.batches.rows_part import rows_part
from kiosk.web.bills.forms import PressForm


def batch_page(no: str, form: SheetForm | None = None, *, status: int = 200, whole: bool = False, **more):
    """The whole page, or what htmx polls while a sheet is read. `form`: a sheet's that came back; `whole`: htmx takes
    all of it; `more`: what a form within the page has to say."""
    by = actor()
    file = batch_pages.file_of(no=no, by=by)
    if wants_fragment() and not (file.reading or whole):
        return go_to(f"/batch/{no}")
    return show(
        "batches/one.html",
        fragment=None if whole else "batches/_reading.html",
        form=form or SheetForm(formdata=None),
        file=file,
        batch=file.batch,
        columns=batch_column_pages.beside(file.batch),
        money=batch_money.money_of(file.batch, by),
        opening=batch_openings.opening_of(file.batch, by),
        withdrawing=batch_withdrawal_pages.job_of(file.batch),
        papers=batch_papers.papers_of(file.batch, by),
        press=PressForm(formdata=None),
        **rows_part(file, by),
        may_change=by.role != "auditor" and file.batch.state == "open",
        takes_sheets=by.role != "auditor" and uses.takes_sheets(file.batch),
        status=status,
        **more,
    )
