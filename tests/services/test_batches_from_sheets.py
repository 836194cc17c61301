"""Every sheet of tests/sheets, opened as a company opens it: what its README says must become of the rows."""

import json
from collections import Counter
from datetime import date

import pytest

from db.models import Batch, BatchRow, Commitment, Consent, CoverageMonth, Job, Upload, Worker, WorkerFlag
from kiosk.domain.clock import add_months
from kiosk.domain.findings import Finding, spoken
from kiosk.domain.words import month_name
from kiosk.services import (
    access,
    batch_lists,
    batch_pages,
    batch_row_lists,
    batch_withdrawals,
    batches,
    ledger,
    merges,
    places,
    queue,
    safe,
    worker_rows,
)
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.batch_sheets import SheetRefused
from kiosk.services.enrolment import enrol
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.billing import billed, pay
from tests.services.test_enrolment import entry
from tests.web.desk import SHEETS

MONTHS = 3
READ = {  # file → rows ready, rows wrong
    "01-bersih.xlsx": (120, 0),
    "02-tata-letak-hrd.xlsx": (56, 4),
    "03-nik-sebagai-angka.xlsx": (18, 12),
    "04-titik-koma-cp1252.csv": (40, 0),
    "05-ganda.xlsx": (25, 3),
    "06-tanggal-campur.xlsx": (37, 5),
    "07-lembar-kedua-baris-tersembunyi.xlsx": (20, 0),
    "09-isi-berbahaya.csv": (2, 6),
}
REFUSED = {
    "08-tanpa-kolom-nik.xlsx": "Kolom NIK tidak ditemukan",
    "10-kosong.xlsx": "Lembar ini kosong",
    "11-bukan-lembar-kerja.xlsx": "bukan lembar kerja",
}


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def mitra2(people):
    return acting(people["mitra2"])


def opened(name: str, by, *, first: int = 0, months: int = MONTHS) -> batch_pages.BatchFile:
    """A batch with this sheet, from the first month that is open, or `first` months later."""
    wish = batches.NewBatch(
        name=name,
        first_month=add_months(ledger.first_open_month(), first),
        months=months,
        sheet=(name, (SHEETS / name).read_bytes()),
    )
    return batch_pages.file_of(no=batches.open_batch(wish=wish, client_key=key(), by=by), by=by)


def rows(file: batch_pages.BatchFile) -> list[BatchRow]:
    return list(BatchRow.select().where(BatchRow.batch == file.batch).order_by(BatchRow.id))


def told(file: batch_pages.BatchFile, *codes: str) -> dict[int, str]:
    """Sheet row → what is said about it under one of these codes."""
    return {
        row.number: finding["message"] % spoken(finding["params"])
        for row in rows(file)
        for finding in row.findings
        if finding["code"] in codes
    }


def blocking(file: batch_pages.BatchFile) -> Counter:
    found = [finding for row in rows(file) for finding in row.findings]
    return Counter(finding["code"] for finding in found if finding["severity"] == "block")


def worker_in(file: batch_pages.BatchFile, number: int) -> Worker:
    return next(row.worker for row in rows(file) if row.number == number)


@pytest.mark.parametrize("name", READ)
def test_the_rows_are_read_and_counted(mitra, name):
    ready, wrong = READ[name]
    file = opened(name, mitra)
    assert file.counts == {"ready": ready, "wrong": wrong, "funded": 0, "released": 0, "total": ready + wrong}
    assert (file.upload.state, file.upload.rows) == ("read", ready + wrong)
    assert Job.get().state == "done"


@pytest.mark.parametrize("name", READ)
def test_whoever_is_ready_is_enrolled_with_consent_and_months_and_nobody_else(mitra, name):
    ready, _wrong = READ[name]
    opened(name, mitra)
    assert [table.select().count() for table in (Worker, Consent, Commitment)] == [ready] * 3
    assert CoverageMonth.select().count() == ready * MONTHS


@pytest.mark.parametrize("name", READ)
def test_every_wrong_row_says_what_blocks_it_and_no_ready_row_is_blocked(mitra, name):
    for row in rows(opened(name, mitra)):
        blocked = [finding for finding in row.findings if finding["severity"] == "block"]
        assert bool(blocked) == (row.state == "wrong")
        assert (row.worker_id is None) == (row.state == "wrong")
        assert all((finding["message"] % finding["params"]).endswith(".") for finding in row.findings)


