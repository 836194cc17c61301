"""The page of one batch: each part of it asks its own service, here they come together."""

from kiosk.services import (
    awaiting_pages,
    batch_column_pages,
    batch_ends,
    batch_lacks,
    batch_lists,
    batch_money,
    batch_openings,
    batch_pages,
    batch_papers,
    batch_refusals,
    batch_refused,
    batch_unpaid,
    batch_withdrawal_pages,
    companies,
)
from kiosk.services import batches as uses
from kiosk.services.acting import Actor
from kiosk.services.batch_pages import BatchFile
from kiosk.web.access import actor
from kiosk.web.answers import go_to, show, wants_fragment
from kiosk.web.batches.forms import SheetForm
from kiosk.web.batches.rows_part import rows_part
from kiosk.web.bills.forms import PressForm


def batch_page(
    no: str, form: SheetForm | None = None, *, status: int = 200, whole: bool = False, same_sent=None, **more
):
    """The whole page, or what htmx polls while a sheet is read. `form`: a sheet's that came back; `whole`: htmx takes
    all of it; `same_sent`: a form of same_value_forms that came back; `more`: what any other form has to say."""
    by = actor()
    file = batch_pages.file_of(no=no, by=by)
    if wants_fragment() and not (file.reading or whole):
        return go_to(f"/batch/{no}")
    refused = batch_refused.refused_in(file.batch)
    return show(
        "batches/one.html",
        fragment=None if whole else "batches/_reading.html",
        form=form or SheetForm(formdata=None),
        file=file,
        batch=file.batch,
        columns=batch_column_pages.beside(file.batch),
        **_money_part(file, by),
        opening=batch_openings.opening_of(file.batch, by),
        enrols_here=batch_lists.open_batch_named(no, by),
        withdrawing=batch_withdrawal_pages.job_of(file.batch),
        papers=batch_papers.papers_of(file.batch, by),
        refusals=batch_refusals.refusals_in(file.batch),
        refused=refused,
        company_bills=companies.has_account(file.company),
        press=PressForm(formdata=None),
        **rows_part(file, by, same_sent, refused),
        may_change=by.role != "auditor" and file.batch.state == "open",
        gives_cards=by.role != "auditor" and batch_ends.still_serves(file.batch),
        takes_sheets=by.role != "auditor" and uses.takes_sheets(file.batch),
        status=status,
        **more,
    )


def _money_part(file: BatchFile, by: Actor) -> dict:
    """What its next step says; the months are gone through for that step alone that tells of them."""
    batch = file.batch
    money = batch_money.money_of(batch, by)
    return {
        "money": money,
        "awaiting": awaiting_pages.counts_of_batch(batch) if money.bills else None,
        "lacks": batch_lacks.lacks_of(batch) if money.step == "bill" else None,
        "unbilled_until": batch_unpaid.unbilled_until(batch) if money.step == "bill" else None,
        "waits_for_bpjs": money.step == "paid" and batch_unpaid.waits_for_bpjs(batch),
    }
