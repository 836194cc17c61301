"""The wrong rows given back as a sheet in the company's own columns: mended there and sent again, all are right."""

from io import BytesIO

import openpyxl
import pytest
from xlsxwriter import Workbook

from db.models import Batch, BatchRow, Upload
from kiosk.domain.findings import spoken
from kiosk.files.sheet_template import AS_STRINGS
from kiosk.services import batch_fault_sheets, batch_left_out, batch_pages, batch_row_lists, batches
from kiosk.services.acting import NotAllowed, NotThere
from tests.services.at_once import acting, key, nik
from tests.services.test_batch_row_edits import mend, opened, opened_with, wrong_rows
from tests.web.desk import SHEETS

LAST = "Yang perlu diperbaiki"
ONE_WRONG = f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;lama"


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def say(finding: dict) -> str:
    return finding["message"] % spoken(finding["params"])


def fetched(no: str, by, upload_id: int | None = None) -> openpyxl.worksheet.worksheet.Worksheet:
    content = batch_fault_sheets.fault_sheet(no=no, upload_id=upload_id, remedy=LAST, say=say, by=by)
    return openpyxl.load_workbook(BytesIO(content)).active


def table(page) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)]


def sent_again(no: str, page, by, changes: dict[tuple[str, str], str]) -> None:
    """The same sheet with some cells changed, by the row's number and the heading, as somebody would in Excel."""
    headings, *rows = table(page)
    for (number, heading), text in changes.items():
        next(row for row in rows if row[0] == number)[headings.index(heading)] = text
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, **AS_STRINGS}) as workbook:
        sheet = workbook.add_worksheet(page.title)
        for at, row in enumerate([headings, *rows]):
            sheet.write_row(at, 0, row)
    batches.add_sheet(no=no, sheet=("diperbaiki.xlsx", stream.getvalue()), client_key=key(), by=by)


def counts(no: str, by) -> tuple[int, int]:
    found = batch_pages.file_of(no=no, by=by).counts
    return found["ready"], found["wrong"]


def test_the_company_finds_its_own_columns_in_their_order_and_only_its_wrong_rows(mitra):
    no = opened(mitra, f"{nik(1)};Sugeng;Sampangan;Nelayan;;x", ONE_WRONG)
    headings, *rows = table(fetched(no, mitra))
    assert headings == [
        "Baris",
        "NIK",
        "Nama",
        "Kelurahan",
        "Pekerjaan",
        "Tanggal Lahir",
        "Catatan HRD",
        LAST,
    ]
    (row,) = rows
    assert row[:-1] == ["3", nik(2)[:15], "Siti", "Sampangan", "Nelayan", "", "lama"]
    assert row[-1].startswith("NIK harus 16 angka")


def test_a_sheet_mended_in_excel_and_sent_again_leaves_nothing_wrong(mitra):
    no = opened(
        mitra,
        f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;",
        f"{nik(3)};Sugeng 漢;Sampangan;Pelaut;;",
        f"{nik(4)};Budi;Mangunharjo;Nelayan;;",
    )
    page = fetched(no, mitra)
    assert table(page)[0][-2:] == ["Kecamatan", LAST]
    mended = {
        ("2", "NIK"): nik(2),
        ("3", "Nama"): "Sugeng",
        ("3", "Pekerjaan"): "Nelayan",
        ("4", "Kecamatan"): "Tugu",
    }
    sent_again(no, page, mitra, mended)
    assert counts(no, mitra) == (3, 0)
    assert BatchRow.select().where(BatchRow.state == "mended").count() == 3


def test_a_row_whose_every_value_was_wrong_is_known_again_by_its_number(mitra):
    no = opened(mitra, "123;漢;Sampangan;Nelayan;;")
    sent_again(no, fetched(no, mitra), mitra, {("2", "NIK"): nik(2), ("2", "Nama"): "Siti"})
    assert counts(no, mitra) == (1, 0)


def test_one_still_wrong_goes_out_again_from_the_later_sheet_and_is_counted_once(mitra):
    no = opened(mitra, ONE_WRONG, "123;Budi;Sampangan;Nelayan;;")
    sent_again(no, fetched(no, mitra), mitra, {("2", "NIK"): nik(2)})
    assert counts(no, mitra) == (1, 1)
    again = fetched(no, mitra)
    assert [row[0] for row in table(again)[1:]] == ["3"]
    sent_again(no, again, mitra, {("3", "NIK"): nik(3)})
    assert counts(no, mitra) == (2, 0)


@pytest.mark.parametrize("name", ["02-tata-letak-hrd.xlsx", "06-tanggal-campur.xlsx"])
def test_sheets_as_companies_send_them_come_back_mended(mitra, name):
    no = opened_with(mitra, (name, (SHEETS / name).read_bytes()))
    ready, wrong = counts(no, mitra)
    page = fetched(no, mitra)
    headings, *rows = table(page)
    assert len(rows) == wrong > 0
    heading, right = ("Kecamatan", "Tugu") if name.startswith("02") else ("Tanggal Lahir", "")
    sent_again(no, page, mitra, {(row[0], _like(headings, heading)): right for row in rows})
    assert counts(no, mitra) == (ready + wrong, 0)


def _like(headings: list[str], word: str) -> str:
    return next(heading for heading in headings if word.casefold() in heading.casefold())


