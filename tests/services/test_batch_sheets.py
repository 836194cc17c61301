"""A sheet on its way into a batch: what is read at once and what by the worker, what is noted of it, what waits."""

import pytest

from db.connection import writing
from db.models import BatchRow, Bill, ColumnMap, Company, Job, Upload, Worker
from kiosk.services import (
    batch_columns,
    batch_fates,
    batch_row_lists,
    batch_sheets,
    batch_withdrawals,
    batches,
    bills,
    ledger,
    queue,
)
from kiosk.services.acting import Refused
from kiosk.services.batch_sheets import SheetRefused
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.test_batches_from_sheets import sealed_files

HEADINGS = "NIK;Nama;Pekerjaan;Kelurahan;Alamat"


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def lines(count: int, address: str = "") -> list[str]:
    return [f"{nik(number)};Slamet Widodo;Nelayan;Kauman;{address}" for number in range(1, count + 1)]


def opened(by, *rows: str, headings: str = HEADINGS) -> Upload:
    sheet = "\n".join([headings, *rows]).encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("daftar.csv", sheet))
    batches.open_batch(wish=wish, client_key=key(), by=by)
    return Upload.get()


def test_five_hundred_rows_are_read_at_once_however_many_letters_they_have(mitra):
    upload = opened(mitra, *lines(500, "Jl. Kakap " * 19))
    assert (upload.state, upload.rows, Job.get().state) == ("read", 500, "done")


def test_one_row_more_waits_for_the_worker_however_short_it_is(mitra):
    upload = opened(mitra, *lines(501))
    assert (upload.state, Job.get().state, BatchRow.select().count()) == ("stored", "waiting", 0)
    queue.run_waiting_tasks()
    assert (Upload.get().state, Upload.get().rows) == ("read", 501)
    assert (Job.get().state, Job.get().done, Job.get().total) == ("done", 501, 501)


def test_a_small_sheet_added_meanwhile_does_not_read_the_large_one_in_the_request(mitra):
    large = opened(mitra, *lines(501))
    small = "\n".join([HEADINGS, f"{nik(900)};Budi;Nelayan;Kauman;"]).encode()
    batches.add_sheet(no=large.batch.no, sheet=("susulan.csv", small), client_key=key(), by=mitra)
    states = dict(Upload.select(Upload.file_name, Upload.state).tuples())
    assert states == {"daftar.csv": "stored", "susulan.csv": "read"}


def test_a_sheet_that_waits_behind_many_others_keeps_its_batch_from_being_billed(mitra):
    upload = opened(mitra, *lines(501))
    with writing():
        for number in range(60):
            queue.ask(batch_sheets.READ, by=mitra, upload=100_000 + number)
    assert batch_sheets.reading_job(upload).arguments["upload"] == upload.id
    assert batch_sheets.being_read(upload.batch)
    with pytest.raises(Refused) as refusal:
        bills.bill_batch(no=upload.batch.no, client_key=key(), by=mitra)
    assert refusal.value.message == bills.BEING_READ and not Bill.select().exists()


def test_a_sheet_that_was_given_up_keeps_nobody_from_the_bill(mitra):
    upload = opened(mitra, *lines(501))
    with writing():
        Job.update(state="failed").execute()
    assert not batch_sheets.being_read(upload.batch)


def test_how_the_headings_were_understood_is_noted_with_their_place(mitra):
    upload = opened(
        mitra,
        "Daftar pekerja;;;;",
        "No;N I K;Nama Lengkap;Profesi;Kelurahan",
        "1;" + lines(1)[0],
        headings="",
    )
    assert upload.columns == [
        ["No", ""], ["N I K", "nik"], ["Nama Lengkap", "name"], ["Profesi", "occupation"],
        ["Kelurahan", "kelurahan"],
    ]  # fmt: skip
    assert (upload.sheet_name, upload.heading_row, upload.state) == ("CSV", 3, "read")


def test_headings_that_do_not_suffice_wait_for_somebody_to_explain_them_and_no_row_is_read(mitra):
    upload = opened(mitra, *lines(3), headings="Identitas;Nama;Pekerjaan;Kelurahan;Alamat")
    assert (upload.state, upload.rows, BatchRow.select().count()) == ("columns", 0, 0)
    assert upload.columns[:2] == [["Identitas", ""], ["Nama", "name"]]
    assert [finding["code"] for finding in upload.findings] == ["columns_missing"]


def test_what_the_company_has_said_of_its_headings_is_used(people, mitra):
    ColumnMap.create(
        company=Company.get_by_id(mitra.company_id), heading_key="identitas", heading="Identitas", field="nik",
        by_id=mitra.user_id,
    )  # fmt: skip
    upload = opened(mitra, *lines(3), headings="Identitas;Nama;Pekerjaan;Kelurahan;Alamat")
    assert (upload.state, upload.rows, upload.columns[0]) == ("read", 3, ["Identitas", "nik"])


