"""Every change of a covered month goes through here: the months themselves, their counts and their spans, in one
transaction. Nobody else writes CoverageMonth (tests/house holds to it).

Order of holding: documents (batch, bill, payment) → people by id → months by id → counts by key → programmes by id."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from peewee import Query, fn

from db.connection import held
from db.kept import KeptInsert, KeptQuery
from db.models import CoverageMonth, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import coverage_counts, coverage_spans, programme_counts
from kiosk.services.coverage_counts import CountKey, Deltas
from kiosk.services.portions import in_chunks

AT_ONCE = 500

_months = KeptInsert(CoverageMonth)
_confirmed = KeptQuery(
    lambda slot: CoverageMonth.update(effective_on=slot("on")).where(CoverageMonth.id == slot("id"))
)


_paid = KeptQuery(
    lambda slot: CoverageMonth.update(payment=slot("payment"), paid_on=slot("on"), hold_until=None).where(
        CoverageMonth.id == slot("id")
    )
)


@contextmanager
def changing(worker_ids: Iterable[int]) -> Iterator["Changes"]:
    """Hold these people until the caller's transaction ends; on leaving, counts and spans are written. One block in a
    transaction."""
    hold_people(worker_ids)
    changes = Changes()
    yield changes
    changes.finish()


def hold_people(worker_ids: Iterable[int]) -> None:
    """In the order of their ids: whoever changes their months comes before or after."""
    for chunk in in_chunks(sorted(set(worker_ids)), AT_ONCE):
        list(held(Worker.select(Worker.id).where(Worker.id.in_(chunk)).order_by(Worker.id)).tuples())


class Changes:
    """What one transaction does to months. Each method takes ids of live months, of people that are held; one that was
    released meanwhile is left alone. Answers with how many were changed."""

    def __init__(self):
        self._deltas = Deltas()
        self._workers: set[int] = set()
        self._first_months: dict[int, list[tuple[date, str]]] = defaultdict(list)
        self._city: set[int] = set()  # whose months of the city's own money are other ones now

    def plan(self, rows: list[dict], new: Collection[int] = ()) -> None:
        """Add live months; `rows` name the same columns by their fields' names. Raises IntegrityError where a month of
        a worker is taken: the partial unique index is the judge. `new`: whom this very transaction has enrolled, so
        that these are all their months."""
        _months.add_all(rows)
        for row in rows:
            self._deltas.add(
                _key(row["month"], row["kelurahan"], row["funder_kind"], row["occupation"]), planned=1
            )
            self._note_city(row["worker"], row["funder_kind"])
            if row["worker"] in new:
                self._first_months[row["worker"]].append((row["month"], row["funder_kind"]))
            else:
                self._workers.add(row["worker"])

    def plan_free(self, rows: list[dict]) -> list[int]:
        """As plan, but months somebody else holds are left out; answers with the ids of those added."""
        added = []
        for chunk in in_chunks(rows, AT_ONCE):
            query = CoverageMonth.insert_many(chunk).on_conflict(
                action="nothing",
                conflict_target=[CoverageMonth.worker, CoverageMonth.month],
                conflict_where=CoverageMonth.released_at.is_null(),
            )
            columns = (CoverageMonth.id, *_COUNTED_AS)
            for row_id, *counted_as in query.returning(*columns).tuples().execute():
                added.append(row_id)
                self._note_planned(*counted_as)
        return added

    def bill(self, ids: Iterable[int] | Query, *, bill_id: int, on: date, hold_until: datetime | None) -> int:
        return self._note(ids, {"bill": bill_id, "billed_on": on, "hold_until": hold_until})

    def unbill(self, ids: Iterable[int] | Query, *, hold_until: datetime | None) -> int:
        return self._note(ids, {"bill": None, "billed_on": None, "hold_until": hold_until})

    def hold(self, ids: Iterable[int] | Query, *, until: datetime | None) -> int:
        """Until when a month that nobody has paid holds its worker."""
        return self._note(ids, {"hold_until": until})

    def price(self, ids: Iterable[int] | Query, *, amount: int) -> int:
        """What a month not billed yet costs by the tariff of today."""
        ids = ids if isinstance(ids, Query) else list(ids)
        self._city.update(_whose_city_money(ids))
        return self._note(ids, {"amount": amount})

    def submit(self, ids: Collection[int] | Query, *, on: date) -> int:
        self._note_handed_over(ids, was=False)
        return self._note(ids, {"submitted_on": on})

    def unsubmit(self, ids: Collection[int] | Query) -> int:
        """What was handed to BPJS was taken back before it answered."""
        self._note_handed_over(ids, was=True)
        return self._note(ids, {"submitted_on": None})

    def pay(self, ids: Iterable[int], *, payment_id: int, on: date) -> int:
        return self._change(ids, {"payment": payment_id, "paid_on": on, "hold_until": None}, paid=1)

    def pay_each(self, payments: Mapping[int, int], *, on: date) -> int:
        """The same for months (by their ids) that have each a payment of its own, of one day."""
        changed = 0
        for chunk in in_chunks(sorted(payments), AT_ONCE):
            rows = list(_live(chunk))
            _paid.change_all([{"id": row[0], "payment": payments[row[0]], "on": on} for row in rows])
            self._note_changed(rows, paid=1)
            changed += len(rows)
        return changed

    def unpay(self, ids: Iterable[int], *, hold_until: datetime | None) -> int:
        return self._change(ids, {"payment": None, "paid_on": None, "hold_until": hold_until}, paid=-1)

    def confirm(self, ids: Iterable[int], *, on: date) -> int:
        """BPJS has said so, and nobody else."""
        return self._change(ids, {"effective_on": on}, effective=1)

    def confirm_each(self, days: Mapping[int, date]) -> int:
        """The same for months (by their ids) that have each a day of their own."""
        changed = 0
        for chunk in in_chunks(sorted(days), AT_ONCE):
            rows = list(_live(chunk))
            _confirmed.change_all([{"id": row[0], "on": days[row[0]]} for row in rows])
            self._note_changed(rows, effective=1)
            changed += len(rows)
        return changed

    def unconfirm(self, ids: Iterable[int]) -> int:
        """BPJS has said that it did not; they stay paid."""
        return self._change(ids, {"effective_on": None}, effective=-1)

    def release(self, ids: Iterable[int], *, why: str) -> int:
        """Let go. What was paid is given back first (services/payment_reversals.py writes the entries)."""
        return self._change(ids, {"released_at": utc_now(), "released_why": why, "payment": None}, planned=-1)

    def move(self, wrong: int, right: int) -> None:
        """The months of worker `wrong`, released ones too, go over to `right`; both are held. What they were counted as
        stays."""
        CoverageMonth.update(worker=right).where(CoverageMonth.worker == wrong).execute()
        self.touch([wrong, right])
        self.recount_programmes([wrong, right])

    def touch(self, worker_ids: Iterable[int]) -> None:
        """Write these people's spans anew too."""
        self._workers.update(worker_ids)

    def recount_programmes(self, worker_ids: Iterable[int]) -> None:
        """What these people hold of the city's programmes is written anew too."""
        self._city.update(worker_ids)

    def finish(self) -> None:
        coverage_spans.rebuild(self._workers)
        first_months = {key: months for key, months in self._first_months.items() if key not in self._workers}
        coverage_spans.add_first(first_months)
        coverage_counts.write(self._deltas)
        programme_counts.write(self._city)

    def _note(self, ids: Iterable[int] | Query, values: dict) -> int:
        """What no span is made of, in one statement: a bill of ten thousand people has a hundred
        thousand months. `ids` may be a query of them (month_rows.ids)."""
        live = CoverageMonth.released_at.is_null()
        if isinstance(ids, Query):
            return CoverageMonth.update(values).where(CoverageMonth.id.in_(ids), live).execute()
        chunks = in_chunks(sorted(set(ids)), AT_ONCE)
        return sum(
            CoverageMonth.update(values).where(CoverageMonth.id.in_(chunk), live).execute()
            for chunk in chunks
        )

    def _change(
        self, ids: Iterable[int], values: dict, planned: int = 0, paid: int = 0, effective: int = 0
    ) -> int:
        changed = 0
        for chunk in in_chunks(sorted(set(ids)), AT_ONCE):
            rows = list(_live(chunk))
            CoverageMonth.update(values).where(CoverageMonth.id.in_([row[0] for row in rows])).execute()
            self._note_changed(rows, planned, paid, effective)
            changed += len(rows)
        return changed

    def _note_changed(self, rows: list[tuple], planned: int = 0, paid: int = 0, effective: int = 0) -> None:
        """`rows` as they were before, as _live gives them."""
        for _id, worker_id, *counted_as, submitted_on, paid_on, effective_on in rows:
            self._workers.add(worker_id)
            key = _key(*counted_as)
            if planned:
                self._note_city(worker_id, key.funder_kind)
                self._deltas.add(key, planned, -bool(submitted_on), -bool(paid_on), -bool(effective_on))
            else:
                self._deltas.add(key, 0, 0, _turned(paid, paid_on), _turned(effective, effective_on))

    def _note_handed_over(self, ids: Collection[int] | Query, *, was: bool) -> None:
        """Counted by the database, before the days are changed: of those that are not handed to BPJS yet, or (`was`) of
        those that are."""
        chunks = [ids] if isinstance(ids, Query) else in_chunks(sorted(set(ids)), AT_ONCE)
        for chunk in chunks:
            for *counted_as, months in _handed_over(chunk, was):
                self._deltas.add(_key(*counted_as), submitted=-months if was else months)

    def _note_planned(self, worker_id: int, *counted_as) -> None:
        self._workers.add(worker_id)
        key = _key(*counted_as)
        self._note_city(worker_id, key.funder_kind)
        self._deltas.add(key, planned=1)

    def _note_city(self, worker_id: int, funder_kind: str) -> None:
        if funder_kind in PUBLIC_MONEY:
            self._city.add(worker_id)


