"""What people do, in their own words; with and without JavaScript."""

import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import Page, expect

SHEETS = Path(__file__).parents[1] / "sheets"
PASSWORD = "payung-demo-2026"
KAUMAN = "33.74.01.1010"
PATIENCE = 120_000  # milliseconds: the machine of a CI may stand still for a minute


def masuk(page: Page, siapa: str) -> None:
    """Sign in as one of the demo people: petugas, mitra, admin …"""
    page.goto("/masuk")
    page.get_by_label("Alamat surel").fill(f"{siapa}@payung.test")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat bekerja")


def petugas_masuk(page: Page) -> None:
    masuk(page, "petugas")


def mitra_masuk(page: Page) -> None:
    masuk(page, "mitra")


def petugas_mengisi_pendaftaran(page: Page, *, nik: str, nama: str) -> None:
    """Fill the form in, as far as a fisherman at Pasar Johar needs it; not sent yet."""
    page.goto("/pekerja/baru")
    page.locator("#nik").fill(nik)
    page.locator("#name").fill(nama)
    page.locator("#phone").fill("081234567890")
    page.locator("#kelurahan").select_option(KAUMAN)
    page.locator("#rt").fill("3")
    page.locator("#rw").fill("7")
    page.locator("#address").fill("Jl. Kakap No. 12")
    page.locator("#occupation").select_option("nelayan")
    page.locator("#workplace").fill("Pasar Johar blok B")
    page.locator("#still_working").check()
    page.locator("#consent").check()
    page.locator("input[name=consent_how][value=thumb]").check()


def petugas_mengirim_pendaftaran(page: Page) -> str:
    """Send it; answers with the registration number in large type."""
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    return page.locator(".big-number").first.inner_text().strip()


def petugas_mendaftarkan_pekerja(page: Page, *, nik: str, nama: str) -> str:
    petugas_mengisi_pendaftaran(page, nik=nik, nama=nama)
    return petugas_mengirim_pendaftaran(page)


def mencetak_kartu_orang_ini(page: Page) -> bytes:
    """From a worker's page: ask for the card, answer with the PDF."""
    page.get_by_role("button", name="Cetak kartu").first.click()
    return membuka_berkas_kartu(page)


def melihat_kartu_orang_ini(page: Page) -> bytes:
    """From a worker's page: the PDF of the card there is, or of the one that is asked for now."""
    preview = page.get_by_role("link", name="Pratinjau kartu")
    if not preview.is_visible():
        return mencetak_kartu_orang_ini(page)
    return page.request.get(preview.get_attribute("href")).body()


def mencetak_kartu_orang_pertama(page: Page) -> bytes:
    """The first of those who need a card."""
    page.goto("/kartu")
    page.locator("#people input[type=checkbox]").first.check()
    page.get_by_role("button", name="Cetak yang dipilih").first.click()
    return membuka_berkas_kartu(page)


def mitra_mengunggah_lembar(page: Page, lembar: str, *, bulan_ke: int = 0) -> None:
    """Open a batch of three months that begins with the n-th month on offer."""
    page.goto("/batch/baru")
    page.locator("#name").fill("CSR Tambak Lorok")
    page.locator("#first_month").select_option(index=bulan_ke)
    page.locator("input[name=months][value='3']").check()
    page.locator("#sheet").set_input_files(SHEETS / lembar)
    page.locator("#consent").check()
    page.get_by_role("button", name="Buka batch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CSR Tambak Lorok")


def mitra_mencetak_kartu_batch(page: Page) -> bytes:
    """From a batch's page: ask for all its cards, or open the run in which they stand already; answer with the PDF."""
    page.get_by_role("link", name="Kartu batch ini").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kartu batch")
    under_way = page.get_by_role("link", name="Buka cetakan", exact=True)
    if under_way.is_visible():
        under_way.click()
    else:
        page.get_by_role("button", name=re.compile(r"Cetak \d+ kartu")).click()
    return membuka_berkas_kartu(page)


def membuka_berkas_kartu(page: Page) -> bytes:
    """Wait until the cards are made; who has no JavaScript loads the page again."""
    link = page.get_by_role("link", name="Buka berkas kartu (PDF)")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cetakan")
    if not _runs_scripts(page):
        for _again in range(120):
            if link.is_visible():
                break
            page.wait_for_timeout(500)
            page.reload()
    expect(link).to_be_visible(timeout=PATIENCE)
    answer = page.context.request.get(link.get_attribute("href"))
    assert answer.status == 200
    return answer.body()


def _runs_scripts(page: Page) -> bool:
    return page.evaluate("typeof htmx") == "object"


def halaman_kartu(pdf: bytes) -> list:
    return list(pypdfium2.PdfDocument(BytesIO(pdf)))


def alamat_dalam_qr(pdf: bytes) -> str:
    """What a phone reads from the front of the first card."""
    picture = halaman_kartu(pdf)[0].render(scale=300 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


def menunggu(page: Page, condition: str) -> None:
    """Until a condition of the page's own script holds. page.wait_for_function asks again by eval, which our content
    policy forbids: it fails wherever the first look was too early."""
    for _again in range(PATIENCE // 100):
        if page.evaluate(f"() => Boolean({condition})"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


def angka(page: Page, name: str) -> int:
    """A count that people read, by its id."""
    return int(page.locator(f"data#{name}").get_attribute("value"))


def mengunci_layar_karena_lama_diam(page: Page) -> None:
    """Eleven minutes go by without a hand on the machine; page.clock.install() came first."""
    page.clock.fast_forward("11:00")
    expect(page.get_by_role("dialog", name="Layar dikunci")).to_be_visible()


def membuka_kunci(page: Page, kata_sandi: str = PASSWORD) -> None:
    dialog = page.get_by_role("dialog", name="Layar dikunci")
    dialog.get_by_label("Kata sandi").fill(kata_sandi)
    dialog.get_by_role("button", name="Buka kunci").click()


def admin_membuka_program(page: Page, tahun: int) -> None:
    """Go from the first page to a programme of the city's own money of that budget year."""
    page.goto("/program")
    page.locator(f"h3 a[href^='/program/P{tahun % 100}-']").first.click()
    expect(page).to_have_url(re.compile(r"/program/P\d\d-\w+$"))
