"""Whom of a batch BPJS cannot be asked for yet, said before its bill is made: how many people, and what they lack. Whom
BPJS has refused is said by batch_refused."""

from dataclasses import dataclass

from peewee import Case, fn

from db.models import Batch, Commitment, CoverageMonth, Worker
from kiosk.services import bpjs_blocks, month_rows
from kiosk.services.missing import REJECTED, Kind


@dataclass(frozen=True)
class BatchLacks:
    """`people` lack something; `kinds` are what, each with how many of them, the same person several times."""

    people: int
    kinds: tuple[tuple[Kind, int], ...]


def lacks_of(batch: Batch) -> BatchLacks:
    """Of those whose months no bill asks for yet. One query."""
    planned = CoverageMonth.select(CoverageMonth.worker).join(Commitment).where(month_rows.planned_in(batch))
    required = [kind for kind in bpjs_blocks.required() if kind is not REJECTED]
    conditions = [bpjs_blocks.is_lacking(required), *(kind.condition() for kind in required)]
    counted = [fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0) for condition in conditions]
    people, *each = Worker.select(*counted).where(Worker.id.in_(planned)).tuples().get()
    kinds = zip(required, map(int, each), strict=True)
    return BatchLacks(int(people), tuple((kind, count) for kind, count in kinds if count))
