"""When a debit that failed may be tried once more: on the working days that are left of its month, as often as the
settings allow and the mandate is in force, or on the day of a run that asks for it already."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from db.models import DebitLine, DebitRun, Mandate
from kiosk.domain import debits, mandates
from kiosk.domain.clock import today
from kiosk.domain.debit_days import working_days_in
from kiosk.domain.debit_reasons import FILE_REFUSED, passes
from kiosk.services import debit_runs, settings

ASKED = (debits.DRAFTED, debits.LINE_SEALED, debits.LINE_SENT)


class Retries:
    """For some failed lines; four queries for all of them."""

    def __init__(self, lines: Iterable[DebitLine]):
        failed = [line for line in lines if line.state == debits.FAILED]
        self._asked = _asked_again(failed)
        self._attempts = _attempts(failed)
        self._mandates = _mandates_of(failed)
        self._holidays = debit_runs.holidays() if failed else frozenset()
        self._most = settings.whole("debit_attempts")

    def of(self, line: DebitLine) -> dict:
        """`again_on`: a run of that day asks for it. Else `again` and `until`: the first and the last day on which it
        can be tried; nothing where somebody has to mend something first, or the month has no day left on which the
        mandate is in force."""
        asked = self._asked.get((line.mandate_id, line.month))
        if asked:
            return {"again_on": asked}
        if not (passes(line.reason) or line.cleared_at) or not self._has_attempts_left(line):
            return {}
        since = today()
        days = [
            day
            for day in working_days_in(line.month, self._holidays, since=since)
            if mandates.in_force(*self._mandates[line.mandate_id], day)
        ]
        return {"again": days[0], "until": days[-1]} if days else {}

    def is_over(self, line: DebitLine) -> bool:
        """No day is left on which its month could be debited."""
        return not self._days_left(line.month)

    def _days_left(self, month: date, *, since: date | None = None) -> list[date]:
        return working_days_in(month, self._holidays, since=since or today())

    def _has_attempts_left(self, line: DebitLine) -> bool:
        return self._attempts[line.mandate_id, line.month] < self._most


def _asked_again(failed: list[DebitLine]) -> dict:
    """(mandate, month) → the day of the run that asks for it."""
    rows = DebitLine.select(DebitLine.mandate, DebitLine.month, DebitRun.debit_on).join(DebitRun)
    asked = rows.where(_of(failed), DebitLine.state.in_(ASKED))
    return {(mandate_id, month): day for mandate_id, month, day in asked.tuples()}


def _attempts(failed: list[DebitLine]) -> Counter:
    """How often the bank has tried; a file refused as a whole it has not."""
    tried = (DebitLine.state != debits.LEFT_OUT) & (DebitLine.reason != FILE_REFUSED)
    rows = DebitLine.select(DebitLine.mandate, DebitLine.month).where(_of(failed), tried)
    return Counter(rows.tuples())


def _mandates_of(failed: list[DebitLine]) -> dict[int, tuple[str, date | None]]:
    """Mandate → its state, and the first day without it."""
    rows = Mandate.select(Mandate.id, Mandate.state, Mandate.revoked_on)
    asked = rows.where(Mandate.id.in_({line.mandate_id for line in failed}))
    return {number: (state, revoked_on) for number, state, revoked_on in asked.tuples()}


def _of(failed: list[DebitLine]):
    theirs, months = {line.mandate_id for line in failed}, {line.month for line in failed}
    return DebitLine.mandate.in_(theirs) & DebitLine.month.in_(months)
