"""Admin sends a list of the extreme poor in, and an officer enrols from it: on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

DESK = {"width": 1280, "height": 800}


@pytest.mark.parametrize(("size", "serial"), [(PHONE, 7411), (DESK, 7421)], ids=["360", "1280"])
def test_admin_sends_a_list_in_and_its_rows_are_shown(page, troubles, tmp_path, size, serial):
    sheet = tmp_path / "dtsen.csv"
    wanted, name = f"3374012005790{serial % 1000:03d}", f"Sumirah Uji {'Satu' if size == PHONE else 'Dua'}"
    sheet.write_text(f"NIK;Nama;Kelurahan\n{wanted};{name};Kauman\n123;Pendek Sekali;Kauman\n")
    page.set_viewport_size(size)
    verbs.masuk(page, "admin")
    page.goto("/program/miskin")
    expect_accessible(page)
    assert sideways(page) == []
    page.get_by_role("link", name="Unggah daftar").click()
    page.get_by_label("Sumber").fill("DTSEN peramban")
    page.get_by_label("Tanggal daftar").fill("01/09/2026")
    expect_accessible(page)
    page.get_by_role("button", name="Unggah dan cocokkan").click()
    expect(page.get_by_text("Pilih berkas daftarnya lebih dulu.").first).to_be_visible()
    page.locator("#sheet").set_input_files(sheet)
    page.get_by_role("button", name="Unggah dan cocokkan").click()
    expect(page.locator("data#rows-unknown")).to_have_attribute("value", "1", timeout=verbs.PATIENCE)
    expect(page.locator("data#rows-wrong")).to_have_attribute("value", "1")
    expect_accessible(page)
    assert sideways(page) == []
    page.get_by_role("link", name="Sumirah Uji").click()
    expect(page.get_by_role("heading", name="Datangi, lalu daftarkan")).to_be_visible()
    expect_accessible(page)
    assert sideways(page) == []
    assert wanted not in page.content() and wanted not in page.url
    page.get_by_role("button", name="Daftarkan", exact=True).click()
    expect(page.locator("#nik")).to_have_value(wanted)
    assert wanted not in page.url
    page.goto("/program/miskin/kerja")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect_accessible(page)
    assert sideways(page) == []
    assert [one for one in troubles if "422" not in one] == []  # the form that came back without its file


@pytest.mark.parametrize(("size", "serial"), [(PHONE, 7431), (DESK, 7441)], ids=["360", "1280"])
def test_admin_hands_over_whom_no_post_sees_and_takes_it_back(page, troubles, tmp_path, size, serial):
    sheet, name = tmp_path / "nik-nama.csv", f"Ngatinah Uji {'Satu' if size == PHONE else 'Dua'}"
    sheet.write_text(f"NIK;Nama\n3374012005790{serial % 1000:03d};{name}\n")
    page.set_viewport_size(size)
    verbs.masuk(page, "admin")
    page.goto("/program/miskin/baru")
    page.get_by_label("Sumber").fill(f"NIK saja {serial}")
    page.get_by_label("Tanggal daftar").fill("01/09/2026")
    page.locator("#sheet").set_input_files(sheet)
    page.get_by_role("button", name="Unggah dan cocokkan").click()
    page.get_by_role("link", name="belum ada kelurahannya").click(timeout=verbs.PATIENCE)
    page.get_by_role("link", name="mungkin Semarang Tengah").click()
    expect(page.get_by_text("Kecamatan ini dugaan, bukan alamat.")).to_be_visible()
    expect_accessible(page)
    assert sideways(page) == []
    page.get_by_label(f"Serahkan {name}").check()
    page.get_by_label("Ke petugas kelurahan").select_option(label="Kauman")
    page.get_by_role("button", name="Serahkan").click()
    expect(page.get_by_text("1 orang diserahkan ke petugas Kauman")).to_be_visible()
    page.goto("/program/miskin/serahan")
    expect_accessible(page)
    assert sideways(page) == []
    page.get_by_role("button", name="Kembalikan").first.click()
    expect(page.get_by_text("1 orang dikembalikan")).to_be_visible()
    assert troubles == []
