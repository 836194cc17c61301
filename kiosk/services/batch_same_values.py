"""What many wrong rows of a batch have in common: a kelurahan or an occupation that nobody knows, written alike."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from db.models import Batch, BatchRow
from kiosk.domain.words import has_long_number
from kiosk.services.batch_faults import WRONG, has_fault

# The faults that say what was written, and the field that a choice mends.
CHOSEN = {
    "kelurahan_unknown": "kelurahan",
    "kelurahan_twice": "kelurahan",
    "occupation_unknown": "occupation",
}
MOST_OFFERED, MOST_GROUPS = 5, 5_000


@dataclass(frozen=True)
class SameValue:
    """What is written in so many wrong rows of a kind."""

    written: str
    rows: int


def same_values(batch: Batch, code: str) -> list[SameValue]:
    """The most frequent first, of those that more rows than one have; one query, over rows with the same findings."""
    if code not in CHOSEN:
        return []
    alike, count = BatchRow.findings.cast("TEXT"), fn.COUNT(BatchRow.id)
    groups = BatchRow.select(alike, count).where(wrong_rows(batch.id, code)).group_by(alike)
    counted: Counter[str] = Counter()
    for findings, rows in groups.order_by(count.desc()).limit(MOST_GROUPS).tuples():
        counted[written_in(json.loads(findings), code)] += rows
    found = [SameValue(text, rows) for text, rows in counted.most_common() if text and rows > 1]
    return [value for value in found if not has_long_number(value.written)][:MOST_OFFERED]


def ids_with(batch_id: int, code: str, written: str) -> Iterator[int]:
    """The ids of the wrong rows of this kind in which `written` stands, in their order."""
    rows = BatchRow.select(BatchRow.id, BatchRow.findings).where(wrong_rows(batch_id, code))
    for row in rows.order_by(BatchRow.id).iterator():
        if written_in(row.findings, code) == written:
            yield row.id


def wrong_rows(batch_id: int, code: str):
    """The condition."""
    return (BatchRow.batch == batch_id) & (BatchRow.state == WRONG) & has_fault(code)


def written_in(findings: list[dict], code: str) -> str:
    """What stood in the cell, as the finding with this code says it."""
    return next((one["params"].get("name", "") for one in findings if one["code"] == code), "")
