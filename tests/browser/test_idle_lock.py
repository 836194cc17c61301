"""A page left open over lunch is covered, and what was typed is there afterwards."""

from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways


def left_over_lunch(page, nik: str) -> None:
    page.clock.install()
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik=nik, nama="Wahyu Nugroho")
    with page.expect_response("**/kunci"):
        verbs.mengunci_layar_karena_lama_diam(page)


def test_filled_form_is_there_after_the_lock_and_can_be_sent(page):
    left_over_lunch(page, "3374012205030006")
    expect(page.locator("#name")).not_to_be_visible()
    expect(page.get_by_label("Kata sandi")).to_be_focused()
    verbs.membuka_kunci(page)
    expect(page.locator("#name")).to_have_value("Wahyu Nugroho")
    expect(page.locator("#nik")).to_have_value("3374012205030006")
    expect(page.locator("#consent")).to_be_checked()
    verbs.petugas_mengirim_pendaftaran(page)


def test_wrong_password_keeps_it_covered_and_says_so(page):
    left_over_lunch(page, "3374012305030007")
    verbs.membuka_kunci(page, "salah")
    expect(page.get_by_role("alert")).to_contain_text("Kata sandi tidak cocok. Ketik sekali lagi.")
    expect(page.locator("#name")).not_to_be_visible()
    verbs.membuka_kunci(page)
    expect(page.locator("#name")).to_have_value("Wahyu Nugroho")


def test_lock_is_accessible_and_fits_a_phone(page, troubles):
    page.set_viewport_size(PHONE)
    left_over_lunch(page, "3374012405030008")
    expect_accessible(page)
    assert sideways(page) == []
    assert troubles == []


def test_server_is_locked_too_when_the_page_is_loaded_again(page):
    left_over_lunch(page, "3374012505030009")
    page.goto("/pekerja")
    expect(page.get_by_role("heading", level=1)).to_have_text("Layar dikunci")
    page.get_by_label("Kata sandi").fill(verbs.PASSWORD)
    page.get_by_role("button", name="Buka kunci").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pekerja")


def test_other_tab_asks_for_the_password_too(page, context):
    left_over_lunch(page, "3374012605030010")
    other = context.new_page()
    other.goto("/")
    expect(other.get_by_role("heading", level=1)).to_have_text("Layar dikunci")


def test_officer_locks_by_hand_before_going_away(page):
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374012705030011", nama="Wahyu Nugroho")
    page.locator("header form[data-lock-now] button:visible").first.click()
    expect(page.get_by_role("dialog", name="Layar dikunci")).to_be_visible()
    verbs.membuka_kunci(page)
    expect(page.locator("#name")).to_have_value("Wahyu Nugroho")


def test_lock_without_script_asks_for_the_password_on_a_page_of_its_own(without_script):
    page = without_script
    verbs.petugas_masuk(page)
    page.goto("/pekerja")
    page.locator("header form[action='/kunci'] button:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Layar dikunci")
    page.get_by_label("Kata sandi").fill(verbs.PASSWORD)
    page.get_by_role("button", name="Buka kunci").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pekerja")
