"""The spans of people's months, kept with every change of them: who is about to lapse is found by an index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from db.kept import KeptIn, KeptInsert
from db.models import CoverageMonth, CoverageSpan
from kiosk.domain.coverage_spans import Span, spans_of
from kiosk.domain.protection import CoveredMonth
from kiosk.services import settings
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500
STOPPED = "stopped"  # releases.STOPPED, which lies above this service

_spans = KeptInsert(CoverageSpan)
_gone = KeptIn(lambda slot, many: CoverageSpan.delete().where(CoverageSpan.worker.in_(many)))
_telling = KeptIn(
    lambda slot, many: CoverageMonth.select(
        CoverageMonth.worker, CoverageMonth.released_why, CoverageMonth.funder_kind, CoverageMonth.month,
        CoverageMonth.effective_on, CoverageMonth.paid_on,
    ).where(
        CoverageMonth.worker.in_(many),
        CoverageMonth.released_at.is_null() | (CoverageMonth.released_why == STOPPED),
    )
)  # fmt: skip


def rebuild(worker_ids: Iterable[int]) -> None:
    """Write these people's spans anew, in the caller's transaction, which holds the people."""
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        _gone.change(chunk)
        _write(recounted(chunk))


def add_first(months: Mapping[int, list[tuple[date, str]]]) -> None:
    """The spans of people who had no month before this transaction, from the months planned in it and the kind of money
    of each."""
    lapse_months = settings.whole("lapse_months")
    _write(
        {
            worker_id: spans_of(
                [CoveredMonth(month, None, None) for month, _kind in planned],
                lapse_months=lapse_months,
                funders=dict(planned),
            )
            for worker_id, planned in months.items()
        }
    )


def _write(spans: Mapping[int, list[Span]]) -> None:
    """Whether an open commitment goes on is told by the database itself (db/models/people_counters.py)."""
    _spans.add_all(
        [
            {
                "worker": worker_id,
                "kind": span.kind,
                "first": span.first,
                "last": span.last,
                "member": span.member,
                "months": span.months,
                "gap": span.gap,
                "funder_kind": span.funder_kind,
                "stopped": span.stopped,
            }
            for worker_id, theirs in spans.items()
            for span in theirs
        ]
    )


@dataclass
class _Told:
    """What one worker's rows say: live months, who gives each, and which were let go since they stopped."""

    months: list[CoveredMonth] = field(default_factory=list)
    funders: dict[date, str] = field(default_factory=dict)
    stopped: set[date] = field(default_factory=set)


def recounted(worker_ids: list[int]) -> dict[int, list[Span]]:
    """What the spans of these people are by their months."""
    told: dict[int, _Told] = defaultdict(_Told)
    for worker_id, why, funder_kind, *days in _telling.rows(worker_ids):
        month, *rest = map(_as_date, days)
        if why:
            told[worker_id].stopped.add(month)
        else:
            told[worker_id].months.append(CoveredMonth(month, *rest))
            told[worker_id].funders[month] = funder_kind
    lapse_months = settings.whole("lapse_months")
    return {
        worker_id: spans_of(
            found.months, lapse_months=lapse_months, funders=found.funders, stopped=found.stopped
        )
        for worker_id, found in told.items()
        if found.months
    }


def _as_date(value: date | str | None) -> date | None:
    """A kept query gives a day as its database does: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
