"""A company's whole road with the sheet its personnel department really keeps, from signing in to the certificate; and
an officer's batch that is open at the post."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from kiosk.domain.clock import today
from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

MANGUNHARJO = {42: "Tembalang", 49: "Tugu", 50: "Tugu", 55: "Tembalang"}  # row of the sheet → kecamatan
PEOPLE, MONTHS, FIRST_MONTH = 60, 3, 9
REFERENCE = "TRF BRI 2026 7781"
COMPANY = {
    "name": "PT Jaring Emas",
    "npwp": "01.234.567.4-503.000",
    "address": "Jl. Tambak Lorok No. 3, Tanjung Mas",
    "contact_name": "Rini Astuti",
    "contact_phone": "0813-2222-3344",
}


def picture() -> dict:
    """A photograph of a paper, as a file is chosen."""
    out = BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def person(new_context, troubles):
    """A browser of their own for each: person("mitra") is a page where they have signed in."""

    def sign_in(who: str):
        page = new_context(accept_downloads=True).new_page()
        page.on(
            "console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda fault: troubles.append(str(fault)))
        verbs.masuk(page, who)
        return page

    return sign_in


def read_pdf(page, name: str) -> str:
    """What stands in the PDF behind a link of this page, in one line."""
    address = page.get_by_role("link", name=name).first.get_attribute("href")
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = verbs.halaman_kartu(answer.body())
    return " ".join(" ".join(one.get_textpage().get_text_bounded() for one in pages).split())


def number_of(page) -> str:
    return page.url.rpartition("/")[2]


def test_company_goes_from_its_own_sheet_to_the_certificate(person, troubles):
    company, admin = person("mitra"), person("admin")
    batch = upload_and_mend(company)
    price = verbs.angka(company, "price")
    upload_signed_list(company)
    company.goto(batch)
    bill = make_bill(company, price)
    company.goto(batch)
    assert company.get_by_role("link", name="Piagam (PDF)").count() == 0
    accept(admin, tell_payment(company, price), price)
    company.goto(batch)
    expect(company.locator("#money-title")).to_contain_text("Lunas")
    expect_accessible(company)
    company.set_viewport_size(PHONE)
    assert sideways(company) == []
    invoice, certificate = read_pdf(company, "Tagihan (PDF)"), read_pdf(company, "Piagam (PDF)")
    assert bill in invoice and "PT Sinar Pesisir" in invoice and in_figures(price) in invoice
    assert "PT Sinar Pesisir" in certificate and f"{PEOPLE} pekerja" in certificate
    company.goto(f"/tagihan/{bill}")
    expect(company.locator("data#bill-paid")).to_have_attribute("value", str(price))
    assert unexpected(troubles) == []


def upload_and_mend(page) -> str:
    """Until every row is right; answers with the batch's address."""
    verbs.mitra_mengunggah_lembar(page, "02-tata-letak-hrd.xlsx", bulan_ke=FIRST_MONTH)
    batch = page.url
    expect_rows(page, ready=PEOPLE - len(MANGUNHARJO), wrong=len(MANGUNHARJO))
    expect(page.locator("#faults")).to_contain_text("dua kecamatan")
    for number, kecamatan in MANGUNHARJO.items():
        mend_mangunharjo(page, number, kecamatan)
    expect_rows(page, ready=PEOPLE, wrong=0)
    page.goto(batch)
    expect_rows(page, ready=PEOPLE, wrong=0)
    return batch


def make_bill(page, price: int) -> str:
    """From the batch's page; answers with the bill's number."""
    page.get_by_role("button", name="Buat tagihan").click()
    expect(page.locator("data#bill-amount")).to_have_attribute("value", str(price))
    return number_of(page)


def accept(page, payment: str, price: int) -> None:
    """What the admin does with a payment that was told."""
    page.goto("/pembayaran")
    page.locator("#waiting").get_by_role("link", name=payment).click()
    expect(page.locator("data#payment-amount")).to_have_attribute("value", str(price))
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Uangnya ada, terima").click()
    expect(page.get_by_text(f"Membayar {PEOPLE * MONTHS} bulan untuk {PEOPLE} orang")).to_be_visible()