@pytest.mark.parametrize("name", REFUSED)
def test_a_small_sheet_that_cannot_be_read_is_refused_before_anything_is_kept(mitra, name):
    with pytest.raises(SheetRefused, match=REFUSED[name]):
        opened(name, mitra)
    assert [table.select().count() for table in (Batch, Upload, Worker)] == [0, 0, 0]


def test_a_large_sheet_that_cannot_be_read_is_refused_by_the_worker_with_its_cause(mitra):
    sheet = ("besar.csv", b"Nama;Pekerjaan\n" + b"Budi;Nelayan\n" * 80_000)
    wish = batches.NewBatch("Besar", ledger.first_open_month(), 1, sheet=sheet)
    no = batches.open_batch(wish=wish, client_key=key(), by=mitra)
    queue.run_waiting_tasks()
    file = batch_pages.file_of(no=no, by=mitra)
    assert (file.upload.state, file.counts["total"], Worker.select().count()) == ("refused", 0, 0)
    (finding,) = file.upload.findings
    assert "Kolom NIK" in finding["message"] % finding["params"]


def test_what_is_nobody_in_an_hr_sheet_is_passed_over_and_said(mitra):
    file = opened("02-tata-letak-hrd.xlsx", mitra)
    said = [finding["message"] % finding["params"] for finding in file.upload.findings]
    assert said[0].endswith("judul kolom pada baris 5.")
    assert "dilewati karena bukan pekerja" in said[1]


def test_the_price_of_a_clean_sheet_is_what_its_months_say(mitra):
    file = opened("01-bersih.xlsx", mitra)
    months = CoverageMonth.select()
    assert file.price.amount == sum(month.amount for month in months) > 0
    assert {month.funder_id for month in months} == {file.company.funder_id}
    assert sum(line.people * line.months for line in file.price.lines) == 120 * MONTHS


def test_an_hr_departments_names_of_places_are_understood_and_the_twin_is_asked_about(mitra):
    file = opened("02-tata-letak-hrd.xlsx", mitra)
    question = "Ada lebih dari satu kelurahan bernama Mangunharjo. Isi kolom Kecamatan: Tembalang atau Tugu."
    assert set(told(file, "kelurahan_twice").values()) == {question}
    assert blocking(file) == {"kelurahan_twice": 4}
    named = {places.area_name(row.worker.kelurahan_id) for row in rows(file) if row.worker}
    assert {"Jerakah, Tugu", "Tanjung Mas, Semarang Utara"} <= named
    first = worker_in(file, 6)
    assert (first.birth_on, first.birth_place, first.rt, first.rw) == (
        date(1969, 2, 12), "Semarang", "005", "001",
    )  # fmt: skip


def test_a_nik_that_excel_rounded_is_refused_with_the_cause_and_what_can_be_mended_is(mitra):
    file = opened("03-nik-sebagai-angka.xlsx", mitra)
    assert blocking(file) == {"nik_rounded": 12}
    assert all(
        text.startswith("Excel membulatkan NIK ini") and "Teks (Text)" in text
        for text in told(file, "nik_rounded").values()
    )
    apostrophe, spaces = worker_in(file, 4), worker_in(file, 5)
    assert safe.open_text(apostrophe.nik_sealed, safe.NIK) == "3315056205774933"
    assert safe.open_text(spaces.nik_sealed, safe.NIK) == "3374132104052039"
    phones = [safe.open_text(row.worker.phone_sealed, safe.PHONE) for row in rows(file) if row.worker]
    assert phones and all(phone and phone.startswith("628") for phone in phones)


def test_a_windows_file_keeps_its_letters(mitra):
    file = opened("04-titik-koma-cp1252.csv", mitra)
    texts = [f"{row.worker.name} {row.worker.address} {row.worker.workplace}" for row in rows(file)]
    assert any(not text.isascii() for text in texts) and not any("\ufffd" in text for text in texts)


def test_every_repeat_names_the_row_that_it_repeats(mitra):
    file = opened("05-ganda.xlsx", mitra)
    repeats = told(file, "nik_repeated")
    assert {number: text.partition(".")[0] for number, text in repeats.items()} == {
        27: "NIK ini sama dengan baris 5",
        28: "NIK ini sama dengan baris 9",
        29: "NIK ini sama dengan baris 11",
    }
    assert all(worker_in(file, number) for number in (5, 9, 11))


