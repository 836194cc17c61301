"""The spans of people's months, kept with every change of them: who is about to lapse is found by an index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from db.kept import KeptIn, KeptInsert
from db.models import CoverageMonth, CoverageSpan
from kiosk.domain.coverage_spans import Span, spans_of
from kiosk.domain.protection import CoveredMonth
from kiosk.services import settings
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500

_spans = KeptInsert(CoverageSpan)
_gone = KeptIn(lambda slot, many: CoverageSpan.delete().where(CoverageSpan.worker.in_(many)))
_live = KeptIn(
    lambda slot, many: CoverageMonth.select(
        CoverageMonth.worker, CoverageMonth.month, CoverageMonth.effective_on, CoverageMonth.paid_on
    ).where(CoverageMonth.worker.in_(many), CoverageMonth.released_at.is_null())
)


def rebuild(worker_ids: Iterable[int]) -> None:
    """Write these people's spans anew, in the caller's transaction, which holds the people."""
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        _gone.change(chunk)
        _write(recounted(chunk))


def add_first(months: Mapping[int, list[date]]) -> None:
    """The spans of people who had no month before this transaction, from the months planned in it."""
    lapse_months = settings.whole("lapse_months")
    _write(
        {
            worker_id: spans_of(
                [CoveredMonth(month, None, None) for month in planned], lapse_months=lapse_months
            )
            for worker_id, planned in months.items()
        }
    )


def _write(spans: Mapping[int, list[Span]]) -> None:
    _spans.add_all(
        [
            {
                "worker": worker_id,
                "kind": span.kind,
                "first": span.first,
                "last": span.last,
                "member": span.member,
            }
            for worker_id, theirs in spans.items()
            for span in theirs
        ]
    )


def recounted(worker_ids: list[int]) -> dict[int, list[Span]]:
    """What the spans of these people are by their months."""
    months: dict[int, list[CoveredMonth]] = defaultdict(list)
    for worker_id, *days in _live.rows(worker_ids):
        months[worker_id].append(CoveredMonth(*map(_as_date, days)))
    lapse_months = settings.whole("lapse_months")
    return {worker_id: spans_of(found, lapse_months=lapse_months) for worker_id, found in months.items()}


def _as_date(value: date | str | None) -> date | None:
    """A kept query gives a day as its database does: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
