"""Of what is kept beside the months: counts and spans are what the months themselves say."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from peewee import SQL, fn

from db import people_kept
from db.connection import writing
from db.models import (
    Commitment,
    CoverageCount,
    CoverageMonth,
    CoverageSpan,
    CoverageTotal,
    PeopleCount,
    Worker,
)
from kiosk.services import coverage_spans, places
from kiosk.services.coverage_changes import hold_people
from kiosk.services.coverage_totals import AREA, COUNTED, OCCUPATION
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
        *(
            (getattr(CoverageCount, name) + getattr(CoverageCount, name + "_late")).alias(name)
            for name in COUNTED
        ),
    )
    kept_as = (
        CoverageMonth.month,
        CoverageMonth.kelurahan,
        CoverageMonth.funder_kind,
        CoverageMonth.occupation,
    )
    counted_as = (kept_as[0], fn.COALESCE(kept_as[1], ""), *kept_as[2:])
    months = CoverageMonth.select(*counted_as, *_less()).where(live()).group_by(*kept_as)
    return (_named_key(*row) for row in _uneven(kept, months, keys))


def _less():
    """What a recount takes away again."""
    counted = (
        CoverageMonth.id,
        CoverageMonth.submitted_on,
        CoverageMonth.paid_on,
        CoverageMonth.effective_on,
    )
    return (fn.COUNT(column) * -1 for column in counted)


def _uneven(kept, months, keys: tuple[str, ...]) -> Iterator[tuple]:
    """Keys of which both together are not nothing."""
    both = kept.union_all(months).alias("both")
    columns = [getattr(both.c, key) for key in keys]
    sums = [fn.SUM(getattr(both.c, name)) for name in COUNTED]
    query = CoverageCount.select(*columns, *sums).from_(both).group_by(*columns)
    return query.having(reduce(or_, (total != 0 for total in sums))).tuples().iterator()


def _totals() -> int:
    return CoverageTotal.select().count()


def _totals_unlike_a_recount() -> Iterator[str]:
    keys = ("kind", "month", "code", "funder_kind")
    for kind, column in ((AREA, CoverageMonth.kelurahan), (OCCUPATION, CoverageMonth.occupation)):
        columns = [getattr(CoverageTotal, name).alias(name) for name in (*keys, *COUNTED)]
        kept = CoverageTotal.select(*columns).where(CoverageTotal.kind == kind)
        counted_as = (
            SQL(f"'{kind}'"),
            CoverageMonth.month,
            fn.COALESCE(column, ""),
            CoverageMonth.funder_kind,
        )
        months = CoverageMonth.select(*counted_as, *_less()).where(live())
        months = months.group_by(CoverageMonth.month, column, CoverageMonth.funder_kind)
        for _kind, month, code, funder_kind, *off in _uneven(kept, months, keys):
            what = (code, "") if kind == AREA else ("", code)
            yield _named_key(month, what[0], funder_kind, what[1], *off)


def _going_on_wrongly() -> Iterator[str]:
    """`goes_on` is kept by triggers on commitments and spans."""
    open_ended = Commitment.select(SQL("1")).where(
        Commitment.worker == Worker.id, Commitment.last_month.is_null(), Commitment.ended_at.is_null()
    )
    wrong = (CoverageSpan.goes_on & ~fn.EXISTS(open_ended)) | (~CoverageSpan.goes_on & fn.EXISTS(open_ended))
    people = Worker.select(Worker.reg_no).join(CoverageSpan, on=(CoverageSpan.worker == Worker.id))
    return (number for (number,) in people.where(wrong).distinct().tuples().iterator())


def _people() -> int:
    return PeopleCount.select().count()


def _people_unlike_a_recount() -> Iterator[str]:
    for kind, month, area, occupation, off in people_kept.uneven():
        yield f"{kind} {str(month)[:7]} · {area or 'luar kota'} · {occupation} ({off:+d})"


def _named_key(month, area: str, funder_kind: str, occupation: str, *off: int) -> str:
    """`off` is by how much planned, submitted, paid and effective are too many, or too few."""
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
        CoverageSpan.worker, CoverageSpan.kind, CoverageSpan.first, CoverageSpan.last, CoverageSpan.member,
        CoverageSpan.months, CoverageSpan.gap, CoverageSpan.funder_kind, CoverageSpan.stopped,
    )  # fmt: skip
    for worker_id, *span in rows.where(CoverageSpan.worker.in_(ids)).tuples():
        found.setdefault(worker_id, set()).add(tuple(span))
    return found


def _recounted(ids: list[int]) -> Kept:
    return {
        worker_id: {
            (
                span.kind,
                span.first,
                span.last,
                span.member,
                span.months,
                span.gap,
                span.funder_kind,
                span.stopped,
            )
            for span in spans
        }
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
    Invariant(
        "9", "totals", "Jumlah per kelurahan dan per pekerjaan sama dengan hitungan ulang bulan-bulannya.",
        "jumlah", _totals, _totals_unlike_a_recount,
    ),
    Invariant(
        "9", "going_on", "Rentang yang terus berlanjut adalah milik orang dengan pertanggungan tanpa bulan terakhir.",
        "rentang", _spans, _going_on_wrongly,
    ),
    Invariant(
        "9", "people", "Hitungan orang per kelurahan dan pekerjaan sama dengan hitungan ulang orangnya.",
        "hitungan", _people, _people_unlike_a_recount,
    ),
)  # fmt: skip