_COUNTED_AS = (
    CoverageMonth.worker, CoverageMonth.month, CoverageMonth.kelurahan, CoverageMonth.funder_kind,
    CoverageMonth.occupation,
)  # fmt: skip


def _live(ids: list[int]):
    days = (CoverageMonth.submitted_on, CoverageMonth.paid_on, CoverageMonth.effective_on)
    query = CoverageMonth.select(CoverageMonth.id, *_COUNTED_AS, *days).where(
        CoverageMonth.id.in_(ids), CoverageMonth.released_at.is_null()
    )
    return held(query.order_by(CoverageMonth.id)).tuples()


def _handed_over(ids: list[int] | Query, was: bool):
    keys = _COUNTED_AS[1:]
    live = CoverageMonth.id.in_(ids) & CoverageMonth.released_at.is_null()
    query = CoverageMonth.select(*keys, fn.COUNT(CoverageMonth.id))
    return query.where(live, CoverageMonth.submitted_on.is_null(not was)).group_by(*keys).tuples()


def _whose_city_money(ids: list[int] | Query) -> Iterator[int]:
    """The people of these months that the city's own money pays for."""
    chunks = [ids] if isinstance(ids, Query) else in_chunks(sorted(set(ids)), AT_ONCE)
    for chunk in chunks:
        theirs = CoverageMonth.id.in_(chunk) & CoverageMonth.funder_kind.in_(PUBLIC_MONEY)
        for (worker_id,) in CoverageMonth.select(CoverageMonth.worker).where(theirs).distinct().tuples():
            yield worker_id


def _key(month: date, kelurahan: str | None, funder_kind: str, occupation: str) -> CountKey:
    return CountKey(month, kelurahan or "", funder_kind, occupation)


def _turned(step: int, before: object) -> int:
    """A day that is set again is no second one, one taken away must have been there."""
    return step if (step > 0) != bool(before) else 0
