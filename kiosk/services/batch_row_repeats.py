"""A row that was mended into somebody who stands in the batch already: it stays wrong, and names the row it repeats."""

from db.models import Batch, BatchRow
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_
from kiosk.services import batch_fates
from kiosk.services.batch_faults import WRONG, codes_in
from kiosk.services.batch_row_cells import cells_of
from kiosk.services.batch_row_numbers import places_of
from kiosk.services.nik_lookups import workers_by_hash

READY, REPEATED = "ready", "repeated"
OF_ANOTHER = "nik_of_another"
REPEATS = N_(
    "NIK ini sama dengan baris %(row)s, yang sudah siap. Tinggalkan baris ini, atau perbaiki NIK yang salah ketik."
)
REPEATS_ANOTHER = N_(
    "NIK ini sama dengan baris %(row)s, yang sudah siap atas nama lain. Cocokkan keduanya dengan KTP: perbaiki NIK "
    "yang salah ketik, atau tinggalkan baris ini."
)


def if_it_repeats(batch: Batch, values: dict, nik_hash: bytes | None) -> dict:
    """What changes in these columns of a row (batch_rows.values_of) when another row of the batch has its NIK; empty
    when none has."""
    if values["state"] == REPEATED:
        return _refused(_same_person(batch, values["worker"]), values)
    fault = _other_name(batch, nik_hash) if OF_ANOTHER in codes_in(values["faults"]) else None
    return _refused(fault, values) if fault else {}


def _same_person(batch: Batch, worker_id: int) -> Finding:
    number = _number_in_a_sheet(batch, worker_id)
    if number is None:
        return block("nik_repeated", batch_fates.IN_THIS_BATCH)
    return block("nik_repeated", REPEATS, row=number)


def _other_name(batch: Batch, nik_hash: bytes) -> Finding | None:
    """A NIK on record under another name is a slip of the company's own where its sheet has brought both."""
    known = workers_by_hash([nik_hash]).get(nik_hash)
    number = _number_in_a_sheet(batch, known.id) if known else None
    return block("nik_repeated", REPEATS_ANOTHER, row=number) if number is not None else None


def _number_in_a_sheet(batch: Batch, worker_id: int) -> int | None:
    """Of the row by which this person stands here; of rows that no sheet brought the company knows no number."""
    stands_here = (BatchRow.batch == batch) & (BatchRow.worker == worker_id) & (BatchRow.state == READY)
    row = BatchRow.get_or_none(stands_here, BatchRow.upload.is_null(False))
    return places_of(batch, {row.id: (row, cells_of(row))})[row.id].number if row else None


def _refused(fault: Finding, values: dict) -> dict:
    kept = [finding for finding in values["findings"] if finding["code"] not in ("in_this_batch", OF_ANOTHER)]
    return {
        "state": WRONG,
        "worker": None,
        "findings": [batch_fates.as_data(fault), *kept],
        "faults": batch_fates.faults_of([fault]),
    }