def in_figures(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def expect_rows(page, *, ready: int, wrong: int) -> None:
    for name, count in (("rows-total", PEOPLE), ("rows-ready", ready), ("rows-wrong", wrong)):
        expect(page.locator(f"data#{name}")).to_have_attribute("value", str(count))


def mend_mangunharjo(page, number: int, kecamatan: str) -> None:
    page.get_by_role("link", name=f"Perbaiki baris {number}", exact=True).click()
    page.get_by_label(f"Mangunharjo, Kecamatan {kecamatan}").check()
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text(re.compile(rf"Baris {number} sudah benar"))).to_be_visible()


def upload_signed_list(page) -> None:
    page.get_by_role("link", name="Cetak atau unggah daftarnya").click()
    assert "SUPARMAN KUSUMA" in read_pdf(page, "Daftar untuk ditandatangani (PDF)").upper()
    expect_accessible(page)
    page.locator("#papers").set_input_files(picture())
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Berkas 1")).to_be_visible()


def tell_payment(page, amount: int) -> str:
    """From the batch's page; answers with the payment's number."""
    page.get_by_role("link", name="Catat pembayaran").click()
    page.get_by_label("Nomor referensi").fill(REFERENCE)
    page.get_by_label("Tanggal pembayaran").fill(f"{today():%d/%m/%Y}")
    page.get_by_label("Jumlah", exact=True).fill(in_figures(amount))
    page.get_by_label("Bukti pembayaran").set_input_files(picture())
    expect_accessible(page)
    page.get_by_role("button", name="Catat pembayaran").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pembayaran ")
    expect(page.get_by_text("Menunggu Disnaker mencocokkannya")).to_be_visible()
    return number_of(page)


def unexpected(troubles: list[str]) -> list[str]:
    """A form that comes back with 422 is written down by Chromium; everything else is a fault."""
    return [said for said in troubles if "status of 422" not in said]


def test_officer_opens_a_batch_at_the_post_and_fills_its_places(person, troubles):
    page = person("petugas2")
    register_company(page)
    batch = open_at_post(page, places=2)
    assert left(page) == 2
    enrol_into(page, batch, nik="3374011006850041", nama="Sutarman Jaring")
    page.goto(f"/batch/{batch}")
    assert left(page) == 1
    enrol_into(page, batch, nik="3374011106850042", nama="Mulyono Jaring")
    page.goto(f"/batch/{batch}")
    assert (verbs.angka(page, "rows-ready"), left(page)) == (2, 0)
    page.goto("/pekerja/baru")
    expect(page.locator("#nik")).to_be_visible()
    expect(page.locator(f"#batch option[value='{batch}']")).to_be_disabled()  # full, and said to be so
    assert unexpected(troubles) == []


def register_company(page) -> None:
    page.goto("/perusahaan/baru")
    for name, typed in COMPANY.items():
        page.locator(f"#{name}").fill(typed)
    expect_accessible(page)
    page.get_by_role("button", name="Daftarkan perusahaan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY["name"])


def open_at_post(page, *, places: int) -> str:
    """From the company's page; answers with the batch's number."""
    page.get_by_role("link", name="Buka batch").first.click()
    page.locator("#name").fill("Nelayan Tambak Lorok")
    page.locator("#first_month").select_option(index=1)
    page.locator("input[name=months][value='1']").check()
    expect(page.locator("#open_at")).to_have_value("tambak-lorok")  # the post of today
    page.locator("#places").fill(str(places))
    page.locator("#consent").check()
    expect_accessible(page)
    page.get_by_role("button", name="Buka batch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nelayan Tambak Lorok")
    return number_of(page)


def left(page) -> int:
    return verbs.angka(page, "places-left")


def enrol_into(page, batch: str, *, nik: str, nama: str) -> None:
    verbs.petugas_mengisi_pendaftaran(page, nik=nik, nama=nama)
    expect(page.locator(f"#batch option[value='{batch}']")).to_have_count(1)
    page.locator("#batch").select_option(batch)
    verbs.petugas_mengirim_pendaftaran(page)
