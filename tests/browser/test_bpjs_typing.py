"""People are typed into BPJS's portal by keyboard alone: Enter copies a field and moves on, behind the last one to the
next person. And the sample of a layout, which follows what is typed."""

import re

from playwright.sync_api import Page, expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
DONE = "Sudah diketik, orang berikutnya"


def admin_membuka_daftar_ketik(page: Page) -> None:
    """The list of the newest submission that waits for its answer."""
    verbs.masuk(page, "admin")
    page.goto("/bpjs?keadaan=waiting")
    number = re.search(r"D\d\d-\w{6}", page.locator("main").inner_text())[0]
    page.goto(f"/bpjs/{number}/salin")


def admin_mulai_mengetik(page: Page) -> str:
    """The first person whom nobody has typed, in full; answers with the name."""
    page.get_by_role("button", name=re.compile("(Mulai|Lanjutkan) dari nomor")).click()
    expect(page.get_by_role("button", name=DONE)).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text()


def isian(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator(".copy-value").all()]


def tersalin(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def typed_so_far(page: Page) -> int:
    return int(page.locator("#typing-progress").get_attribute("value"))


def test_person_is_copied_field_by_field_with_enter_and_the_next_one_follows(page, context, troubles):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin_membuka_daftar_ketik(page)
    name, before = admin_mulai_mengetik(page), typed_so_far(page)
    buttons = page.locator("[data-copy]")
    for at, value in enumerate(isian(page)):
        expect(buttons.nth(at)).to_be_focused()
        page.keyboard.press("Enter" if at % 2 else "Space")
        heading = page.locator(".copy-field label").nth(at).inner_text()
        expect(page.locator("#copy-said")).to_have_text(f"{heading} disalin")
        assert tersalin(page) == value
    expect(page.get_by_role("button", name=DONE)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(name)
    expect(buttons.first).to_be_focused()
    assert typed_so_far(page) == before + 1
    assert troubles == []


def test_tab_goes_from_button_to_button_and_back_without_copying(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin_membuka_daftar_ketik(page)
    admin_mulai_mengetik(page)
    buttons = page.locator("[data-copy]")
    page.keyboard.press("Tab")
    expect(buttons.nth(1)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(buttons.nth(0)).to_be_focused()
    expect(page.locator("#copy-said")).to_be_empty()


def test_where_the_browser_cannot_write_the_field_is_selected_and_copying_by_hand_moves_on(page):
    page.add_init_script(NO_CLIPBOARD)
    admin_membuka_daftar_ketik(page)
    admin_mulai_mengetik(page)
    first, value = page.locator(".copy-value").first, isian(page)[0]
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    expect(page.locator("#copy-said")).to_contain_text("dipilih. Tekan Ctrl+C untuk menyalin.")
    assert first.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == value
    page.keyboard.press("Control+c")
    expect(page.locator("[data-copy]").nth(1)).to_be_focused()


def test_without_script_every_value_is_there_to_select_and_the_marks_work(without_script):
    page = without_script
    admin_membuka_daftar_ketik(page)
    name, before = admin_mulai_mengetik(page), typed_so_far(page)
    expect(page.locator("[data-copy]").first).to_be_hidden()
    expect(page.locator("main")).to_contain_text("salin dengan Ctrl+C")
    page.locator(".copy-value").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".copy-value").nth(1)).to_be_focused()
    page.get_by_role("button", name=DONE).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(name)
    assert typed_so_far(page) == before + 1
    page.get_by_role("button", name="Orang sebelumnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_role("button", name="Tandai belum diketik").click()
    assert typed_so_far(page) == before


def test_pages_are_right_for_every_eye_and_on_a_phone(page):
    admin_membuka_daftar_ketik(page)
    for size in ({"width": 1280, "height": 900}, PHONE):
        page.set_viewport_size(size)
        list_address = page.url
        expect_accessible(page)
        assert sideways(page) == []
        admin_mulai_mengetik(page)
        expect_accessible(page)
        assert sideways(page) == []
        page.goto(list_address)
    for address in (list_address.replace("salin", "ekspor"), "/bpjs/susunan", "/bpjs/susunan/1"):
        page.goto(address)
        expect_accessible(page)
        assert sideways(page) == []


def test_sample_of_a_layout_follows_what_is_typed_and_the_buttons_keep_their_place(page, troubles):
    verbs.masuk(page, "admin")
    page.goto("/bpjs/susunan/1")
    page.get_by_label("Judul kolom 2", exact=True).fill("NOMOR KTP")
    expect(page.locator("#layout-sample")).to_contain_text("B · NOMOR KTP")
    page.get_by_label("Isi kolom 1", exact=True).select_option("Teks tetap")
    page.get_by_label("Teks tetap di kolom 1", exact=True).fill("JKK dan JKM")
    expect(page.locator("#layout-sample")).to_contain_text("JKK dan JKM")
    page.get_by_role("button", name="Turun kolom 1", exact=True).press("Enter")
    expect(page.get_by_label("Judul kolom 1", exact=True)).to_have_value("NOMOR KTP")
    expect(page.get_by_role("button", name="Turun kolom 2", exact=True)).to_be_focused()
    assert troubles == []