def test_a_nik_that_excel_rounded_does_not_come_back_as_a_whole_one(mitra):
    name = "03-nik-sebagai-angka.xlsx"
    no = opened_with(mitra, (name, (SHEETS / name).read_bytes()))
    before = counts(no, mitra)
    page = fetched(no, mitra)
    headings, *rows = table(page)
    assert not any(row[headings.index("NIK")].isdigit() for row in rows)
    sent_again(no, page, mitra, {(rows[0][0], "NIK"): nik(5)})
    assert counts(no, mitra) == (before[0] + 1, before[1] - 1)


def test_a_row_edited_since_carries_what_was_entered_and_keeps_the_columns_of_no_use(mitra):
    no = opened(mitra, ONE_WRONG)
    (row,) = wrong_rows(no)
    mend(no, row, mitra, nik=nik(2), name="Siti 漢", kelurahan="33.74.10.1003", address="Jl. Kakap 1")
    headings, row = table(fetched(no, mitra))
    shown = dict(zip(headings, row, strict=True))
    assert (shown["NIK"], shown["Nama"], shown["Catatan HRD"]) == (nik(2), "Siti 漢", "lama")
    assert (shown["Kelurahan"], shown["Kecamatan"], shown["Alamat"]) == (
        "Mangunharjo",
        "Tembalang",
        "Jl. Kakap 1",
    )


def test_what_a_company_wrote_runs_nowhere(mitra):
    no = opened(mitra, '123;=cmd|"/c calc"!A1;Sampangan;@SUM(A1);;+1')
    page = fetched(no, mitra)
    (row,) = list(page.iter_rows(min_row=2))
    assert {cell.data_type for cell in row if cell.value} == {"s"}
    shown = dict(zip(table(page)[0], (cell.value for cell in row), strict=True))
    assert [shown[heading][:2] for heading in ("Nama", "Pekerjaan", "Catatan HRD")] == ["'=", "'@", "'+"]


def test_a_row_that_was_left_out_is_not_asked_for(mitra):
    no = opened(mitra, ONE_WRONG, "123;Budi;Sampangan;Nelayan;;")
    batch_left_out.leave_out(no=no, row_id=wrong_rows(no)[0].id, by=mitra)
    assert [row[0] for row in table(fetched(no, mitra))[1:]] == ["3"]


def test_each_sheet_of_a_batch_comes_back_by_itself_the_latest_first(mitra):
    no = opened(mitra, ONE_WRONG)
    batches.add_sheet(
        no=no,
        sheet=("lain.csv", f"No KTP;Nama;Kelurahan;Pekerjaan\n{nik(9)[:14]};Joko;Sampangan;Nelayan".encode()),
        client_key=key(),
        by=mitra,
    )
    sheets = batch_fault_sheets.faulty_sheets(Batch.get(Batch.no == no))
    assert [(sheet.file_name, sheet.rows) for sheet in sheets] == [("lain.csv", 1), ("daftar.csv", 1)]
    assert table(fetched(no, mitra))[0][1] == "No KTP"
    assert table(fetched(no, mitra, sheets[1].upload_id))[0][1] == "NIK"


def test_nothing_wrong_is_nothing_to_fetch_and_no_other_batch_s_sheet_either(mitra):
    no = opened(mitra, f"{nik(1)};Sugeng;Sampangan;Nelayan;;")
    other = opened(mitra, ONE_WRONG)
    with pytest.raises(NotThere):
        fetched(no, mitra)
    theirs = Upload.get(Upload.batch == Batch.get(Batch.no == other)).id
    with pytest.raises(NotThere):
        fetched(no, mitra, theirs)


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor", "donatur", "opd"])
def test_a_stranger_fetches_nothing_and_the_auditor_no_file_with_full_niks(people, mitra, name):
    no = opened(mitra, ONE_WRONG)
    with pytest.raises(NotAllowed):
        fetched(no, acting(people[name]))


def test_a_sheet_read_before_its_columns_were_noted_comes_back_too(mitra):
    no = opened(mitra, ONE_WRONG)
    Upload.update(columns=None, sheet_name="", heading_row=0).execute()
    assert table(fetched(no, mitra))[1][:2] == ["2", nik(2)[:15]]


def shown(no: str, by) -> dict[str, tuple[int, str, bool]]:
    rows, _follows = batch_row_lists.rows_of(no=no, by=by)
    return {row.name: (row.number, row.file_name, row.tells_apart) for row in rows}


def test_a_row_that_was_sent_back_keeps_the_company_s_own_number_however_often(mitra):
    right = [f"{nik(10 + at)};Orang {at};Sampangan;Nelayan;;" for at in range(3)]
    no = opened(mitra, *right, ONE_WRONG, f"{nik(3)};Karjo;Entah;Nelayan;;", name="daftar.csv")
    sent_again(no, fetched(no, mitra), mitra, {("6", "Kelurahan"): "Sampangan"})
    assert shown(no, mitra)["Karjo"] == (6, "daftar.csv", False)
    sent_again(no, fetched(no, mitra), mitra, {("2", "NIK"): nik(2)})
    assert shown(no, mitra)["Siti"] == (5, "daftar.csv", False)
    assert counts(no, mitra) == (5, 0)


def test_rows_of_several_sheets_say_which(mitra):
    no = opened(mitra, f"{nik(1)};Sugeng;Sampangan;Nelayan;;", name="daftar.csv")
    content = f"NIK;Nama;Kelurahan;Pekerjaan\n{nik(2)};Siti;Sampangan;Nelayan".encode()
    batches.add_sheet(no=no, sheet=("susulan.csv", content), client_key=key(), by=mitra)
    assert shown(no, mitra) == {"Sugeng": (2, "daftar.csv", True), "Siti": (2, "susulan.csv", True)}
