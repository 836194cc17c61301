"""A company mends the wrong rows of its sheet: in their place on the page, without a script, or in Excel."""

from io import BytesIO

import openpyxl
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

HEADINGS = "NIK;Nama;Kelurahan;Pekerjaan"


def upload(page, tmp_path, *rows: str, name: str = "daftar.csv") -> None:
    sheet = tmp_path / name
    sheet.write_text("\n".join([HEADINGS, *rows]))
    page.goto("/batch/baru")
    page.locator("#name").fill("CSR Baris")
    page.locator("#sheet").set_input_files(sheet)
    page.locator("#consent").check()
    page.get_by_role("button", name="Buka batch").click()
    expect(page.locator("data#rows-total")).to_be_visible()


def mend(page, number: int) -> None:
    page.get_by_role("link", name=f"Perbaiki baris {number}", exact=True).click()


def test_rows_are_mended_in_their_place_and_the_numbers_follow(page, troubles, tmp_path):
    verbs.masuk(page, "mitra")
    upload(page, tmp_path, "33740209020041;Sugeng Row;Mangunharjo;Pelaut", "123;Tutik Row;Sampangan;Nelayan")
    expect_accessible(page)
    mend(page, 2)
    nik = page.get_by_label("NIK", exact=True)
    expect(nik).to_be_focused()
    expect(nik).to_have_value("33740209020041")
    expect_accessible(page)
    nik.fill("3374020902800411")
    page.get_by_label("Mangunharjo, Kecamatan Tugu").check()
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("Kelurahan yang mana?")).to_be_hidden()  # answered; the occupation is left
    expect(page.locator("#faults")).not_to_contain_text("dua kecamatan")
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "0")
    page.get_by_label("Pekerjaan", exact=True).select_option("nelayan")
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("Baris 2 sudah benar: Sugeng Row siap ditanggung.")).to_be_visible()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "1")
    expect(page.locator("data#rows-wrong")).to_have_attribute("value", "1")
    assert verbs.angka(page, "price") > 0
    expect_accessible(page)
    page.set_viewport_size(PHONE)
    mend(page, 3)
    expect(page.get_by_role("button", name="Simpan dan periksa")).to_be_visible()
    assert sideways(page) == []
    assert [said for said in troubles if "status of 422" not in said] == []


def test_a_row_is_mended_without_a_script(without_script, tmp_path):
    page = without_script
    verbs.masuk(page, "mitra")
    upload(page, tmp_path, "123;Wiwik Row;Sampangan;Nelayan")
    mend(page, 2)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Baris 2: Wiwik Row")
    page.get_by_label("NIK", exact=True).fill("3374024902800421")
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("Baris 2 sudah benar: Wiwik Row siap ditanggung.")).to_be_visible()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "1")


def test_the_wrong_rows_come_back_as_a_sheet_and_are_sent_again(page, troubles, tmp_path):
    verbs.masuk(page, "mitra2")
    upload(page, tmp_path, "123;Darmi Row;Sampangan;Nelayan", "3374020902800431;Joko Row;Sampangan;Nelayan")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh 1 baris yang salah").click()
    book = openpyxl.load_workbook(BytesIO(waiting.value.path().read_bytes()))
    sheet = book.active
    assert [cell.value for cell in sheet[2]][:3] == ["2", "123", "Darmi Row"]
    sheet.cell(2, 2).value = "3374024902800432"
    mended = BytesIO()
    book.save(mended)
    page.locator("#sheet").set_input_files(
        {"name": "diperbaiki.xlsx", "mimeType": "application/octet-stream", "buffer": mended.getvalue()}
    )
    page.locator("#consent").check()
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "2")
    expect(page.locator("data#rows-wrong")).to_have_attribute("value", "0")
    assert troubles == []
