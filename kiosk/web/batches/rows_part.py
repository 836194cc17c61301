"""The part of a batch's page that shows its rows: which of them, what is wrong with how many, what may be taken."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kiosk.domain.row_fault_words import FAULTS
from kiosk.services import (
    batch_fault_sheets,
    batch_faults,
    batch_free_sums,
    batch_free_taking,
    batch_row_lists,
)
from kiosk.services.acting import Actor
from kiosk.services.batch_pages import BatchFile
from kiosk.services.batch_refused import RefusedInBatch
from kiosk.services.batch_row_lists import REFUSED
from kiosk.web.answers import Pager, page_number
from kiosk.web.batches.same_value_forms import same_values_part

STATES = ("ready", "wrong", "funded", "released", "withdrawn", REFUSED)


@dataclass(frozen=True)
class RowList:
    """Which rows of a batch are shown, as its address says: in a state, with a fault, on a page."""

    state: str
    fault: str
    page: int

    @property
    def query(self) -> str:
        """`?keadaan=wrong&jenis=nik_length`, to come back to the same list; empty for all of them."""
        fields = {"keadaan": self.state, "jenis": self.fault, "hal": self.page if self.page > 1 else ""}
        asked = urlencode({name: value for name, value in fields.items() if value})
        return f"?{asked}" if asked else ""


def list_asked_for() -> RowList:
    fault = _one_of(FAULTS, request.args.get("jenis", ""))
    state = "wrong" if fault else _one_of(STATES, request.args.get("keadaan", ""))
    return RowList(state, fault, page_number())


def _one_of(known, text: str) -> str:
    return text if text in known else ""


def rows_part(file: BatchFile, by: Actor, same_sent=None, refused: RefusedInBatch | None = None) -> dict:
    """What batches/_faults.html, _free_months.html and _rows.html need."""
    shown, faults = list_asked_for(), faults_part(file)
    rows, follows = batch_row_lists.rows_of(
        no=file.batch.no, state=shown.state, fault=shown.fault, page=shown.page, by=by
    )
    return (
        faults
        | same_values_part(file, shown.fault, by, same_sent)
        | {
            "state": shown.state,
            "rows": rows,
            "free_sum": batch_free_sums.sum_of(file.batch) if file.counts["funded"] else None,
            "free_at_once": batch_free_taking.MOST,
            "pager": _pager(file, shown, _how_many(file, shown, faults, refused), follows),
        }
    )


def faults_part(file: BatchFile) -> dict:
    """What batches/_faults.html needs beside the file."""
    kinds = batch_faults.kinds_of(file.batch) if file.counts["wrong"] else []
    left_out, revoked = batch_faults.set_aside_in(file.batch)
    return {
        "row_list": list_asked_for(),
        "fault_kinds": kinds,
        "left_out": left_out,
        "revoked": revoked,
        "faulty_sheets": batch_fault_sheets.faulty_sheets(file.batch) if kinds else [],
    }


def _how_many(file: BatchFile, shown: RowList, faults: dict, refused: RefusedInBatch | None) -> int:
    if shown.fault:
        return next((kind.rows for kind in faults["fault_kinds"] if kind.code == shown.fault), 0)
    if shown.state == REFUSED:
        return len(refused.people) if refused else 0
    if shown.state == "withdrawn":
        return faults["left_out"] + faults["revoked"]
    return file.counts[shown.state or "total"]


def _pager(file: BatchFile, shown: RowList, total: int, follows: bool) -> Pager:
    """The address may be a row's, when it was saved."""
    return Pager(
        shown.page,
        follows,
        total=total,
        size=batch_row_lists.PAGE,
        path=f"/batch/{file.batch.no}",
        fields={name: value for name, value in request.args.items() if name != "hal"},
    )