def test_dates_are_read_by_the_nik_and_the_impossible_one_is_refused(mitra):
    file = opened("06-tanggal-campur.xlsx", mitra)
    assert blocking(file) == {"date_impossible": 5}
    assert "31/02/1980 tidak ada di kalender" in told(file, "date_impossible")[7]
    assert told(file, "date_by_nik")[4] == "Tanggal dibaca 14 Oktober 1979, sesuai NIK."
    for row in rows(file):
        if row.worker:
            day = safe.open_text(row.worker.nik_sealed, safe.NIK)[6:12]
            born = row.worker.birth_on
            assert int(day[:2]) % 40 == born.day and int(day[2:4]) == born.month


def test_hidden_rows_are_taken_in_and_pointed_out(mitra):
    file = opened("07-lembar-kedua-baris-tersembunyi.xlsx", mitra)
    hidden = told(file, "row_hidden")
    assert list(hidden) == [6, 11] and "tersembunyi" in hidden[6]
    assert {row.sheet_name for row in rows(file)} == {"DATA"} and worker_in(file, 6)


def test_dangerous_content_is_kept_sealed_or_as_harmless_text(mitra):
    file = opened("09-isi-berbahaya.csv", mitra)
    assert blocking(file) == {"name_strange": 4, "name_too_long": 1, "name_empty": 1}
    assert {worker.name for worker in Worker.select()} == {"Siti Nol", "terbalik"}
    shown, _more = batch_row_lists.rows_of(no=file.batch.no, by=mitra)
    assert "<script>alert(1)</script>" in {row.name for row in shown}  # as text; the page escapes it
    assert all("<script>" not in str(row.cells) for row in rows(file))


def test_the_same_sheet_in_a_second_batch_finds_everybody_funded_and_makes_nobody_twice(mitra):
    opened("01-bersih.xlsx", mitra)
    file = opened("01-bersih.xlsx", mitra)
    assert file.counts == {"ready": 0, "wrong": 0, "funded": 120, "released": 0, "total": 120}
    assert file.price.amount == 0
    own = told(file, "already_funded")
    assert len(own) == 120 and all("perusahaan ini dalam batch B" in text for text in own.values())
    assert file.alike is not None
    assert [table.select().count() for table in (Worker, Consent, Commitment)] == [120] * 3
    assert CoverageMonth.select().count() == 120 * MONTHS


def test_another_companys_same_sheet_finds_everybody_funded_and_tells_no_name(mitra, mitra2):
    first = opened("05-ganda.xlsx", mitra)
    file = opened("05-ganda.xlsx", mitra2)
    assert (file.counts["funded"], file.counts["wrong"], Worker.select().count()) == (25, 3, 25)
    told_of = told(file, "already_funded").values()
    assert all(first.company.name not in text and first.batch.no not in text for text in told_of)
    assert file.alike is None


def test_the_same_people_for_later_months_are_ready_again_and_stay_one_person_each(mitra, mitra2):
    opened("05-ganda.xlsx", mitra)
    file = opened("05-ganda.xlsx", mitra2, first=MONTHS)
    assert (file.counts["ready"], Worker.select().count()) == (25, 25)
    assert CoverageMonth.select().count() == 2 * 25 * MONTHS


def test_months_that_overlap_by_one_count_as_funded_and_say_which(mitra):
    opened("05-ganda.xlsx", mitra)
    file = opened("05-ganda.xlsx", mitra, first=MONTHS - 1)
    assert file.counts["funded"] == 25 and CoverageMonth.select().count() == 25 * MONTHS


def test_the_same_sheet_again_into_the_same_batch_is_refused_and_its_copy_not_kept(mitra):
    file = opened("05-ganda.xlsx", mitra)
    kept = sealed_files()
    with pytest.raises(Refused, match=r"isi yang sama sudah ada dalam batch ini: 05-ganda\.xlsx"):
        batches.add_sheet(
            no=file.batch.no,
            sheet=("salinan.xlsx", (SHEETS / "05-ganda.xlsx").read_bytes()),
            client_key=key(),
            by=mitra,
        )
    assert (Upload.select().count(), sealed_files()) == (1, kept)


