"""A civil servant becomes a foster parent on a phone; the department checks and ends at its desk; the city counts."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from kiosk.domain.clock import today
from kiosk.domain.words import rupiah
from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways
from tests.browser.test_foster_signup import PASSWORD, mengisi_diri, mengisi_kontak

NAMA, OPD = "Endang Pratiwi", "DINKES"


@pytest.fixture
def phone(new_context):
    return new_context(viewport=PHONE, has_touch=True).new_page()


@pytest.fixture
def desk(new_context):
    return new_context(viewport={"width": 1280, "height": 800}).new_page()


def expect_fine(page) -> None:
    assert sideways(page) == []
    expect_accessible(page)


def heading(page):
    return page.get_by_role("heading", level=1)


def foto(tulisan: str) -> dict:
    """A photograph of a paper, as a phone takes it."""
    paper = Image.effect_noise((1200, 800), 40).convert("RGB")
    ImageDraw.Draw(paper).text((100, 100), tulisan, fill="black")
    paper.save(taken := BytesIO(), "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": taken.getvalue()}


def asn_mendaftar(page) -> None:
    page.goto("/asn/daftar")
    mengisi_diri(page, nama=NAMA)
    mengisi_kontak(page, f"ratna{uuid4().hex[:8]}@asn.test", OPD)
    page.get_by_role("link", name="Buka tautan contoh").click()
    page.get_by_label("Kata sandi baru", exact=True).fill(PASSWORD)
    page.get_by_label("Ulangi kata sandi baru").fill(PASSWORD)
    page.get_by_role("button", name="Buat akun dan lanjut").click()
    expect(page).to_have_url(re.compile(r"/asn/daftar/pekerja$"))


def asn_memilih_pekerja(page) -> str:
    """The first of the waiting list; answers with the initials that are all one sees."""
    page.get_by_role("link", name="Pilih dari daftar menunggu").click()
    expect_fine(page)
    inisial = page.locator("#people tbody th").first.inner_text().strip()
    assert re.fullmatch(r"([A-Z]\. ?)+", inisial)
    page.locator("#people button").first.click()
    expect(page.get_by_text(inisial, exact=True).first).to_be_visible()
    expect_fine(page)
    return inisial


def asn_menandatangani(page) -> str:
    """Plan, account, every clause, a finger on the glass; answers with the number of the mandate."""
    page.goto("/asn/daftar/pilihan")
    page.locator("input[name=plan][value=jkk_jkm]").check()
    page.locator("#account").fill("1023456789")
    page.locator("#account_name").fill(NAMA)
    expect_fine(page)
    page.get_by_role("button", name="Simpan dan baca surat kuasa").click()
    expect(heading(page)).to_have_text("Baca, lalu tandatangani")
    expect(page.get_by_text(rupiah(16_800)).first).to_be_visible()
    expect_fine(page)
    page.locator("input[name=how][value=screen]").check()
    pad = page.locator("canvas.signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box["height"] >= 120
    page.mouse.move(box["x"] + 30, box["y"] + 80)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + 25 * step, box["y"] + (40 if step % 2 else 90))
    page.mouse.up()
    page.locator("#agreed").check()
    page.get_by_role("button", name="Tandatangani surat kuasa").click()
    expect(page).to_have_url(re.compile(r"/asn/kuasa/K\d\d-\w+"))
    expect_fine(page)
    return re.search(r"K\d\d-\w{6}", page.url)[0]


def asn_mengunggah_salinan(page, no: str) -> None:
    page.goto(f"/asn/kuasa/{no}/berkas")
    expect_fine(page)
    page.locator("input[type=file]").nth(0).set_input_files(foto("BANK JATENG"))
    page.locator("input[type=file]").nth(1).set_input_files(foto("KTP"))
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Sedang menunggu pemeriksaan OPD")).to_be_visible()


def sekretaris_menerima(page, no: str) -> None:
    page.goto(f"/opd/{OPD}/berkas")
    expect_fine(page)
    page.get_by_role("link", name=NAMA).first.click()
    expect(page.get_by_text(no).first).to_be_visible()
    expect_fine(page)
    page.get_by_role("button", name="Terima", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    for name in ("same_name", "nip_fits", "signature"):
        page.locator(f"#{name}").check()
    page.get_by_role("button", name="Terima", exact=True).click()
    expect(page.get_by_text(f"Surat kuasa {no} diterima dan berlaku")).to_be_visible()


def sekretaris_mencabut(page, no: str) -> None:
    """The donor retires; what follows is read before it is done."""
    page.goto(f"/opd/{OPD}/berkas/{no}/pencabutan")
    expect_fine(page)
    page.locator("input[name=why][value=retired]").check()
    if page.locator("#event_on").count():
        page.locator("#event_on").fill(f"{today():%d/%m/%Y}")
    page.locator("#on").fill(f"{today():%d/%m/%Y}")
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_role("heading", name="Akibatnya")).to_be_visible()
    expect_fine(page)
    page.locator("#sure").check()
    page.get_by_role("button", name="Cabut surat kuasa").click()
    page.goto(f"/opd/{OPD}/berkas/{no}")
    expect(page.get_by_text(re.compile("Dicabut mulai")).first).to_be_visible()


def test_from_the_phone_in_the_office_to_the_desk_that_checks_and_the_city_that_counts(
    phone, desk, new_context
):
    asn_mendaftar(phone)
    inisial = asn_memilih_pekerja(phone)
    no = asn_menandatangani(phone)
    asn_mengunggah_salinan(phone, no)
    verbs.masuk(desk, "opd")
    desk.goto(f"/opd/{OPD}")
    expect_fine(desk)
    sekretaris_menerima(desk, no)
    phone.goto("/asn/saya")
    expect(phone.get_by_text("Anda menanggung 1 pekerja")).to_be_visible()
    expect(phone.get_by_text(inisial, exact=True)).to_have_count(0)  # a name by now
    expect_fine(phone)
    admin = new_context(viewport={"width": 1280, "height": 800}).new_page()
    verbs.masuk(admin, "admin")
    admin.goto("/opd")
    expect_fine(admin)
    admin.get_by_role("link", name=re.compile("surat kuasa")).first.click()
    expect(heading(admin)).to_be_visible()
    expect_fine(admin)
    assert "3374015507780003" not in admin.content() + desk.content()
    sekretaris_mencabut(desk, no)
    phone.goto(f"/asn/kuasa/{no}")
    expect(phone.get_by_text(re.compile("Dicabut mulai")).first).to_be_visible()
    auditor = new_context().new_page()
    verbs.masuk(auditor, "auditor")
    assert auditor.goto(f"/opd/{OPD}/berkas/{no}").status == 200
    assert "1023456789" not in auditor.content()
