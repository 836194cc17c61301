"""All 16 digits of a NIK are seen on a phone, whatever the field says; a reader's Enter ends the NIK, not the form."""

import pytest
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE

WIDEST = "4444444444444444"


@pytest.mark.parametrize("wrong", [False, True])
def test_sixteen_digits_fit_at_360_pixels(page, wrong):
    page.set_viewport_size(PHONE)
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    if wrong:
        page.get_by_role("button", name="Simpan pendaftaran").click()
        page.locator("#error-summary").wait_for()
    field = page.locator("#nik")
    field.fill(WIDEST)
    inner, visible = field.evaluate("control => [control.scrollWidth, control.clientWidth]")
    assert inner <= visible


def test_enter_after_the_nik_answers_it_and_goes_to_the_name(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    page.locator("#nik").press_sequentially("3374010205770003")
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("#nik-answer")).to_contain_text("Lahir 2 Mei 1977")
    expect(page.locator("#error-summary")).to_have_count(0)


def test_without_a_script_enter_sends_the_form_as_before(without_script):
    verbs.petugas_masuk(without_script)
    without_script.goto("/pekerja/baru")
    without_script.locator("#nik").fill("3374010205770003")
    without_script.locator("#nik").press("Enter")
    expect(without_script.locator("#error-summary")).to_be_visible()
