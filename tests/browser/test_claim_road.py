"""An accident at the post: from the call to the proof in hand in under three minutes, by keyboard and on a phone."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser import verbs
from tests.browser.officer import Officer
from tests.browser.sight import PHONE, expect_accessible

NEXT = "Langkah berikutnya"
PROOF = "Bukti perlindungan hari itu"
MINUTES = 3 * 60
SECONDS_OF_TALK = 60  # who, when, where: what the caller takes to say it, beside the typing


@pytest.fixture(params=["script", "no_script"])
def browser_page(request, page, without_script):
    """The same in both kinds of browser."""
    return page if request.param == "script" else without_script


def bukti(page: Page) -> str:
    """The text of the proof that the link opens."""
    answer = page.context.request.get(page.get_by_role("link", name=PROOF).get_attribute("href"))
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    return pypdfium2.PdfDocument(answer.body())[0].get_textpage().get_text_bounded()


def test_from_the_call_to_the_proof_within_three_minutes(page, troubles):
    verbs.petugas_masuk(page)
    reg_no = verbs.petugas_mendaftarkan_pekerja(page, nik="3374010503840071", nama="Wagirin Sutopo")
    page.goto("/")
    officer = Officer(page)
    page.get_by_role("link", name="Catat kecelakaan atau kematian").click()
    officer.seconds += 2
    expect(page.locator("#number")).to_be_focused()
    officer.types(reg_no)
    officer.presses("Enter")
    expect(page.locator("#place")).to_be_visible()
    officer.goes_to("hour")
    officer.types("00.01")
    officer.goes_to("place")
    officer.types("Jl. Kaligawe depan Pasar Genuk")
    officer.goes_to("on_the_way")
    officer.presses("Space")
    officer.presses("Enter")
    expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Laporkan ke BPJS sebelum")
    expect(page.locator("main")).to_contain_text("sisa")
    text = bukti(page)
    officer.seconds += 2
    assert "Wagirin Sutopo" in text
    assert reg_no in text
    assert officer.seconds + SECONDS_OF_TALK < MINUTES
    assert troubles == []


@pytest.fixture
def person(browser_page, request) -> str:
    """Somebody nobody has enrolled yet, for each kind of browser; answers with the registration number."""
    verbs.petugas_masuk(browser_page)
    nik = "3374010604850072" if "no_script" in request.node.name else "3374010705860073"
    name = "Sarjono Mulyo" if "no_script" in request.node.name else "Kasmin Hadi"
    return verbs.petugas_mendaftarkan_pekerja(browser_page, nik=nik, nama=name)


def test_accident_is_reported_and_bpjs_told_on_a_phone(browser_page, person):
    page = browser_page
    page.set_viewport_size(PHONE)
    page.goto(f"/pekerja/{person}")
    page.get_by_role("link", name="Laporkan kecelakaan atau kematian").click()
    page.locator("#hour").fill("00.01")
    page.locator("#place").fill("TPI Tambak Lorok")
    page.get_by_label("Di jalan berangkat atau pulang kerja").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Catat laporan ke BPJS").click()
    page.locator("#ref").fill("L-88")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("Dilaporkan ke BPJS sebelum batasnya")
    expect(page.locator("main")).to_contain_text("nomor L-88")
    page.goto("/klaim")
    expect(page.locator("#claims")).to_contain_text("dilaporkan tepat waktu")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_pages_of_a_claim_are_for_every_eye(page):
    verbs.petugas_masuk(page)
    reg_no = verbs.petugas_mendaftarkan_pekerja(page, nik="3374010808870074", nama="Partono Wiryo")
    page.goto("/klaim/baru")
    expect_accessible(page)
    page.goto(f"/pekerja/{reg_no}/klaim")
    expect_accessible(page)
    page.locator("#place").fill("Pasar Johar")
    page.get_by_label("Di tempat kerja atau sedang bekerja").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
    expect_accessible(page)
    for name in ("Catat laporan ke BPJS", "Laporan ini keliru", "Orangnya meninggal karena kecelakaan ini"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("button").last).to_be_visible()
        expect_accessible(page)
        page.go_back()
    page.goto("/klaim")
    expect_accessible(page)
