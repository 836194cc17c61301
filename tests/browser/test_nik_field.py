"""All 16 digits of a NIK are seen on a phone, whatever the field says."""

import pytest

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
