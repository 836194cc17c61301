"""Half-way through a form: F5, the lock, a lost network and a sign-out leave what was typed, and say so quietly."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

KEPT = re.compile(r"^Tersimpan sementara pukul \d\d\.\d\d$")
OFFER = "Isian yang belum dikirim"


@pytest.fixture
def desk(page):
    """An officer who has thrown away what earlier tests left."""
    verbs.masuk(page, "petugas2")
    page.goto("/pekerja/baru")
    while page.locator(".draft").count():
        page.locator(".draft summary").first.click()
        page.get_by_role("button", name="Ya, buang").first.click()
        expect(page.locator("#notice")).to_contain_text("Isian dibuang.")
    page.goto("/pekerja/baru")
    return page


def typed(page, nik: str, name: str) -> None:
    page.locator("#nik").fill(nik)
    page.locator("#name").fill(name)
    page.locator("#address").fill("Jl. Layur No. 3")


def test_form_is_kept_while_it_is_typed_and_f5_offers_it(desk, troubles):
    typed(desk, "3374021206030021", "Sukirman Hadi")
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    expect(desk.locator("#address")).to_be_focused()
    desk.reload()
    offer = desk.get_by_role("region", name=OFFER)
    expect(offer).to_contain_text("Sukirman H.")
    expect_accessible(desk)
    offer.get_by_role("link", name="Lanjutkan Sukirman H.").click()
    expect(desk.locator("#nik")).to_have_value("3374021206030021")
    expect(desk.locator("#address")).to_have_value("Jl. Layur No. 3")
    assert troubles == []


def test_last_words_leave_with_the_page(desk):
    """F5 a moment after the last key: nothing waits for the next save."""
    typed(desk, "3374021306030022", "Parjo")
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    desk.locator("#workplace").fill("TPI Tambak Lorok")
    desk.reload()
    desk.get_by_role("link", name="Lanjutkan Parjo").click()
    expect(desk.locator("#workplace")).to_have_value("TPI Tambak Lorok")


def test_continued_form_is_saved_and_offered_no_more(desk, troubles):
    typed(desk, "3374021406030023", "Wagiman Seno")
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    desk.reload()
    desk.get_by_role("link", name="Lanjutkan Wagiman S.").click()
    desk.locator("#kelurahan").select_option("33.74.02.1008")
    desk.locator("#occupation").select_option("nelayan")
    desk.locator("#still_working").check()
    desk.locator("#consent").check()
    verbs.petugas_mengirim_pendaftaran(desk)
    desk.goto("/pekerja/baru")
    expect(desk.locator("#nik")).to_be_visible()
    expect(desk.locator(".draft")).to_have_count(0)
    desk.goto("/pekerja?hari=ini")
    expect(desk.locator("main")).to_contain_text("Wagiman Seno")
    expect(desk.locator("td[data-label='Lama mengisi']").first).to_have_text(re.compile("detik|menit"))
    assert troubles == []


def test_f5_at_once_offers_the_draft_though_it_arrived_behind_the_page(desk, troubles):
    desk.route("**/pekerja/baru/draf", lambda route: (desk.wait_for_timeout(400), route.continue_()))
    desk.locator("#name").fill("Partini Hastuti")
    desk.reload()
    expect(desk.get_by_role("region", name=OFFER)).to_contain_text("Partini H.")
    desk.unroute("**/pekerja/baru/draf")
    assert troubles == []


def test_lock_and_a_reload_behind_it_lose_nothing(desk):
    typed(desk, "3374021506030024", "Kasman")
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    with desk.expect_response("**/kunci"):
        desk.locator("header form[data-lock-now] button:visible").first.click()
    expect(desk.get_by_role("dialog", name="Layar dikunci")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Layar dikunci")
    desk.get_by_label("Kata sandi").fill(verbs.PASSWORD)
    desk.get_by_role("button", name="Buka kunci").click()
    expect(desk.get_by_role("region", name=OFFER)).to_contain_text("Kasman")
    expect(desk.locator("#idle-lock")).to_be_hidden()


def test_reload_before_the_server_has_heard_of_the_lock_does_not_open_it(desk):
    desk.route("**/kunci", lambda route: route.abort())
    desk.locator("header form[data-lock-now] button:visible").first.click()
    desk.reload()
    lock = desk.get_by_role("dialog", name="Layar dikunci")
    expect(lock).to_be_visible()
    desk.unroute("**/kunci")
    lock.get_by_label("Kata sandi").fill(verbs.PASSWORD)
    lock.get_by_role("button", name="Buka kunci").click()
    expect(lock).to_be_hidden()
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Daftarkan pekerja")
    expect(lock).to_be_hidden()


def test_sign_out_and_in_again_offers_it_and_nobody_else_sees_it(desk):
    typed(desk, "3374021606030025", "Ngadimin")
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    desk.locator("header form[action='/keluar'] button:visible").first.click()
    verbs.masuk(desk, "mitra2")
    desk.goto("/pekerja/baru")
    expect(desk.locator("#nik")).to_be_visible()
    expect(desk.locator("main")).not_to_contain_text("Ngadimin")
    desk.locator("header form[action='/keluar'] button:visible").first.click()
    verbs.masuk(desk, "petugas2")
    desk.goto("/pekerja/baru")
    expect(desk.get_by_role("region", name=OFFER)).to_contain_text("Ngadimin")


def test_lost_network_is_one_quiet_line_and_the_next_change_tries_again(desk, context):
    context.set_offline(True)
    typed(desk, "", "Tukiman")
    expect(desk.locator("#draft-state")).to_have_text("Belum tersimpan sementara (jaringan)")
    desk.keyboard.type(" RT 3")
    expect(desk.locator("#address")).to_have_value("Jl. Layur No. 3 RT 3")
    expect(desk.locator("#notice .notice")).to_have_count(0)
    context.set_offline(False)
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    desk.reload()
    expect(desk.get_by_role("region", name=OFFER)).to_contain_text("Tukiman")


def test_discarding_asks_first_and_fits_a_phone(desk, troubles):
    typed(desk, "", "Darso")
    expect(desk.locator("#draft-state")).to_have_text(KEPT)
    desk.set_viewport_size(PHONE)
    desk.reload()
    desk.locator(".draft summary").click()
    expect(desk.locator(".draft")).to_contain_text("akan hilang dan tidak dapat dikembalikan")
    assert sideways(desk) == []
    expect_accessible(desk)
    desk.get_by_role("button", name="Ya, buang").click()
    expect(desk.locator("#notice")).to_contain_text("Isian dibuang.")
    expect(desk.get_by_role("region", name=OFFER)).to_have_count(0)
    assert troubles == []


def test_without_script_a_button_keeps_it(without_script):
    page = without_script
    verbs.masuk(page, "petugas2")
    page.goto("/pekerja/baru")
    page.locator("#name").fill("Suparno Adi")
    page.get_by_role("button", name="Simpan sementara").click()
    expect(page.locator("#notice")).to_contain_text("Tersimpan sementara pukul")
    page.get_by_role("link", name="Lanjutkan Suparno A.").click()
    expect(page.locator("#name")).to_have_value("Suparno Adi")


def test_post_of_today_is_chosen_in_the_header_with_and_without_script(page, without_script):
    for browser in (page, without_script):
        verbs.petugas_masuk(browser)
        browser.set_viewport_size(PHONE)
        browser.goto("/pekerja/baru")
        browser.locator(".post-menu > summary").click()
        browser.locator(".post-menu").get_by_role("button", name="Pos Terminal Mangkang").click()
        expect(browser.locator(".post-menu > summary")).to_contain_text("Pos Terminal Mangkang")
        expect(browser.get_by_role("heading", level=1)).to_have_text("Daftarkan pekerja")
        assert sideways(browser) == []
