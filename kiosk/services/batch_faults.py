"""The wrong rows of a batch by what is wrong with them: how many of each kind, the condition that finds them."""

from collections import Counter
from dataclasses import dataclass

from peewee import fn

from db.models import Batch, BatchRow
from kiosk.domain.row_fault_words import FAULTS, FaultWords, fault_words

WRONG, LEFT_OUT = "wrong", "withdrawn"


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault and in how many wrong rows it stands; a row may have several."""

    code: str
    words: FaultWords
    rows: int


def kinds_of(batch: Batch) -> list[FaultKind]:
    """The most frequent first; one query, over rows that have the same faults."""
    rows = (
        BatchRow.select(BatchRow.faults, fn.COUNT(BatchRow.id))
        .where(BatchRow.batch == batch, BatchRow.state == WRONG)
        .group_by(BatchRow.faults)
    )
    counted: Counter[str] = Counter()
    for faults, count in rows.tuples():
        for code in codes_in(faults) or [""]:
            counted[code] += count
    found = [FaultKind(code, fault_words(code), count) for code, count in counted.items()]
    return sorted(found, key=lambda kind: (-kind.rows, _place(kind.code)))


def _place(code: str) -> int:
    return list(FAULTS).index(code) if code in FAULTS else len(FAULTS)


def has_fault(code: str):
    """The condition: rows of this kind."""
    return BatchRow.faults.contains(f"|{code}|")


def codes_in(faults: str) -> list[str]:
    """`|nik_length|name_empty|` → its codes."""
    return [code for code in faults.split("|") if code]


def is_left_out():
    """The condition: wrong rows that somebody said shall stay out. A revoked person's row has its worker."""
    return (BatchRow.state == LEFT_OUT) & BatchRow.worker.is_null()


def left_out_in(batch: Batch) -> int:
    return set_aside_in(batch)[0]


def set_aside_in(batch: Batch) -> tuple[int, int]:
    """How many rows were left out, how many people revoked; neither is counted among the rows of the batch. Who took
    the consent back is shown in no list."""
    rows = fn.COUNT(BatchRow.id)
    here = (BatchRow.batch == batch) & (BatchRow.state == LEFT_OUT)
    counted = BatchRow.select(
        rows.filter(is_left_out()), rows.filter(~is_left_out() & (BatchRow.withdrawn_why != ""))
    ).where(here)
    return counted.tuples().get()
