"""Who stands in a batch although BPJS has refused them and nobody has mended it since: said before a bill is made,
which may leave them out."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.models import Batch, Commitment, CoverageMonth
from kiosk.domain.words import N_
from kiosk.services import awaiting, batch_prices, month_rows
from kiosk.services.acting import Refused
from kiosk.services.awaiting import Awaited
from kiosk.services.batch_prices import BatchPrice

WITH_THEM, WITHOUT_THEM = WAYS = ("with", "without")
REFUSED_WITHIN = N_(
    "Dalam batch ini ada orang yang pernah ditolak BPJS dan datanya belum diperbaiki, maka tagihannya belum dibuat. "
    "Betulkan dulu datanya, atau pilih: tagihan tanpa mereka, atau untuk semua."
)


@dataclass(frozen=True)
class RefusedInBatch:
    """`people` ids of workers whose months no bill asks for yet; `price` what a bill without them would ask for, its
    `unbilled_months` 0 where there is nobody else."""

    people: frozenset[int]
    price: BatchPrice


def refused_in(batch: Batch) -> RefusedInBatch | None:
    """None where nobody is; one query then, four more for the price."""
    people = frozenset(ids_of(batch))
    return RefusedInBatch(people, batch_prices.price_of(batch, without=people)) if people else None


def ids_of(batch: Batch) -> set[int]:
    return set(awaiting.refused_in_plan(_planned_for(batch)))


def of_people(batch: Batch, worker_ids: Iterable[int]) -> dict[int, Awaited]:
    """By worker, of these people; BPJS's reason with it."""
    ids = list(worker_ids)
    found = awaiting.refused_in_plan(_planned_for(batch), CoverageMonth.worker.in_(ids)) if ids else {}
    return awaiting.with_causes(found)


def months_to_bill(batch: Batch, way: str):
    """The condition for a bill of this batch; `way` is one of WAYS, or empty where nobody was asked. Nobody pays for
    whom BPJS has refused without having been told: raises Refused."""
    planned = month_rows.planned_in(batch)
    people = ids_of(batch) if way != WITH_THEM else set()
    if people and way != WITHOUT_THEM:
        raise Refused(REFUSED_WITHIN)
    return planned & CoverageMonth.worker.not_in(sorted(people)) if people else planned


def _planned_for(batch: Batch):
    return CoverageMonth.commitment.in_(Commitment.select(Commitment.id).where(Commitment.batch == batch))
