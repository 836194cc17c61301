"""The programme owner's road: next year's programme, the waiting list drawn, who is chosen and what it costs, the
decision, its annex, done; and the inspectorate, which reads all of it and can press nothing."""

import re
from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from kiosk.domain.clock import today
from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

DESK = {"width": 1280, "height": 800}
WANTED = 12
MASKED = re.compile(r"3374•{8}\d{4}")


@pytest.fixture
def signed_in(new_context, troubles):
    def enter(who: str):
        page = new_context(accept_downloads=True, viewport=DESK).new_page()
        page.on("pageerror", lambda fault: troubles.append(str(fault)))
        verbs.masuk(page, who)
        return page

    return enter


def expect_fine(page) -> None:
    """At the desk and on a phone."""
    expect_accessible(page)
    page.set_viewport_size(PHONE)
    assert sideways(page) == []
    page.set_viewport_size(DESK)


def figure(page, name: str) -> int:
    return int(page.locator(f"data#{name}").first.get_attribute("value"))


def test_the_city_selects_people_and_the_inspectorate_reads_it(signed_in, troubles):
    admin = signed_in("admin")
    programme = finds_next_years_programme(admin)
    calculates_first(admin, programme)
    here = draws(admin)
    reads_who_is_chosen(admin, here)
    finds_somebody_by_name(admin, here)
    decides(admin, here)
    sees_it_done(admin, here)
    takes_the_annex(admin, here)
    inspects(signed_in("auditor"), here, programme)
    assert [said for said in troubles if "status of 422" not in said] == []


def finds_next_years_programme(page) -> str:
    """Answers with its address."""
    verbs.admin_membuka_program(page, today().year + 1)
    page.goto(f"{page.url}/seleksi")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seleksi")
    expect_fine(page)
    return page.url.removesuffix("/seleksi")


def calculates_first(page, programme: str) -> None:
    page.get_by_role("link", name="Seleksi baru").click()
    page.get_by_label("Berapa orang").fill("sedikit")
    page.get_by_role("button", name="Hitung biayanya dulu").click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.get_by_label("Berapa orang").fill(str(WANTED))
    page.get_by_role("button", name="Hitung biayanya dulu").click()
    expect(page.locator("#cost-by-month")).to_be_visible()
    assert figure(page, "preview-amount") == WANTED * 12 * 16_800
    expect_fine(page)


def draws(page) -> str:
    """Answers with the selection's address."""
    page.get_by_role("button", name="Tarik daftar tunggu").click()
    expect(page.get_by_role("heading", name="Baca, lalu putuskan")).to_be_visible()
    assert figure(page, "rows-chosen") == WANTED
    expect_fine(page)
    return page.url


def reads_who_is_chosen(page, here: str) -> None:
    page.locator("data#rows-chosen").click()
    expect(page.locator("data#rows-shown")).to_have_attribute("value", str(WANTED))
    expect_fine(page)


def finds_somebody_by_name(page, here: str) -> None:
    name = page.locator("tbody th a").first.inner_text()
    page.get_by_label("Cari orang").fill(name)
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("data#rows-found")).to_be_visible()
    assert name.split()[0] not in page.url


def decides(page, here: str) -> None:
    page.goto(here)
    page.get_by_role("link", name="Putuskan …").click()
    assert figure(page, "can-be-taken") == WANTED
    expect_fine(page)
    page.get_by_role("button", name="Putuskan dan laksanakan").click()
    expect(page.locator("#error-summary")).to_contain_text("Tulis nomor keputusannya")
    page.get_by_label("Nomor keputusan").fill("560/123/2026")
    page.get_by_label("Tanggal keputusan").fill(f"{today():%d/%m/%Y}")
    page.get_by_label("Ya, keputusannya sudah ditetapkan").check()
    page.get_by_role("button", name="Putuskan dan laksanakan").click()


def sees_it_done(page, here: str) -> None:
    """The page asks for itself while the worker is at it."""
    expect(page.locator("data#rows-taken")).to_have_attribute("value", str(WANTED))
    expect(page.get_by_text("Selesai dilaksanakan").first).to_be_visible()
    expect_fine(page)


def takes_the_annex(page, here: str) -> None:
    text = text_of(page.request.get(f"{here}/lampiran.pdf").body())
    assert "560/123/2026" in text and len(MASKED.findall(text)) >= WANTED
    with page.expect_download() as download:
        page.get_by_role("button", name="Lampiran dengan NIK lengkap").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    niks = [
        str(line[2]) for line in book.active.iter_rows(min_row=2, values_only=True) if line[1] == "Penerima"
    ]
    assert len(niks) == WANTED and all(re.fullmatch(r"\d{16}", nik) for nik in niks)
    assert not [nik for nik in niks if nik in text]


def inspects(page, here: str, programme: str) -> None:
    page.goto(f"{programme}/seleksi")
    page.locator(f"a[href='{here[here.index('/program/') :]}']").click()
    expect(page.get_by_text("Selesai dilaksanakan").first).to_be_visible()
    assert page.get_by_role("button", name="Lampiran dengan NIK lengkap").count() == 0
    expect_fine(page)
    assert len(MASKED.findall(text_of(page.request.get(f"{here}/lampiran.pdf").body()))) >= WANTED
    page.goto(f"{here}/keputusan")
    assert page.get_by_role("button", name="Putuskan").count() == 0
    page.goto(f"{programme}/seleksi/baru")
    assert page.get_by_role("button", name="Tarik daftar tunggu").count() == 0


def text_of(paper: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(paper))
    return "".join(page.get_textpage().get_text_bounded() for page in pages)
