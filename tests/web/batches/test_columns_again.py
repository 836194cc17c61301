"""A sheet that was read, and whose columns meant something else: read anew by /batch/<no>/kolom/<upload>."""

import pytest

from db.models import AuditEvent, Batch, BatchRow, ColumnMap, CoverageMonth, Upload, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import queue
from tests.web import desk
from tests.web.batches.test_columns import FIELDS, UNKNOWN, address, explain, own_sheet, sheet_with
from tests.web.batches.test_open_batch import SITI, SUGENG, counts, rows
from tests.web.desk import opened, send, small_sheet


@pytest.fixture
def no(client_for) -> str:
    return opened(client_for("mitra"), sheet=own_sheet(SUGENG, SITI))


def test_name_read_from_the_wrong_column_is_read_anew_for_the_same_people(client_for, visit):
    client = client_for("mitra")
    people = [(nik, f"Ibu {name}", name, "Sampangan", "Nelayan") for nik, name in (SUGENG, SITI)]
    no = opened(client, sheet=sheet_with("NIK", "Nama", "Panggilan", "Kelurahan", "Pekerjaan", rows=people))
    before = {worker.reg_no for worker in Worker.select()}
    page = visit(client, address(no)).text
    assert "2 barisnya dibaca lagi, 2 di antaranya kini pekerja siap." in page
    assert explain(client, no, "nik", "mother_name", "name", "kelurahan", "occupation").status_code == 303
    assert {worker.name for worker in Worker.select()} == {SUGENG[1], SITI[1]}
    assert {worker.reg_no for worker in Worker.select()} == before
    assert not Worker.select().where(Worker.frozen_at.is_null(False)).exists()
    assert counts(client, no)["rows-ready"] == 2
    live = CoverageMonth.select().where(CoverageMonth.released_at.is_null())
    assert live.count() == 2 * 6
    line = AuditEvent.get(AuditEvent.action == "batch.baris_ditarik")
    assert (line.subject, line.detail) == (no, {"baris": 2, "dibekukan": 2})


def test_people_out_of_the_wrong_column_leave_the_batch_and_wait_for_nobody(client_for):
    client = client_for("mitra")
    headings = ("NIK", "Nomor Penduduk Benar", "Nama", "Kelurahan", "Pekerjaan")
    no = opened(
        client, sheet=sheet_with(*headings, rows=[("3374021505800001", *SITI, "Sampangan", "Nelayan")])
    )
    wrong = Worker.get()
    explain(client, no, "", "nik", "name", "kelurahan", "occupation")
    assert Worker.get_by_id(wrong.id).frozen_at
    right = Worker.get(Worker.id != wrong.id)
    assert (right.frozen_at, counts(client, no)["rows-ready"]) == (None, 1)
    assert wrong.reg_no not in rows(client, no)
    waiting = client_for("admin").get("/menunggu").text
    assert "S. A." not in waiting


def test_person_on_record_before_the_sheet_keeps_what_is_on_record(client_for):
    desk.enrolled(client_for("petugas"), nik=SITI[0], name=SITI[1], sex="P")
    client = client_for("mitra")
    headings = ("NIK", "Nama", "Kelurahan", "Pekerjaan", "HP")
    no = opened(client, sheet=sheet_with(*headings, rows=[(*SITI, "Sampangan", "Nelayan", "081277776666")]))
    explain(client, no, "nik", "name", "kelurahan", "occupation", "")
    worker = Worker.get()
    assert (worker.frozen_at, worker.kelurahan_id) == (None, desk.KAUMAN)
    assert counts(client, no)["rows-ready"] == 1


def test_billed_row_and_one_mended_by_hand_stay_as_they_are(client_for, visit):
    client = client_for("mitra")
    third = ("3374011705030001", "Slamet Widodo")
    people = [(*who, "Sampangan", "Nelayan", "x") for who in (SUGENG, SITI)]
    no = opened(client, sheet=sheet_with("NIK", "Nama", "Kelurahan", "Pekerjaan", "Rumah", rows=people))
    desk.billed(client, no)
    send(
        client,
        f"/batch/{no}/lembar",
        {
            "client_key": desk.key(),
            "consent": "y",
            "sheet": sheet_with(
                "NIK",
                "Nama",
                "Kelurahan",
                "Pekerjaan",
                "Tinggal",
                rows=[(*third, "Sampangan", "Nelayan", "Jl. Kakap 1")],
            ),
        },
        content_type="multipart/form-data",
    )
    BatchRow.update(edited_at=utc_now()).where(
        BatchRow.worker == Worker.get(Worker.name == third[1])
    ).execute()
    kept = {row.id for row in BatchRow.select()}
    for upload in Upload.select():
        page = visit(client, f"/batch/{no}/kolom/{upload.id}").text
        assert "baris tetap seperti sekarang" in page and "barisnya dibaca lagi" not in page
        place = {"lembar": "1", "baris": "1", "client_key": desk.key()}
        chosen = dict(
            zip(
                ("kolom_0", "kolom_1", "kolom_2", "kolom_3", "kolom_4"),
                ("nik", "name", "kelurahan", "occupation", "address"),
                strict=True,
            )
        )
        assert send(client, f"/batch/{no}/kolom/{upload.id}", place | chosen).status_code == 303
    assert {row.id for row in BatchRow.select()} == kept
    assert counts(client, no)["rows-ready"] == 3


def test_nothing_changed_is_said_and_nothing_is_read_again(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG))
    row = BatchRow.get().id
    answer = explain(client, no, "nik", "name", "kelurahan", "occupation")
    assert answer.status_code == 422
    assert "Lembar ini sudah dibaca persis seperti itu." in answer.text
    assert BatchRow.get().id == row


def test_large_sheet_is_read_again_by_the_worker(client_for):
    client = client_for("mitra")
    people = [
        (f"3374010101{70 + n % 30}{n:04d}", f"Orang {chr(97 + n % 26)}", "Sampangan", "Nelayan")
        for n in range(1, 620)
    ]
    no = opened(client, sheet=sheet_with(*UNKNOWN, rows=people))
    queue.run_waiting_tasks()
    assert Upload.get().state == "columns"
    explain(client, no, *FIELDS)
    assert "Memeriksa baris" in client.get(f"/batch/{no}").text
    assert explain(client, no, *FIELDS).status_code == 422  # it is being read
    assert queue.run_waiting_tasks() == 1
    assert counts(client, no)["rows-ready"] == len(people)


def test_withdrawn_batch_reads_nothing_again(client_for, no):
    client = client_for("mitra")
    Batch.update(state="withdrawn").execute()
    assert "Simpan dan baca lembarnya" not in client.get(address(no)).text
    answer = explain(client, no, *FIELDS)
    assert answer.status_code == 422
    assert ColumnMap.select().count() == 0
