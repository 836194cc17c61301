"""The main job end to end: a person is enrolled and carries a card away; a company's sheet becomes cards."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import expect_accessible


@pytest.fixture(params=["script", "no_script"])
def browser_page(request, page, without_script):
    """The same job in both kinds of browser."""
    return page if request.param == "script" else without_script


@pytest.fixture
def fresh(request) -> dict:
    """A person nobody has enrolled yet, and months nobody has paid, for each kind of browser."""
    if "no_script" in request.node.name:
        return {"nik": "3374011805030002", "nama": "Joko Santoso", "bulan_ke": 6}
    return {"nik": "3374011705030001", "nama": "Slamet Widodo", "bulan_ke": 0}


def test_officer_enrols_prints_the_card_and_the_card_answers(browser_page, fresh, troubles):
    page = browser_page
    verbs.petugas_masuk(page)
    reg_no = verbs.petugas_mendaftarkan_pekerja(page, nik=fresh["nik"], nama=fresh["nama"])
    assert re.fullmatch(r"SMG-\w{7}-\w", reg_no)
    pdf = verbs.mencetak_kartu_orang_ini(page)
    front = verbs.halaman_kartu(pdf)[0].get_textpage().get_text_bounded()
    assert fresh["nama"] in front and reg_no in front and "TERDAFTAR, BELUM TERLINDUNGI" in front
    page.goto(verbs.alamat_dalam_qr(pdf))
    expect(page.get_by_role("heading", level=1)).to_have_text("TERDAFTAR, BELUM TERLINDUNGI")
    expect(page.locator("main")).not_to_contain_text(fresh["nama"])
    assert troubles == []


def test_company_uploads_its_sheet_and_prints_the_cards(browser_page, fresh, troubles):
    page = browser_page
    verbs.mitra_masuk(page)
    verbs.mitra_mengunggah_lembar(page, "01-bersih.xlsx", bulan_ke=fresh["bulan_ke"])
    assert verbs.angka(page, "rows-total") == verbs.angka(page, "rows-ready") == 120
    assert verbs.angka(page, "rows-wrong") == verbs.angka(page, "rows-funded") == 0
    assert verbs.angka(page, "price") > 0
    pdf = verbs.mitra_mencetak_kartu_batch(page)
    assert len(verbs.halaman_kartu(pdf)) == 240
    page.goto(verbs.alamat_dalam_qr(pdf))
    expect(page.get_by_role("heading", level=1)).to_have_text("TERDAFTAR, BELUM TERLINDUNGI")
    assert troubles == []


def test_large_sheet_shows_its_result_without_a_hand(page, troubles, tmp_path):
    """The page asks by itself until the worker has read every row, then shows the numbers."""
    lines = [
        f"337401{1 + n % 28:02d}{1 + n % 12:02d}{70 + n % 30}{n:04d};Orang {'abcdefghij'[n % 10]};Sampangan;Nelayan"
        for n in range(1, 1501)
    ]
    sheet = tmp_path / "besar.csv"
    sheet.write_text("\n".join(["NIK;Nama;Kelurahan;Pekerjaan", *lines]))
    verbs.masuk(page, "mitra2")
    page.goto("/batch/baru")
    page.locator("#name").fill("Batch besar")
    page.locator("#sheet").set_input_files(sheet)
    page.locator("#consent").check()
    page.get_by_role("button", name="Buka batch").click()
    expect(page.locator("data#rows-total")).to_have_attribute("value", "1500", timeout=verbs.PATIENCE)
    expect_accessible(page)
    assert troubles == []


def test_known_person_is_not_enrolled_twice(page):
    verbs.petugas_masuk(page)
    verbs.petugas_mendaftarkan_pekerja(page, nik="3374011905030003", nama="Budi Hartono")
    verbs.petugas_mengisi_pendaftaran(page, nik="3374011905030003", nama="Budi Hartono")
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.locator("#error-summary")).to_contain_text("Budi H. sudah terdaftar dengan NIK ini.")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#name")).to_have_value("Budi Hartono")
    expect_accessible(page)
    page.get_by_role("link", name="Buka data orang ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Budi Hartono")


def test_back_after_saving_leaves_nothing_ticked_for_the_next_person(page):
    verbs.petugas_masuk(page)
    verbs.petugas_mendaftarkan_pekerja(page, nik="3374012905030017", nama="Wahyu Utomo")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Daftarkan pekerja")
    page.wait_for_timeout(300)  # the browser fills a page in after it has been loaded
    for name in ("still_working", "consent"):
        expect(page.locator(f"#{name}")).not_to_be_checked()
    expect(page.locator("input[name=consent_how][value=self]")).to_be_checked()
    for name in ("nik", "name", "kelurahan", "occupation", "rt"):
        expect(page.locator(f"#{name}")).to_have_value("")


def test_back_after_a_mended_error_is_a_blank_form_of_ours(page):
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374012905030", nama="Ratno Susilo")
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.get_by_role("alert")).to_contain_text("NIK")
    page.locator("#nik").fill("3374012905030018")
    verbs.petugas_mengirim_pendaftaran(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Daftarkan pekerja")
    expect(page.locator("#nik")).to_have_value("")


def test_officer_enrols_with_the_keyboard_alone(page, troubles):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    expect(page.locator("#nik")).to_be_focused()
    page.keyboard.type("3374012005030004")
    for name, typed in (("name", "Agus Salim"), ("kelurahan", "Kauman"), ("occupation", "Nelayan")):
        tab_to(page, name)
        page.keyboard.type(typed)
    for name in ("still_working", "consent"):
        tab_to(page, name)
        page.keyboard.press("Space")
    tab_to(page, "consent_how")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agus Salim")
    assert troubles == []


def tab_to(page, name: str) -> None:
    for _step in range(30):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def test_nik_is_shown_in_its_place_and_not_in_the_address(page, troubles):
    verbs.petugas_masuk(page)
    verbs.petugas_mendaftarkan_pekerja(page, nik="3374012105030005", nama="Tri Handoko")
    page.get_by_role("button", name="Buka NIK").click()
    expect(page.locator("#nik")).to_have_text("3374 0121 0503 0005")
    assert "3374012105030005" not in page.url
    assert "/nik" not in page.url
    assert troubles == []
