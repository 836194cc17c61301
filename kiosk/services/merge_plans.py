"""What merging one registration into another would do: read before it is done, and followed when it is."""

from dataclasses import dataclass
from datetime import date

from db.models import Batch, BatchRow, Card, CoverageMonth, Worker
from kiosk.services import ledger, person_values
from kiosk.services.cards import live_card
from kiosk.services.person_values import Value

# What the right one takes over where it has nothing itself. The rest is never empty, or goes with the NIK.
FILLED = (
    "phone",
    "rt",
    "rw",
    "address",
    "workplace",
    "birth_place",
    "mother_name",
    "income",
    "kpj",
    "dtsen_decile",
)


@dataclass(frozen=True)
class DoubleMonth:
    """A month both had: one of the two stays, the other is released."""

    kept: CoverageMonth
    released: CoverageMonth

    @property
    def month(self) -> date:
        return self.kept.month

    @property
    def is_credit(self) -> bool:
        """What was paid for the released one is owed back."""
        return self.released.paid_on is not None


@dataclass(frozen=True)
class MergePlan:
    """`moving` are months only the wrong one had, `double` those of both, `filled` fields the right one takes over,
    `batches` the numbers of batches in which the wrong one's place becomes the right one's, `twice` of those in which
    both stand. `void` is the card that ends, `new_card` whether the right one has none."""

    wrong: Worker
    right: Worker
    moving: list[CoverageMonth]
    double: list[DoubleMonth]
    filled: dict[str, Value]
    batches: list[str]
    twice: list[str]
    void: Card | None
    new_card: bool

    @property
    def double_alike(self) -> list[list[DoubleMonth]]:
        """Double months with the same two funders and the same fate together."""
        alike: dict[tuple, list[DoubleMonth]] = {}
        for double in self.double:
            key = (double.kept.funder_id, double.released.funder_id, double.is_credit)
            alike.setdefault(key, []).append(double)
        return list(alike.values())


def plan_of(wrong: Worker, right: Worker) -> MergePlan:
    """Both rows as they are now; in seven queries."""
    here = {row.month: row for row in ledger.live_months(right.id)}
    coming = ledger.live_months(wrong.id)
    batches, own = _batches_of(wrong), _batches_of(right)
    void = live_card(wrong.id)
    return MergePlan(
        wrong=wrong,
        right=right,
        moving=[row for row in coming if row.month not in here],
        double=[_settled(here[row.month], row) for row in coming if row.month in here],
        filled=_filled(wrong, right),
        batches=sorted(batches - own),
        twice=sorted(batches & own),
        void=void,
        new_card=void is not None and live_card(right.id) is None,
    )


def _settled(here: CoverageMonth, coming: CoverageMonth) -> DoubleMonth:
    """What has come further stays; of two alike the one that stood under the right number."""
    if _how_far(coming) > _how_far(here):
        return DoubleMonth(kept=coming, released=here)
    return DoubleMonth(kept=here, released=coming)


def _how_far(row: CoverageMonth) -> tuple[bool, ...]:
    return tuple(day is not None for day in (row.effective_on, row.paid_on, row.submitted_on, row.billed_on))


def _filled(wrong: Worker, right: Worker) -> dict[str, Value]:
    theirs, own = person_values.values_of(wrong), person_values.values_of(right)
    return {field: theirs[field] for field in FILLED if own[field] is None and theirs[field] is not None}


def _batches_of(worker: Worker) -> set[str]:
    rows = BatchRow.select(BatchRow, Batch).join(Batch)
    return {row.batch.no for row in rows.where(BatchRow.worker == worker, BatchRow.state == "ready")}
