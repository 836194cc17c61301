"""At a post the network drops: what was typed for a company, a batch or a revocation stays where it was."""

from playwright.sync_api import Page, expect

from tests.browser import verbs

SHEET = "NIK;Nama;Kelurahan;Pekerjaan\n3374022609820107;Tukiman Network;Sampangan;Nelayan\n"


def pressed_offline(page: Page, button: str) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name=button).click()
    expect(page.locator("#notice")).to_contain_text("Sambungan internet terputus")
    page.context.set_offline(False)


def test_company_batch_and_revocation_are_still_there_when_the_network_is_back(page: Page):
    verbs.petugas_masuk(page)
    page.goto("/perusahaan/baru")
    page.locator("#name").fill("PT Tanpa Sinyal Johar")
    page.locator("#nib").fill("12")
    page.locator("#contact_name").fill("Bu Ratna")
    page.locator("#contact_email").fill("ratna@tanpa-sinyal.test")
    pressed_offline(page, "Daftarkan perusahaan")
    expect(page.locator("#name")).to_have_value("PT Tanpa Sinyal Johar")
    page.get_by_role("button", name="Daftarkan perusahaan").click()
    expect(page.locator("#error-summary")).to_contain_text("NIB terdiri dari 13 angka")
    page.locator("#nib").fill("9120001234599")
    page.get_by_role("button", name="Daftarkan perusahaan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("PT Tanpa Sinyal Johar")

    page.get_by_role("link", name="Buka batch baru").click()
    page.locator("#name").fill("Batch tanpa sinyal")
    page.locator("#sheet").set_input_files(
        {"name": "daftar.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.locator("#consent").check()
    pressed_offline(page, "Buka batch")
    expect(page.locator("#name")).to_have_value("Batch tanpa sinyal")
    page.get_by_role("button", name="Buka batch").click()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "1")

    page.goto(f"{page.url}?keadaan=ready")
    page.locator("#rows tbody a").first.click()
    page.get_by_role("link", name="Cabut dari batch").click()
    page.locator("#reason").fill("Sudah berhenti")
    pressed_offline(page, "Cabut dari batch")
    expect(page.locator("#reason")).to_have_value("Sudah berhenti")
    page.get_by_role("button", name="Cabut dari batch").click()
    expect(page.locator("data#rows-ready")).to_have_attribute("value", "0")
