"""Handing cards over at the counter: by scanner and keyboard from one card to the next, and with a finger."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import verbs
from tests.browser.officer import Officer
from tests.browser.sight import PHONE, expect_accessible, sideways

COUNTER = "/kartu/serah-terima"


def kartu_baru(page: Page, *, nik: str, nama: str) -> str:
    """Somebody enrolled and printed a moment ago; answers with the address in the QR of their card."""
    verbs.petugas_mendaftarkan_pekerja(page, nik=nik, nama=nama)
    return verbs.alamat_dalam_qr(verbs.mencetak_kartu_orang_ini(page))


def memindai(page: Page, alamat: str) -> None:
    """A USB scanner types what it reads, and Enter, into the field that has the focus."""
    expect(page.locator("#kode")).to_be_focused()
    page.keyboard.type(alamat)
    page.keyboard.press("Enter")


def menyerahkan_dengan_cap_jempol(page: Page, di_mana: str) -> None:
    """From the scanned card on, by keyboard alone."""
    officer = Officer(page)
    expect(page.locator("#relation")).to_be_focused()
    officer.goes_to("how")
    officer.presses("ArrowRight")
    officer.goes_to("note")
    officer.types(di_mana)
    officer.presses("Enter")


def menandatangani(page: Page) -> None:
    """With the mouse, in the box."""
    pad = page.locator("canvas.signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 18, box["y"] + 30 + (step % 3) * 25, steps=3)
    page.mouse.up()


def test_card_after_card_by_scanner_and_keyboard(page: Page, troubles):
    verbs.petugas_masuk(page)
    cards = [
        kartu_baru(page, nik="3374011907790051", nama="Sutarno Prasetyo"),
        kartu_baru(page, nik="3374010308850052", nama="Wagiman Haryono"),
    ]
    page.goto(COUNTER)
    for address, name in zip(cards, ("Sutarno Prasetyo", "Wagiman Haryono"), strict=True):
        memindai(page, address)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        menyerahkan_dengan_cap_jempol(page, "buku 1 halaman 2")
        expect(page.locator(".handed-words")).to_have_text("Diserahkan")
        assert address.rpartition("/")[2] not in page.url
    memindai(page, cards[0])
    expect(page.locator("#kode-error")).to_contain_text("sudah diserahkan pada")
    expect(page.locator("#kode")).to_be_focused()
    assert [one for one in troubles if "422" not in one] == []


def test_what_an_answer_does_not_need_is_not_asked(page: Page):
    verbs.petugas_masuk(page)
    address = kartu_baru(page, nik="3374012211710053", nama="Ngadimin Slamet Raharjo")
    page.goto(COUNTER)
    memindai(page, address)
    name, note, pad = page.locator("#receiver"), page.locator("#note"), page.locator("canvas.signature-pad")
    expect(name).to_be_hidden()
    expect(note).to_be_hidden()
    expect(pad).to_be_visible()
    page.locator("#relation").select_option("spouse")
    page.get_by_label("Tanda tangan di daftar").check()
    expect(name).to_be_visible()
    expect(note).to_be_visible()
    expect(pad).to_be_hidden()


@pytest.mark.parametrize("width", [None, PHONE], ids=["desk", "phone"])
def test_list_is_readable_and_sound(page: Page, width):
    if width:
        page.set_viewport_size(width)
    verbs.petugas_masuk(page)
    page.goto(COUNTER)
    expect_accessible(page)
    assert sideways(page) == []


def test_signature_of_the_receiver_stands_on_the_page(page: Page):
    verbs.petugas_masuk(page)
    address = kartu_baru(page, nik="3374010909690054", nama="Paijo Kartono")
    page.goto(COUNTER)
    memindai(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Paijo Kartono")
    expect_accessible(page)
    menandatangani(page)
    page.get_by_role("button", name="Serahkan kartu").click()
    expect(page.get_by_alt_text("Tanda tangan penerima")).to_be_visible()
    expect(page.locator(".handed-words")).to_have_text("Diserahkan")
    expect_accessible(page)


def test_scan_into_the_open_form_is_the_next_card(page: Page):
    verbs.petugas_masuk(page)
    first = kartu_baru(page, nik="3374010704800055", nama="Sukirman Hadi")
    following = kartu_baru(page, nik="3374011806790056", nama="Tukiman Slamet")
    for place in ("note", "relation"):
        page.goto(COUNTER)
        memindai(page, first)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sukirman Hadi")
        page.get_by_role("radio", name="Cap jempol").check()
        page.locator(f"#{place}").focus()
        page.keyboard.type(following)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tukiman Slamet")
    page.goto(COUNTER)
    memindai(page, first)
    expect(page.get_by_role("button", name="Serahkan kartu")).to_be_visible()


def test_signature_stays_when_the_network_drops(page: Page):
    verbs.petugas_masuk(page)
    address = kartu_baru(page, nik="3374012505810057", nama="Warsito Budiman")
    page.goto(COUNTER)
    memindai(page, address)
    menandatangani(page)
    drawn = page.locator("#signature-drawn").input_value()
    page.context.set_offline(True)
    page.get_by_role("button", name="Serahkan kartu").click()
    expect(page.locator("#notice")).to_contain_text("Sambungan internet terputus")
    assert drawn and page.locator("#signature-drawn").input_value() == drawn
    page.context.set_offline(False)
    page.get_by_role("button", name="Serahkan kartu").click()
    expect(page.locator(".handed-words")).to_have_text("Diserahkan")
