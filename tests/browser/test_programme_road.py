"""The programme owner's road before anybody is chosen: a programme is opened for a year, its figures open the people
behind them, its terms hold, a month is billed, it is closed and opened again."""

import re

import pytest
from playwright.sync_api import expect

from kiosk.domain.clock import today
from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

DESK = {"width": 1280, "height": 800}
ADDRESS = re.compile(r"/program/P\d\d-\w+$")


@pytest.fixture
def owner(new_context, troubles):
    page = new_context(accept_downloads=True, viewport=DESK).new_page()
    page.on("pageerror", lambda fault: troubles.append(str(fault)))
    verbs.masuk(page, "admin")
    return page


def expect_fine(page) -> None:
    """At the desk and on a phone."""
    expect_accessible(page)
    page.set_viewport_size(PHONE)
    assert sideways(page) == []
    page.set_viewport_size(DESK)


def test_the_programme_owners_road(owner, troubles):
    here = opens_one(owner, today().year + 2)
    closes_and_opens_it_again(owner, here)
    verbs.admin_membuka_program(owner, today().year)
    running = owner.url
    reads_who_is_behind_a_figure(owner)
    may_not_go_below_what_is_promised(owner, running)
    bills_what_waits(owner, running)
    assert [said for said in troubles if "status of 422" not in said] == []


def opens_one(page, year: int) -> str:
    """Answers with its address."""
    page.goto("/program")
    expect_fine(page)
    page.get_by_role("link", name="Buka program", exact=True).click()
    expect_fine(page)
    page.get_by_label("Sumber dana").select_option(index=1)
    page.get_by_label("Tahun anggaran").select_option(str(year))
    page.get_by_label("Nama program").fill("Pijar Semar")
    page.get_by_label("Kuota (orang)").fill("banyak")
    page.get_by_label("Anggaran setahun").fill("1.512.000.000")
    page.get_by_label("Dasar hukum", exact=True).fill("Peraturan Wali Kota Semarang Nomor 26 Tahun 2025")
    page.get_by_label("Tanggal dasar hukum").fill("20/06/2025")
    page.get_by_role("button", name="Buka program").click()
    page.locator("#error-summary a[href='#quota']").click()
    expect_fine(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("7.500")
    page.get_by_role("button", name="Buka program").click()
    expect(page).to_have_url(ADDRESS)
    expect(page.get_by_text("sisa 7.500")).to_be_visible()
    expect_fine(page)
    return page.url


def closes_and_opens_it_again(page, here: str) -> None:
    page.get_by_role("link", name="Tutup program").click()
    page.get_by_label("Alasan menutup").fill("Anggaran dialihkan")
    page.get_by_role("button", name="Tutup program").click()
    expect(page.get_by_text("Anggaran dialihkan")).to_be_visible()
    page.get_by_role("link", name="Buka lagi").click()
    expect_fine(page)
    page.get_by_role("button", name="Buka lagi").click()
    expect(page).to_have_url(here)
    expect(page.get_by_role("link", name="Tutup program")).to_be_visible()


def reads_who_is_behind_a_figure(page) -> None:
    expect_fine(page)
    figure = page.locator("#months tbody td a").last
    people, month = int(re.sub(r"\D", "", figure.inner_text())), figure.get_attribute("href")
    figure.click()
    expect(page).to_have_url(re.compile(re.escape(month)))
    assert verbs.angka(page, "programme-people") == people
    expect_fine(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh daftar ini").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def may_not_go_below_what_is_promised(page, here: str) -> None:
    page.goto(f"{here}/ubah")
    page.get_by_label("Kuota (orang)").fill("1")
    page.get_by_label("Alasan mengubah").fill("APBD Perubahan")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.locator("#quota-error")).to_contain_text("tidak dapat kurang dari")
    expect_fine(page)


def bills_what_waits(page, here: str) -> None:
    page.goto(f"{here}/tagihan")
    expect_fine(page)
    waiting = page.locator("#to-bill tbody a.button")
    if not waiting.count():  # on some days all that was promised is billed
        expect(page.get_by_text("Tidak ada yang menunggu tagihan")).to_be_visible()
        return
    waiting.first.click()
    amount = verbs.angka(page, "proposal-amount")
    expect_fine(page)
    page.get_by_role("button", name="Buat tagihan").click()
    expect(page).to_have_url(re.compile(r"/tagihan/T\d\d-\w+$"))
    assert verbs.angka(page, "bill-amount") == amount