def test_a_batch_form_sent_twice_opens_one_batch_and_keeps_one_copy(mitra):
    wish = batches.NewBatch(
        "Uji", ledger.first_open_month(), 1, sheet=("a.xlsx", (SHEETS / "05-ganda.xlsx").read_bytes())
    )
    before, form = sealed_files(), key()
    answers = all_at_once([lambda: batches.open_batch(wish=wish, client_key=form, by=mitra)] * 4)
    assert len(set(answers)) == 1 and Upload.select().count() == 1
    assert len(sealed_files() - before) == 1
    assert batch_pages.file_of(no=answers[0], by=mitra).counts["ready"] == 25


def sealed_files() -> set:
    return set(safe._folder.rglob("*.sealed"))


def test_two_companies_with_the_same_people_at_once_fund_each_of_them_once(mitra, mitra2):
    files = all_at_once([lambda by=by: opened("01-bersih.xlsx", by) for by in (mitra, mitra2) * 2])
    queue.run_waiting_tasks()  # whoever came crosswise is read again by the worker
    counts = [
        batch_pages.file_of(no=file.batch.no, by=by).counts
        for file, by in zip(files, (mitra, mitra2) * 2, strict=True)
    ]
    assert sum(count["ready"] for count in counts) == 120
    assert sum(count["funded"] for count in counts) == 360
    assert (Worker.select().count(), CoverageMonth.select().count()) == (120, 120 * MONTHS)
    assert Consent.select().count() == 120


def test_a_worker_enrolled_by_an_officer_is_known_to_the_sheet_and_funded_by_it(people, mitra):
    sheet = f"NIK;Nama;Pekerjaan;Kelurahan\n{nik(1)};SLAMET  WIDODO;Nelayan;Kauman\n".encode()
    reg_no = enrol(entry=entry(1), client_key=key(), by=acting(people["petugas"]))
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("a.csv", sheet))
    file = batch_pages.file_of(no=batches.open_batch(wish=wish, client_key=key(), by=mitra), by=mitra)
    assert file.counts["ready"] == 1 == Worker.select().count() == Consent.select().count()
    assert Worker.get().reg_no == reg_no


def test_a_registration_number_drawn_twice_is_drawn_again_and_nobody_is_lost(mitra, monkeypatch):
    """Of 34 thousand million, but a sheet of 100,000 meets a full city's numbers a few times."""
    drawn = iter(["SMG-0000001-A", "SMG-0000001-A", "SMG-0000001-A", "SMG-0000002-B"])
    monkeypatch.setattr(worker_rows, "new_registration_number", lambda prefix: next(drawn))
    sheet = f"NIK;Nama;Pekerjaan;Kelurahan\n{nik(1)};Slamet;Nelayan;Kauman\n{nik(2)};Budi;Nelayan;Kauman\n".encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("a.csv", sheet))
    file = batch_pages.file_of(no=batches.open_batch(wish=wish, client_key=key(), by=mitra), by=mitra)
    assert file.counts["ready"] == 2 == Consent.select().count()
    assert sorted(worker.reg_no for worker in Worker.select()) == ["SMG-0000001-A", "SMG-0000002-B"]


def sheet_of(mitra, *people: tuple[str, str], months_from_now: int = 0):
    """The batch of a sheet with these (NIK, name) pairs, all of Kauman."""
    lines = [f"{who};{name};Nelayan;Kauman" for who, name in people]
    sheet = "\n".join(["NIK;Nama;Pekerjaan;Kelurahan", *lines]).encode()
    first = add_months(ledger.first_open_month(), months_from_now)
    wish = batches.NewBatch("Uji", first, 1, sheet=("a.csv", sheet))
    return batch_pages.file_of(no=batches.open_batch(wish=wish, client_key=key(), by=mitra), by=mitra)


def test_a_slip_that_was_merged_away_leads_to_the_right_person_when_the_company_sends_it_again(people, mitra):
    petugas, admin = acting(people["petugas"]), acting(people["admin"])
    slip, correct = "3374011705030011", "3374011705030001"
    born = date(2003, 5, 17)
    right = enrol(entry=entry(nik=correct, birth_on=born), client_key=key(), by=petugas)
    wrong = enrol(entry=entry(nik=slip, birth_on=born), client_key=key(), told_apart=True, by=petugas)
    merges.merge(wrong=wrong, right=right, reason="salah ketik", client_key=key(), by=admin)
    file = sheet_of(mitra, (slip, "Slamet Widodo"), (correct, "Slamet Widodo"))
    assert Worker.select().where(Worker.merged_into.is_null()).count() == 1
    states = {row.number: row.state for row in BatchRow.select()}
    assert sorted(states.values()) == ["ready", "repeated"] and file.counts["ready"] == 1
    assert [month.worker.reg_no for month in CoverageMonth.select()] == [right]
    told = [finding["code"] for row in BatchRow.select().order_by(BatchRow.id) for finding in row.findings]
    assert "nik_mistyped" in told