def test_a_letter_without_headings_is_refused_at_once(mitra):
    with pytest.raises(SheetRefused, match="tidak ditemukan dalam 20 baris pertama"):
        opened(mitra, "Bersama ini kami sampaikan", headings="Kepada Yth. Dinas Tenaga Kerja")


def test_a_wrong_row_carries_the_codes_of_what_blocks_it_and_a_good_one_none(mitra):
    opened(mitra, "123;Budi;Penyihir;Negeri Jauh;", *lines(1))
    wrong, good = BatchRow.select().order_by(BatchRow.number)
    assert (wrong.state, wrong.faults) == ("wrong", "|nik_length|kelurahan_unknown|occupation_unknown|")
    assert (good.state, good.faults) == ("ready", "")


def test_more_faults_than_a_row_can_carry_are_cut_between_codes():
    findings = [batch_fates.block(f"fault_number_{number}", "x") for number in range(60)]
    faults = batch_fates.faults_of(findings)
    assert len(faults) <= 300 and faults.startswith("|fault_number_0|") and faults.endswith("|")


def test_a_nik_in_the_wrong_column_is_kept_sealed_only(mitra, people):
    number, phone = nik(1), "0812-3456-7890"
    upload = opened(
        mitra,
        f"{nik(2)};{number};Nelayan;Kauman;Jl. Kakap",
        f"{nik(3)};Budi {number};Nelayan;Kauman;Jl. Kakap",
        f"{nik(4)};Siti Aminah;Nelayan {phone};{number};Jl. Kakap",
        headings=f"NIK;Nama;Pekerjaan;Kelurahan;Alamat {number}",
    )
    shown, _more = batch_row_lists.rows_of(no=upload.batch.no, by=acting(people["auditor"]))
    in_clear = [Upload.get().columns, *(row.findings for row in BatchRow.select()), *map(vars, shown)]
    assert [row.state for row in BatchRow.select().order_by(BatchRow.id)] == ["wrong"] * 3
    assert not Worker.select().exists()
    assert number not in str(in_clear) and phone not in str(in_clear)
    assert "3374••••" in str(in_clear)


UNKNOWN = "Identitas;Nama;Pekerjaan;Kelurahan;Alamat"


def added(no: str, by, *rows: str, headings: str = HEADINGS) -> None:
    sheet = ("daftar.csv", "\n".join([headings, *rows]).encode())
    batches.add_sheet(no=no, sheet=sheet, client_key=key(), by=by)


def test_a_sheet_that_was_set_aside_may_be_sent_again(mitra):
    upload = opened(mitra, *lines(3), headings=UNKNOWN)
    batch_columns.set_aside(no=upload.batch.no, number=upload.id, by=mitra)
    kept = sealed_files()
    added(upload.batch.no, mitra, *lines(3), headings=UNKNOWN)
    assert (Upload.get().state, Upload.select().count(), sealed_files()) == ("columns", 1, kept)
    with pytest.raises(SheetRefused, match="Tidak perlu diunggah lagi"):
        added(upload.batch.no, mitra, *lines(3), headings=UNKNOWN)


def test_a_sheet_that_was_given_up_is_read_when_it_is_sent_again(mitra):
    upload = opened(mitra, *lines(501))
    with writing():
        Job.update(state="failed").execute()
    added(upload.batch.no, mitra, *lines(501))
    queue.run_waiting_tasks()
    assert (Upload.get().state, Upload.get().rows, BatchRow.select().count()) == ("read", 501, 501)


def test_a_batch_withdrawn_while_its_next_sheet_arrives_takes_nobody_in(mitra, monkeypatch):
    upload = opened(mitra, *lines(1))
    look = batch_sheets.require_readable

    def and_a_withdrawal(sheet):
        batch_withdrawals.withdraw(no=upload.batch.no, why="Ditunda", by=mitra)
        return look(sheet)

    monkeypatch.setattr(batch_sheets, "require_readable", and_a_withdrawal)
    with pytest.raises(SheetRefused) as refusal:
        added(upload.batch.no, mitra, *lines(2))
    assert refusal.value.message == batch_sheets.CLOSED
    assert (Upload.select().count(), Worker.select().count()) == (1, 1)


def test_the_same_sheet_sent_by_six_at_once_is_kept_once_and_the_others_are_told(mitra):
    no = opened(mitra, *lines(1)).batch.no
    answers = all_at_once([lambda: added(no, mitra, *lines(2))] * 6)
    assert [type(answer) for answer in answers if answer] == [SheetRefused] * 5
    assert (Upload.select().count(), BatchRow.select().where(BatchRow.state == "ready").count()) == (2, 2)
