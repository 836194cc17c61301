"""A company whose headings nobody knows, and one that chooses the same file twice."""

from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import expect_accessible

SHEET = "Angka Warga;Sapaan;Wilayah;Kegiatan\n3374020902000001;Sugeng Hartono;Sampangan;Nelayan\n"


def choose(page, sheet) -> None:
    page.goto("/batch/baru")
    page.locator("#name").fill("CSR Kolom")
    page.locator("#sheet").set_input_files(sheet)


def test_columns_are_explained_once_and_the_same_file_is_pointed_out(page, troubles, tmp_path):
    sheet = tmp_path / "hrd.csv"
    sheet.write_text(SHEET)
    verbs.masuk(page, "mitra2")
    choose(page, sheet)
    page.locator("#consent").check()
    page.get_by_role("button", name="Buka batch").click()
    page.get_by_role("link", name="Tunjukkan apa isi tiap kolom").click()
    for letters, meaning in (("A", "NIK"), ("B", "Nama"), ("C", "Kelurahan"), ("D", "Pekerjaan")):
        page.get_by_label(f"Isi kolom {letters},").select_option(meaning)
    expect_accessible(page)
    page.get_by_role("button", name="Simpan dan baca lembarnya").click()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "1")
    choose(page, sheet)
    expect(page.locator("#same-sheet")).to_contain_text("Lembar dengan isi yang sama sudah pernah diunggah.")
    expect_accessible(page)
    assert troubles == []
