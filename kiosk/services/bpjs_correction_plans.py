"""What would follow if BPJS corrected its answer about one line of a submission: read before it is done, and followed
when it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from db.models import CoverageMonth, SubmissionLine
from kiosk.domain import bpjs_corrections
from kiosk.domain.bpjs_corrections import Corrected
from kiosk.domain.clock import first_of_month, last_of_month, today
from kiosk.domain.protection import CoveredMonth, Protection, protection_on
from kiosk.services import ledger, membership_corrections, settings
from kiosk.services.bpjs_correction_facts import answers, lines_of, live_months, paid_month, standing_runs
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.funded_months import FundedMonths, by_funder
from kiosk.services.worker_months import counts_from

TAKEN_BACK, MOVED = bpjs_corrections.TAKEN_BACK, bpjs_corrections.MOVED


@dataclass(frozen=True)
class MovedMonth:
    """A month whose day becomes `day`."""

    row: CoverageMonth
    day: date

    @property
    def before(self) -> date:
        """From when it has counted until now."""
        return counts_from(self.row)

    @property
    def after(self) -> date:
        return max(self.row.month, self.day)

    @property
    def protects_nobody(self) -> bool:
        return self.day > last_of_month(self.row.month)


@dataclass(frozen=True)
class Plan:
    """`kind` is TAKEN_BACK or MOVED, `day` of the latter the new one. `stopped` are the months that count no more,
    `released` those let go, `moved` those that count from another day. `before` and `after` are what the person is
    today; `number` what becomes of the KPJ, as membership_corrections says; `asked_by` the funder for whom BPJS is
    asked about the person just now, if it is."""

    line: SubmissionLine
    kind: str
    day: date | None
    before: Protection
    after: Protection
    stopped: list[CoverageMonth] = field(default_factory=list)
    released: list[CoverageMonth] = field(default_factory=list)
    moved: list[MovedMonth] = field(default_factory=list)
    number: str = ""
    asked_by: tuple[int, ...] = ()

    @property
    def unconfirmed(self) -> list[CoverageMonth]:
        """Of another funder: they stay paid, and are asked for anew."""
        let_go = {row.id for row in self.released}
        return [row for row in self.stopped if row.id not in let_go]

    @property
    def credited(self) -> list[FundedMonths]:
        return by_funder(row for row in self.released if row.paid_on)

    @property
    def freed(self) -> list[FundedMonths]:
        """Let go and never paid."""
        return by_funder(row for row in self.released if not row.paid_on)

    @property
    def gone_by(self) -> list[CoverageMonth]:
        """Months over already that count no more."""
        return [row for row in self.stopped if row.month < first_of_month(today())]

    @property
    def mark(self) -> str:
        """Another one as soon as something else would follow."""
        shown = (
            (self.line.id, self.line.state, self.line.effective_on, self.kind, self.day, self.number),
            [(row.id, row.effective_on) for row in self.stopped],
            [(row.id, row.paid_on, row.amount) for row in self.released],
            [(one.row.id, one.row.effective_on, one.day) for one in self.moved],
        )
        return sha256(repr(shown).encode()).hexdigest()


def plan_of(line: SubmissionLine, *, kind: str, day: date | None) -> Plan:
    """For an accepted line with its submission and worker."""
    rows = live_months(line.worker_id)
    answer, others = answers(line)
    paid, lapse_months = [paid_month(row) for row in rows if row.paid_on], settings.whole("lapse_months")
    if kind == TAKEN_BACK:
        found = bpjs_corrections.taken_back(paid, answer, others, lapse_months=lapse_months)
        return _withdrawn(line, rows, found)
    found = bpjs_corrections.moved(paid, answer, day, others, lapse_months=lapse_months)
    return _moved(line, rows, found, day)


def _withdrawn(line: SubmissionLine, rows: list[CoverageMonth], found: Corrected) -> Plan:
    stopped = [row for row in rows if row.month in found.stopped]
    others = standing_runs(line)
    released = [row for row in rows if _goes(row, line, stopped, others)]
    gone, uncounted = {row.id for row in released}, {row.id for row in stopped}
    after = [row for row in rows if row.id not in gone]
    return Plan(
        line, TAKEN_BACK, None,
        before=ledger.protection(rows),
        after=_protection(after, dict.fromkeys(uncounted)),
        stopped=stopped,
        released=released,
        number=membership_corrections.fate_of(line),
        asked_by=tuple(row.submission.funder_id for row in lines_of(line.worker_id, ASKED)),
    )  # fmt: skip


def _goes(
    row: CoverageMonth,
    line: SubmissionLine,
    stopped: list[CoverageMonth],
    others: list[tuple[date, date]],
) -> bool:
    """As in a rejection: the funder's months that do not count (any more), but for those of another answer."""
    if row.funder_id != line.submission.funder_id:
        return False
    if row.effective_on:
        return row in stopped
    return not any(first <= row.month <= last for first, last in others)


def _moved(line: SubmissionLine, rows: list[CoverageMonth], found: Corrected, day: date) -> Plan:
    moved = [MovedMonth(row, found.days[row.month]) for row in rows if row.month in found.days]
    return Plan(
        line, MOVED, day,
        before=ledger.protection(rows),
        after=_protection(rows, {one.row.id: one.day for one in moved}),
        moved=moved,
    )  # fmt: skip


def _protection(rows: Iterable[CoverageMonth], days: dict[int, date | None]) -> Protection:
    """Today, if the months of `days` counted from then."""
    covered = [CoveredMonth(row.month, days.get(row.id, row.effective_on), row.paid_on) for row in rows]
    return protection_on(today(), covered, lapse_months=settings.whole("lapse_months"))
