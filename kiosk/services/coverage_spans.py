"""The spans of people's months, kept with every change of them: who is about to lapse is found by an index."""

from collections import defaultdict
from collections.abc import Iterable

from db.kept import KeptInsert
from db.models import CoverageMonth, CoverageSpan
from kiosk.domain.coverage_spans import Span, spans_of
from kiosk.domain.protection import CoveredMonth
from kiosk.services import settings
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500

_spans = KeptInsert(CoverageSpan)


def rebuild(worker_ids: Iterable[int]) -> None:
    """Write these people's spans anew, in the caller's transaction, which holds the people."""
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        CoverageSpan.delete().where(CoverageSpan.worker.in_(chunk)).execute()
        _spans.add_all(
            [
                {
                    "worker": worker_id,
                    "kind": span.kind,
                    "first": span.first,
                    "last": span.last,
                    "member": span.member,
                }
                for worker_id, spans in recounted(chunk).items()
                for span in spans
            ]
        )


def recounted(worker_ids: list[int]) -> dict[int, list[Span]]:
    """What the spans of these people are by their months."""
    rows = (
        CoverageMonth.select(
            CoverageMonth.worker, CoverageMonth.month, CoverageMonth.effective_on, CoverageMonth.paid_on
        )
        .where(CoverageMonth.worker.in_(worker_ids), CoverageMonth.released_at.is_null())
        .tuples()
    )
    months: dict[int, list[CoveredMonth]] = defaultdict(list)
    for worker_id, *covered in rows:
        months[worker_id].append(CoveredMonth(*covered))
    lapse_months = settings.whole("lapse_months")
    return {worker_id: spans_of(found, lapse_months=lapse_months) for worker_id, found in months.items()}