def test_a_slip_that_was_merged_away_is_free_for_its_real_owner(people, mitra):
    petugas, admin = acting(people["petugas"]), acting(people["admin"])
    born = date(2003, 5, 17)
    right = enrol(entry=entry(nik="3374011705030001", birth_on=born), client_key=key(), by=petugas)
    twin = entry(nik="3374011705030011", birth_on=born)
    wrong = enrol(entry=twin, client_key=key(), told_apart=True, by=petugas)
    merges.merge(wrong=wrong, right=right, reason="salah ketik", client_key=key(), by=admin)
    file = sheet_of(mitra, ("3374011705030011", "Bambang Irawan"))
    assert file.counts["ready"] == 1
    assert Worker.get(Worker.name == "Bambang Irawan").merged_into_id is None


def test_a_sheet_s_look_alikes_are_left_to_the_city_and_the_company_sees_nobody(people, mitra):
    known = enrol(
        entry=entry(nik="3374011705030001", birth_on=date(2003, 5, 17)),
        client_key=key(),
        by=acting(people["petugas"]),
    )
    file = sheet_of(mitra, ("3374011705030011", "Slamet Widhodho"), ("3374010203870105", "Rudi"))
    assert file.counts["ready"] == 2
    flags = [(flag.worker.name, flag.kind, flag.note) for flag in WorkerFlag.select()]
    assert flags == [("Slamet Widhodho", "twin", known)]
    assert not any("twin" in str(row.findings) or known in str(row.findings) for row in BatchRow.select())


def test_a_mended_sheet_takes_the_place_of_its_wrong_rows_and_counts_nobody_twice(mitra):
    file = opened("02-tata-letak-hrd.xlsx", mitra)
    no, mended = file.batch.no, with_kecamatan(file)
    batches.add_sheet(no=no, sheet=("susulan.csv", mended), client_key=key(), by=mitra)
    after = batch_pages.file_of(no=no, by=mitra)
    assert after.counts == {"ready": 60, "wrong": 0, "funded": 0, "released": 0, "total": 60}
    assert after.set_aside == {"mended": 4}
    whole = (SHEETS / "02-tata-letak-hrd.xlsx").read_bytes() + b" "
    batches.add_sheet(no=no, sheet=("lagi.xlsx", whole), client_key=key(), by=mitra)
    again = batch_pages.file_of(no=no, by=mitra)
    assert again.counts["ready"] == 60 and again.set_aside["repeated"] == 56


def with_kecamatan(file: batch_pages.BatchFile) -> bytes:
    """The wrong rows of this batch alone, with the kecamatan that was asked for."""
    lines = ["NIK;Nama;Kelurahan;Kecamatan;Pekerjaan"]
    for row in rows(file):
        if row.state == "wrong":
            cells = json.loads(safe.open_text(row.cells, safe.ROW))
            lines.append(f"{cells['nik']};{cells['name']};Mangunharjo;Tugu;{cells['occupation']}")
    return "\n".join(lines).encode()


def test_a_wrong_row_of_somebody_else_stays(mitra):
    file = opened("06-tanggal-campur.xlsx", mitra)
    other = b"NIK;Nama;Pekerjaan;Kelurahan\n3374011705030001;Slamet Widodo;Nelayan;Kauman\n"
    batches.add_sheet(no=file.batch.no, sheet=("lain.csv", other), client_key=key(), by=mitra)
    after = batch_pages.file_of(no=file.batch.no, by=mitra)
    assert (after.counts["wrong"], after.counts["ready"], after.set_aside) == (5, 38, {})


def test_an_empty_batch_is_withdrawn_and_takes_no_more_sheets(mitra, mitra2):
    no = batches.open_batch(
        wish=batches.NewBatch("Keliru", ledger.first_open_month(), 1), client_key=key(), by=mitra
    )
    with pytest.raises(NotAllowed):
        batch_withdrawals.withdraw(no=no, why="", by=mitra2)
    batch_withdrawals.withdraw(no=no, why="", by=mitra)
    assert batch_lists.page_of(by=mitra) == ([], False)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        batches.add_sheet(no=no, sheet=("a.csv", b"NIK;Nama"), client_key=key(), by=mitra)


