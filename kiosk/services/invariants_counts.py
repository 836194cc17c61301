"""Of what is kept beside the months: counts and spans are what the months themselves say."""

from collections.abc import Iterable, Iterator

from peewee import fn

from db.connection import writing
from db.models import CoverageCount, CoverageMonth, CoverageSpan, Worker
from kiosk.services import coverage_spans, places
from kiosk.services.coverage_changes import hold_people
from kiosk.services.invariant_proofs import Invariant, live

PEOPLE_AT_ONCE = 1_000

Kept = dict[int, set[tuple]]  # by worker: their spans as rows


def _counts() -> int:
    return CoverageCount.select().count()


def _unlike_a_recount() -> Iterable[str]:
    """Key by key: what is kept, in time and late together, less a recount, is nothing."""
    keys = ("month", "area", "funder_kind", "occupation")
    kept = CoverageCount.select(
        *(getattr(CoverageCount, key).alias(key) for key in keys),
        (CoverageCount.planned + CoverageCount.planned_late).alias("planned"),
        (CoverageCount.paid + CoverageCount.paid_late).alias("paid"),
        (CoverageCount.effective + CoverageCount.effective_late).alias("effective"),
    )
    kept_as = (
        CoverageMonth.month,
        CoverageMonth.kelurahan,
        CoverageMonth.funder_kind,
        CoverageMonth.occupation,
    )
    counted_as = (kept_as[0], fn.COALESCE(kept_as[1], ""), *kept_as[2:])
    counted = (CoverageMonth.id, CoverageMonth.paid_on, CoverageMonth.effective_on)
    months = CoverageMonth.select(*counted_as, *(fn.COUNT(column) * -1 for column in counted)).where(live())
    both = kept.union_all(months.group_by(*kept_as)).alias("both")
    columns = [getattr(both.c, key) for key in keys]
    sums = [fn.SUM(getattr(both.c, name)) for name in ("planned", "paid", "effective")]
    uneven = CoverageCount.select(*columns, *sums).from_(both).group_by(*columns)
    uneven = uneven.having((sums[0] != 0) | (sums[1] != 0) | (sums[2] != 0))
    return (_named_key(*row) for row in uneven.tuples().iterator())


def _named_key(month, area: str, funder_kind: str, occupation: str, *off: int) -> str:
    """`off` is by how much planned, paid and effective are too many, or too few."""
    too_many = ", ".join(f"{int(step):+d}" for step in off)
    work = places.occupations_by_code().get(occupation)
    where, what = places.area_name(area, area or "luar kota"), work.name if work else occupation
    return f"{str(month)[:7]} · {where} · {funder_kind} · {what} ({too_many})"


def _spans() -> int:
    return CoverageSpan.select().count()


def _unlike_their_months() -> Iterator[str]:
    """Months and spans of some people are two queries: who changes between the two is looked at again, held."""
    last = 0
    while people := _next_people(last):
        last = max(people)
        if different := _different(people):
            yield from _different_when_held(different)


def _next_people(after: int) -> dict[int, str]:
    query = Worker.select(Worker.id, Worker.reg_no).where(Worker.id > after).order_by(Worker.id)
    return dict(query.limit(PEOPLE_AT_ONCE).tuples())


def _different_when_held(people: dict[int, str]) -> list[str]:
    with writing():
        hold_people(people)
        return list(_different(people).values())


def _different(people: dict[int, str]) -> dict[int, str]:
    """Those whose spans are not what their months say."""
    ids = list(people)
    kept, again = _kept(ids), _recounted(ids)
    return {worker_id: no for worker_id, no in people.items() if kept.get(worker_id) != again.get(worker_id)}


def _kept(ids: list[int]) -> Kept:
    found: Kept = {}
    rows = CoverageSpan.select(
        CoverageSpan.worker, CoverageSpan.kind, CoverageSpan.first, CoverageSpan.last, CoverageSpan.member
    )
    for worker_id, *span in rows.where(CoverageSpan.worker.in_(ids)).tuples():
        found.setdefault(worker_id, set()).add(tuple(span))
    return found


def _recounted(ids: list[int]) -> Kept:
    return {
        worker_id: {(span.kind, span.first, span.last, span.member) for span in spans}
        for worker_id, spans in coverage_spans.recounted(ids).items()
    }


INVARIANTS = (
    Invariant(
        "9", "counts", "Hitungan per bulan, kelurahan, penanggung, dan pekerjaan sama dengan hitungan ulang.",
        "hitungan", _counts, _unlike_a_recount,
    ),
    Invariant(
        "9", "spans", "Rentang perlindungan setiap orang sama dengan bulan-bulannya.",
        "rentang", _spans, _unlike_their_months,
    ),
)  # fmt: skip
