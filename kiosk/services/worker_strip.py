"""A worker's months as a strip of twelve cells: who gives each, how far it has come, by which bill and payment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth, Funder
from kiosk.domain.awaiting import UNCONFIRMED, WORDS
from kiosk.domain.clock import add_months, first_of_month, last_of_month, months_from, today
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.protection import CoveredMonth, InArrears, protection_on
from kiosk.domain.release_reasons import release_words
from kiosk.domain.words import N_
from kiosk.services import settings
from kiosk.services.awaiting import Awaited
from kiosk.services.worker_months import counts_from, live_among, state_of

MONTHS = 12
MONTHS_BACK = 2
SAID = {
    "protected": N_("terlindungi mulai %(from_on)s, dibayar oleh %(funder)s"),
    "late": N_("dibayar oleh %(funder)s, BPJS memulai %(from_on)s: bulan ini tidak terlindungi"),
    "paid": N_("dibayar oleh %(funder)s"),  # what it waits for is said behind
    "billed": N_("ditagih kepada %(funder)s, belum dibayar"),
    "planned": N_("direncanakan oleh %(funder)s"),
    "arrears": N_("belum dibayar oleh %(funder)s"),
}
BY_BILL, BY_REFERENCE = N_("tagihan %(no)s"), N_("referensi %(reference)s")
BEFORE = N_("sebelum terdaftar")
NOBODY = N_("belum ada yang menanggung")
CLOSED = N_("pertanggungan sudah berakhir")
UNPAID = N_("menunggak, tidak ada yang membayar")
LET_GO = N_("dilepas oleh %(funder)s: %(reason)s")

Part = tuple[str, dict]


@dataclass(frozen=True)
class StripMonth:
    """One cell of the strip: the month, its state and the sentence that says so; `more` goes on after a comma."""

    month: date
    state: str  # protected | late | paid | billed | planned | arrears | empty | before | closed
    message: str
    params: dict
    more: tuple[Part, ...] = ()


class Told:
    """What is told of a month: who pays it, why it was let go, and no papers. A reader may be told more, or less
    (month_readers)."""

    def funder(self, row: CoverageMonth) -> str:
        return funder_words(row.funder)

    def reason(self, row: CoverageMonth) -> str:
        return release_words(row.released_why)

    def papers(self, row: CoverageMonth) -> bool:
        return False

    def awaited(self, row: CoverageMonth) -> bool:
        """Whether this reader is told what a paid month waits for at BPJS."""
        return True


@dataclass(frozen=True)
class _Gaps:
    """What a month that nobody holds is called; `until` is the day up to which something is known: today, or the day
    of death."""

    known_from: date
    closed_from: date
    covered: list[CoveredMonth]
    until: date
    lapse_months: int

    def unpaid_in(self, month: date) -> bool:
        """A member left it unpaid: so it was at its end, whatever has come since, or so it is by now."""
        if month > first_of_month(self.until):
            return False
        at_its_end = min(self.until, last_of_month(month))
        return any(self._in_arrears(month, day) for day in (at_its_end, self.until))

    def _in_arrears(self, month: date, day: date) -> bool:
        state = protection_on(day, self.covered, lapse_months=self.lapse_months)
        return isinstance(state, InArrears) and state.since <= month


def first_cell() -> date:
    """Two months back, this one, nine ahead."""
    return add_months(first_of_month(today()), -MONTHS_BACK)


def strip_of(
    months: list[CoverageMonth],
    *,
    enrolled_on: date,
    first: date | None = None,
    died_on: date | None = None,
    told: Told | None = None,
    awaited: Mapping[int, Awaited] | None = None,
) -> list[StripMonth]:
    """Twelve cells from `first` on. `months` oldest first, live ones or all. What a member left unpaid is named arrears
    also when the membership has ended since; after the month of `died_on` nobody is to fund any. `awaited` by the id of
    a paid month: what it waits for; of one that is not among them only that it does not count yet."""
    told, awaited = told or Told(), awaited or {}
    standing = live_among(months)
    live = {row.month: row for row in standing}
    gone = {row.month: row for row in months if row.released_at}
    gaps = _Gaps(
        known_from=first_of_month(enrolled_on),
        closed_from=add_months(first_of_month(died_on), 1) if died_on else date.max,
        covered=[CoveredMonth(row.month, row.effective_on, row.paid_on) for row in standing],
        until=died_on or today(),
        lapse_months=settings.whole("lapse_months"),
    )
    return [
        _held(live[month], told, awaited.get(live[month].id))
        if month in live
        else _uncovered(month, gaps, _let_go(gone.get(month), told))
        for month in months_from(first or first_cell(), MONTHS)
    ]


def _held(row: CoverageMonth, told: Told, awaited: Awaited | None) -> StripMonth:
    state = state_of(row)
    params = {"funder": told.funder(row)}
    if row.effective_on:
        params["from_on"] = counts_from(row).isoformat()
    waits = _waits(awaited if told.awaited(row) else None) if state == "paid" else ()
    return StripMonth(
        row.month, state, SAID[state], params, (*waits, *(_papers(row) if told.papers(row) else ()))
    )


def _waits(awaited: Awaited | None) -> tuple[Part, ...]:
    return ((awaited.message, awaited.params),) if awaited else ((WORDS[UNCONFIRMED], {}),)


def _papers(row: CoverageMonth) -> tuple[Part, ...]:
    bill = ((BY_BILL, {"no": row.bill.no}),) if row.bill else ()
    return (*bill, (BY_REFERENCE, {"reference": row.payment.reference})) if row.payment else bill


def _uncovered(month: date, gaps: _Gaps, gone: tuple[Part, ...]) -> StripMonth:
    """Nothing can be done any more about months before the person was known, nor after the end; they are no cause for
    concern."""
    if month >= gaps.closed_from:
        return StripMonth(month, "closed", CLOSED, {}, gone)
    if gaps.unpaid_in(month):
        return StripMonth(month, "arrears", UNPAID, {}, gone)
    if month < gaps.known_from and not gone:
        return StripMonth(month, "before", BEFORE, {})
    return StripMonth(month, "empty", NOBODY, {}, gone)


def _let_go(row: CoverageMonth | None, told: Told) -> tuple[Part, ...]:
    return ((LET_GO, {"funder": told.funder(row), "reason": told.reason(row)}),) if row else ()


def funder_words(funder: Funder) -> str:
    """A company by name; everybody else by kind: a donor's name is nobody's business."""
    return funder.name if funder.kind == "csr" else KINDS[funder.kind]
