"""The rows of a large sheet checked by a second process: the same rows as one process gives, and an end in any case."""

import io
import os
import signal

import pytest
from xlsxwriter import Workbook

from db.connection import database
from db.models import Batch, BatchRow, Job, Upload, Worker
from kiosk.files.sheets import read_sheet
from kiosk.services import batch_reading, batches, ledger, queue, row_process, safe
from kiosk.services.batch_rules import rules_of
from kiosk.services.prepared_rows import PreparedRow, each_prepared
from kiosk.services.row_process import RowsStopped, prepared_beside
from tests.services.at_once import acting, key, nik

HEADINGS = ["NIK", "Nama", "Pekerjaan", "Kelurahan", "Nama Ibu"]
HIDDEN_ROW = 3
DRAWN = ("reg_no", "nik_sealed", "phone_sealed", "mother_name_sealed", "kpj_sealed", "enrolled_at")


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def sheet(count: int) -> bytes:
    """Good people, one hidden, one wrong, one twice, and a line of totals below them."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("DATA")
        lines = [
            [nik(number), "Slamet Widodo", "Nelayan", "Kauman", "Sumini"] for number in range(1, count + 1)
        ]
        lines[5][0] = "12"
        lines[7][0] = lines[0][0]
        for number, line in enumerate([HEADINGS, *lines, ["", "Jumlah", "", "", count]]):
            page.write_row(number, 0, line)
        page.set_row(HIDDEN_ROW - 1, None, None, {"hidden": True})
    return stream.getvalue()


def opened(by, content: bytes) -> Batch:
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("daftar.xlsx", content))
    return Batch.get(Batch.no == batches.open_batch(wish=wish, client_key=key(), by=by))


def without_chance(row: PreparedRow) -> tuple:
    """What is drawn or sealed differs each time."""
    columns = {name: value for name, value in (row.columns or {}).items() if name not in DRAWN}
    return row.checked, row.nik_hash, safe.open_text(row.cells, safe.ROW), columns


def test_rows_are_the_same_as_by_one_process(mitra):
    batch, content = opened(mitra, sheet(9)), sheet(120)
    alone, beside = read_sheet(content).rows, read_sheet(content).rows
    expected = [without_chance(row) for row in each_prepared(alone, rules_of(batch), mitra)]
    with prepared_beside(batch, beside, mitra) as prepared:
        found = [without_chance(row) for row in prepared]
    assert len(found) == 120 and found == expected
    assert beside.passed_over == alone.passed_over == [122]
    codes = {row[0].number: [finding.code for finding in row[0].findings] for row in found}
    assert "row_hidden" in codes[HIDDEN_ROW] and "nik_repeated" in codes[9]


def test_secrets_come_sealed(mitra):
    batch = opened(mitra, sheet(9))
    with prepared_beside(batch, read_sheet(sheet(9)).rows, mitra) as prepared:
        row = next(prepared)
    assert safe.open_text(row.columns["nik_sealed"], safe.NIK) == nik(1)
    assert safe.open_text(row.columns["mother_name_sealed"], safe.MOTHER) == "Sumini"


def test_a_large_sheet_is_taken_in_with_it(mitra, monkeypatch):
    monkeypatch.setattr(batch_reading, "ROWS_FOR_TWO_PROCESSES", 100)
    monkeypatch.setattr(batch_reading, "each_prepared", None)
    batch = opened(mitra, sheet(600))
    queue.run_waiting_tasks()
    upload = Upload.get()
    assert (upload.state, upload.rows, Job.get(Job.kind == "batch.read_sheet").state) == ("read", 600, "done")
    states = [state for (state,) in BatchRow.select(BatchRow.state).where(BatchRow.batch == batch).tuples()]
    assert (states.count("ready"), states.count("wrong")) == (598, 2) and Worker.select().count() == 598
    assert {"rows_passed_over", "rows_hidden"} <= {finding["code"] for finding in upload.findings}


def test_a_process_killed_over_it_is_told_of_and_the_sheet_read_again_from_where_it_was(mitra, monkeypatch):
    monkeypatch.setattr(batch_reading, "ROWS_FOR_TWO_PROCESSES", 100)
    opened(mitra, sheet(600))
    monkeypatch.setattr(row_process, "_heard", killing_after(3))
    queue.run_waiting_tasks()
    assert (Upload.get().state, Upload.get().rows, Job.get().tries) == ("read", 600, 2)
    assert BatchRow.select().count() == 600
    assert BatchRow.select(BatchRow.number).distinct().count() == 600


def killing_after(answers: int):
    """Once, after so many answers, the process that gives them is killed; what it has said already is not heard."""
    heard, count = row_process._heard, iter(range(1_000_000))

    def listen(line):
        if next(count) == answers:
            os.kill(children()[-1], signal.SIGKILL)
            line.read()
        return heard(line)

    return listen


def test_what_it_cannot_do_is_raised_here(mitra):
    batch = opened(mitra, sheet(9))
    missing = Batch(id=batch.id + 1_000)
    with (
        pytest.raises(RowsStopped, match="BatchDoesNotExist"),
        prepared_beside(missing, read_sheet(sheet(9)).rows, mitra) as rows,
    ):
        list(rows)


def test_an_answer_cut_off_is_no_end(mitra):
    batch = opened(mitra, sheet(9))
    with pytest.raises(RowsStopped), prepared_beside(batch, read_sheet(sheet(2_000)).rows, mitra) as rows:
        next(rows)  # more are to come than the line between the two holds, so that it is not done yet
        os.kill(children()[-1], signal.SIGKILL)
        list(rows)


def test_it_is_gone_when_nobody_wants_more(mitra):
    batch = opened(mitra, sheet(9))
    before = children()
    with prepared_beside(batch, read_sheet(sheet(2_000)).rows, mitra) as rows:
        next(rows)
        assert len(children()) == len(before) + 1
    assert children() == before
    assert not database.in_transaction()


def children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children") as found:
        return [int(number) for number in found.read().split()]
