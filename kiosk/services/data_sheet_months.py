"""Who pays which months of one person, also those that were let go, as lines of the data sheet."""

from itertools import groupby

from db.models import CoverageMonth, Funder, Worker
from kiosk.domain.awaiting import UNCONFIRMED
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.findings import spoken
from kiosk.domain.release_reasons import release_words
from kiosk.domain.words import long_date, months_in_words
from kiosk.files.data_sheets import Line
from kiosk.services import awaiting
from kiosk.services.awaiting import Awaited
from kiosk.services.worker_months import begins_after
from kiosk.services.worker_strip import funder_words


def month_lines(worker: Worker) -> list[Line]:
    """(months, who, how far) of neighbouring months that say the same, oldest first."""
    rows = list(
        CoverageMonth.select(CoverageMonth, Funder)
        .join(Funder)
        .where(CoverageMonth.worker == worker)
        .order_by(CoverageMonth.month, CoverageMonth.id)
    )
    awaited = awaiting.of_months(row.id for row in rows if row.paid_on and row.effective_on is None)
    said = [(row.month, funder_words(row.funder), _how_far(row, awaited.get(row.id))) for row in rows]
    return [
        Line(months_in_words([month for month, *_rest in group]), funder, state)
        for (funder, state), group in groupby(said, key=lambda one: one[1:])
    ]


def _how_far(row: CoverageMonth, awaited: Awaited | None) -> str:
    if row.released_at:
        return f"dilepas: {release_words(row.released_why)}"
    if begins_after(row):
        return f"dibayar, BPJS memulai {long_date(row.effective_on)}: tidak terlindungi"
    if row.effective_on:
        return "dibayar, berlaku"
    if row.paid_on:
        return f"dibayar, {_awaited_words(awaited)}"
    return "belum dibayar" if row.month < first_of_month(today()) else "direncanakan, belum dibayar"


def _awaited_words(awaited: Awaited | None) -> str:
    awaited = awaited or Awaited(UNCONFIRMED)
    return awaited.message % spoken(awaited.params)
