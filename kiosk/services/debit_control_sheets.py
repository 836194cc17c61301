"""The control sheet of a sealed run: what was sealed, in figures that the bank can confirm, for two signatures."""

from datetime import datetime

from db.models import DebitRun
from kiosk.domain.clock import local, utc_now
from kiosk.domain.debit_skips import SKIPS
from kiosk.domain.words import N_
from kiosk.files.debit_control_sheets import ControlSheet, SkippedCount, control_sheet_pdf
from kiosk.services import access, bank_layouts, debit_skip_pages, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.debit_run_pages import names_of

NOT_SEALED = N_("Lembar kendali dibuat sesudah debetnya disegel. Segel dulu, lalu buka lagi.")


def control_sheet(*, run: DebitRun, by: Actor) -> bytes:
    """A4. Raises NotAllowed, Refused where it was never sealed."""
    access.require(by.role in access.SEES_ALL)
    if not run.sha256:
        raise Refused(NOT_SEALED)
    return control_sheet_pdf(
        ControlSheet(
            city=settings.setting("city_name"),
            owner=settings.setting("programme_owner"),
            month=run.month,
            number=run.number,
            debit_on=run.debit_on,
            lines=run.lines,
            people=run.people,
            amount=run.amount,
            sha256=run.sha256,
            size=run.size,
            layout=_title(run.layout),
            sealed_at=local(run.sealed_at),
            sealed_by=names_of([run]).get(run.sealed_by_id, ""),
            sent_at=_local(run.sent_at),
            dropped_at=_local(run.dropped_at),
            skipped=[SkippedCount(SKIPS[one.reason], one.count) for one in debit_skip_pages.counts_of(run)],
            printed_at=local(utc_now()),
            printed_by=by.name,
        )
    )


def _title(layout: str) -> str:
    """A layout that was taken away since is called by its name."""
    try:
        return bank_layouts.named(layout).title
    except Refused:
        return layout


def _local(at: datetime | None) -> datetime | None:
    return local(at) if at else None