def test_months_of_two_batches_are_named_each_and_the_free_one_is_said(mitra):
    first = opened("05-ganda.xlsx", mitra, months=1)
    second = opened("05-ganda.xlsx", mitra, first=1, months=1)
    third = opened("05-ganda.xlsx", mitra, months=3)
    row = next(row for row in rows(third) if row.state == "funded")
    said = [Finding(**finding).sentence() for finding in row.findings]
    month = ledger.first_open_month()
    holders = [(first.batch.no, month), (second.batch.no, add_months(month, 1))]
    for no, held in holders:
        assert f"dalam batch {no} untuk {month_name(held)}, maka tidak dihitung lagi." in " ".join(said)
    assert said[-1].startswith(f"{month_name(add_months(month, 2))} belum ditanggung siapa pun.")
    assert third.alike.no == second.batch.no


def test_a_batch_whose_first_month_is_past_takes_no_more_sheets(mitra):
    no = opened("05-ganda.xlsx", mitra).batch.no
    Batch.update(first_month=add_months(ledger.first_open_month(), -1)).where(Batch.no == no).execute()
    with pytest.raises(Refused, match="bulan pertamanya sudah lewat"):
        batches.add_sheet(no=no, sheet=("a.csv", b"NIK;Nama"), client_key=key(), by=mitra)


PLACES = b"""NIK;Nama;Kelurahan;Kecamatan;Pekerjaan
3374011705030001;Slamet Widodo;Kauman;Tugu;Nelayan
3374011705030002;Budi Utomo;Bandungrejo;Demak;Nelayan
3374011705030000;Sri Lestari;Kauman;;Nelayan
"""


def test_what_a_sheet_cannot_say_has_a_way_out(mitra):
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("a.csv", PLACES))
    file = batch_pages.file_of(no=batches.open_batch(wish=wish, client_key=key(), by=mitra), by=mitra)
    assert (file.counts["ready"], file.counts["wrong"]) == (1, 2)
    assert "Kecamatan Semarang Tengah, sedangkan yang tertulis Tugu" in told(file, "kecamatan_differs")[2]
    assert "di luar kota, daftarkan ia satu per satu" in told(file, "kelurahan_unknown")[3]
    assert "daftarkan orang ini satu per satu" in told(file, "nik_serial_zero")[4]


def test_a_nik_in_a_sheet_opens_nobody_s_record_before_a_month_is_paid(mitra, people):
    """Whom an officer had registered before; whom the company's own sheet brings it may open."""
    other = acting(people["petugas2"])
    enrol(entry=entry(1, name="Slamet Widodo"), client_key=key(), by=other)
    lines = [
        f"{nik(number)};{name};Nelayan;Jerakah;"
        for number, name in ((1, "Slamet Widodo"), (2, "Budi Santoso"))
    ]
    sheet = "\n".join(["NIK;Nama;Pekerjaan;Kelurahan;Alamat", *lines]).encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("daftar.csv", sheet))
    no = batches.open_batch(wish=wish, client_key=key(), by=mitra)
    known, own = Worker.select().order_by(Worker.id)
    assert [row.state for row in BatchRow.select().order_by(BatchRow.number)] == ["ready", "ready"]
    assert [access.may_see_worker(mitra, who) for who in (known, own)] == [False, True]
    shown, _more = batch_row_lists.rows_of(no=no, by=mitra)
    assert {(row.name, row.reg_no, row.is_stranger) for row in shown} == {
        ("Slamet Widodo", "", True), ("Budi Santoso", own.reg_no, False),
    }  # fmt: skip
    assert all(row.area.startswith("Jerakah") for row in shown)
    bill = billed(Batch.get(Batch.no == no), mitra)
    pay(bill, bill.amount, acting(people["admin"]))
    assert access.may_see_worker(mitra, known)


def test_one_word_of_a_name_is_no_proof_beside_a_nik(mitra, people):
    enrol(entry=entry(1, name="Slamet Widodo"), client_key=key(), by=acting(people["petugas2"]))
    sheet = f"NIK;Nama;Pekerjaan;Kelurahan;Alamat\n{nik(1)};Slamet;Nelayan;Kauman;".encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("daftar.csv", sheet))
    batches.open_batch(wish=wish, client_key=key(), by=mitra)
    assert (BatchRow.get().state, BatchRow.get().faults) == ("wrong", "|nik_of_another|")
