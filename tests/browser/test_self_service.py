"""The kiosk as people stand before it: a scanner that types, fingers on the screen, the next person behind."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

STANDING = {"width": 1080, "height": 1920}
UNKNOWN_CARD = "https://payung.semarangkota.go.id/v/AAAAAAAAAAAAAAAAAAAAAAAA"
FIRST = "Cek perlindungan Anda"
VERDICT = "TERDAFTAR, BELUM TERLINDUNGI"


@pytest.fixture(scope="module")
def wahyu(browser, base_url) -> tuple[str, str]:
    """His registration number and his initials; born on 12 May 2003."""
    page = browser.new_context(base_url=base_url).new_page()
    verbs.petugas_masuk(page)
    number = verbs.petugas_mendaftarkan_pekerja(page, nik="3374011205030027", nama="Wahyu Nugroho")
    page.context.close()
    return number, "W. N."


def bertanya(page, nomor: str, lahir: tuple[str, str, str] = ("12", "5", "2003")) -> None:
    page.get_by_label("Kode QR kartu, nomor registrasi, atau NIK").fill(nomor)
    for label, value in zip(("Tanggal", "Bulan", "Tahun"), lahir, strict=True):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Lihat keadaan saya").click()


def memindai(page, kode: str) -> None:
    """A scanner is a keyboard that ends with Enter."""
    page.keyboard.type(kode)
    page.keyboard.press("Enter")


def expect_fresh(page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    for part in ("number", "birth_day", "birth_month", "birth_year"):
        expect(page.locator(f"#{part}")).to_have_value("")
    expect(page.locator(".kiosk-fault, .field-error")).to_have_count(0)


def test_scanner_needs_no_hand_and_leaves_no_address(page, troubles):
    page.goto("/kios?pos=johar")
    before = page.evaluate("history.length")
    memindai(page, UNKNOWN_CARD)
    expect(page.get_by_role("heading", level=1)).to_have_text("KARTU TIDAK DIKENAL")
    assert page.url.endswith("/kios?pos=johar")
    assert page.evaluate("history.length") == before
    memindai(page, UNKNOWN_CARD + "B")  # the next person does not wait for the screen to clear
    expect(page.get_by_role("heading", level=1)).to_have_text("KARTU TIDAK DIKENAL")
    assert [said for said in troubles if "status of 404" not in said] == []


def test_scanned_card_answers_at_once(page, wahyu):
    verbs.petugas_masuk(page)
    page.goto(f"/pekerja/{wahyu[0]}")
    address = verbs.alamat_dalam_qr(verbs.mencetak_kartu_orang_ini(page))
    page.goto("/kios")
    page.get_by_role("heading", level=1).click()  # the focus is anywhere
    memindai(page, address)
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Kartu Anda")
    expect(page.locator("main")).not_to_contain_text("Wahyu")


def test_fingers_type_a_registration_number_and_a_birth_date(new_context, wahyu):
    number, initials = wahyu
    page = new_context(viewport=STANDING, has_touch=True).new_page()
    page.goto("/kios")
    keys = page.get_by_role("group", name="Papan ketik di layar")
    expect(keys).to_be_visible()
    assert page.locator("#number").get_attribute("inputmode") == "none"
    for key in number.replace("-", ""):
        keys.locator(f'[data-key="{key}"]').tap()
    expect(page.locator("#number")).to_have_value(number.replace("-", ""))
    keys.get_by_role("button", name="Lanjut").tap()
    expect(keys.locator('[data-key="A"]')).to_be_hidden()
    for key in "12052004":
        keys.locator(f'[data-key="{key}"]').tap()
    keys.get_by_role("button", name="Hapus satu").tap()
    keys.locator('[data-key="3"]').tap()
    assert [page.locator(f"#birth_{part}").input_value() for part in ("day", "month", "year")] == [
        "12",
        "05",
        "2003",
    ]
    keys.get_by_role("button", name="Lanjut").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(VERDICT)
    expect(page.locator(".kiosk-initials")).to_have_text(initials)


def test_keyboard_on_the_screen_waits_for_a_press_where_nobody_touches(page):
    page.goto("/kios")
    keys = page.get_by_role("group", name="Papan ketik di layar")
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Papan ketik", exact=True).click()
    keys.get_by_role("button", name="7").click()
    expect(page.locator("#number")).to_have_value("7")
    keys.get_by_role("button", name="Hapus semua").click()
    expect(page.locator("#number")).to_have_value("")


def test_answer_clears_itself_after_half_a_minute(page, wahyu):
    page.clock.install()
    page.goto("/kios?pos=johar")
    bertanya(page, wahyu[0])
    expect(page.locator(".kiosk-initials")).to_have_text(wahyu[1])
    page.clock.run_for(10_000)
    expect(page.locator("[data-seconds]")).to_have_text(re.compile("^(19|20)$"))
    page.clock.run_for(18_000)
    expect(page.locator(".kiosk-initials")).to_be_visible()
    page.clock.run_for(3_000)
    expect_fresh(page)
    assert page.url.endswith("/kios?pos=johar")


def test_answer_clears_itself_even_when_the_network_is_gone(page, wahyu):
    page.clock.install()
    page.goto("/kios")
    bertanya(page, wahyu[0])
    expect(page.locator(".kiosk-initials")).to_be_visible()
    page.route("**/kios", lambda route: route.abort())
    page.clock.run_for(31_000)
    expect(page.locator(".kiosk-initials")).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("Sambungan terputus.")
    page.unroute("**/kios")
    page.clock.run_for(11_000)
    expect_fresh(page)


def test_who_reads_slowly_gets_more_time(page, wahyu):
    page.clock.install()
    page.goto("/kios")
    bertanya(page, wahyu[0])
    page.get_by_role("button", name="Tambah waktu").click()
    page.clock.run_for(40_000)
    expect(page.locator(".kiosk-initials")).to_be_visible()
    page.clock.run_for(21_000)
    expect_fresh(page)


def test_half_typed_number_of_who_went_away_goes_too(page):
    page.clock.install()
    page.goto("/kios")
    page.locator("#number").fill("3374011205030027")
    page.clock.run_for(58_000)
    expect(page.locator("#number")).to_have_value("3374011205030027")
    page.clock.run_for(3_000)
    expect_fresh(page)


def test_done_clears_at_once_and_back_shows_nobody(page, wahyu):
    page.goto("/masuk")
    page.goto("/kios")
    bertanya(page, wahyu[0])
    expect(page.locator(".kiosk-initials")).to_be_visible()
    page.get_by_role("link", name="Selesai").click()
    expect_fresh(page)
    expect(page.locator("#number")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    page.go_forward()
    expect_fresh(page)


def test_slip_is_said_and_what_was_typed_stays_to_be_mended(page, wahyu):
    page.goto("/kios")
    bertanya(page, "3374011205030027", ("13", "5", "2003"))
    expect(page.locator(".kiosk-fault")).to_contain_text("Nomor atau tanggal lahir tidak cocok.")
    expect(page.locator("#number")).to_have_value("3374011205030027")
    page.get_by_label("Tanggal", exact=True).fill("12")
    page.get_by_role("button", name="Lihat keadaan saya").click()
    expect(page.locator(".kiosk-initials")).to_have_text(wahyu[1])


def test_enter_after_the_number_leads_to_the_birth_date(page, wahyu):
    page.goto("/kios")
    memindai(page, wahyu[0])
    expect(page.locator("#birth_day")).to_be_focused()
    expect(page.locator("#number")).to_have_value(wahyu[0])


def tanggal(page) -> list[str]:
    return [page.locator(f"#birth_{part}").input_value() for part in ("day", "month", "year")]


@pytest.mark.parametrize(
    "typed", ["12052003", "12-05-2003", "12.05.2003", "12 05 2003", "12/5/2003", "12/05/2003"]
)
def test_birth_date_typed_through_fills_all_three_fields(page, wahyu, typed):
    page.goto("/kios")
    memindai(page, wahyu[0])
    page.keyboard.type(typed)
    assert [int(part) for part in tanggal(page)] == [12, 5, 2003]
    page.keyboard.press("Enter")
    expect(page.locator(".kiosk-initials")).to_have_text(wahyu[1])


def test_tab_after_two_digits_does_not_leap_over_the_month(page):
    page.goto("/kios")
    page.locator("#birth_day").focus()
    page.keyboard.type("12")
    expect(page.locator("#birth_month")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    page.keyboard.type("2003")
    assert tanggal(page) == ["12", "5", "2003"]
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#birth_month")).to_be_focused()


def test_day_is_mended_without_the_rest_being_typed_into_it(page):
    page.goto("/kios")
    page.locator("#birth_day").focus()
    page.keyboard.type("13052003")
    page.locator("#birth_day").focus()
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    expect(page.locator("#birth_day")).to_be_focused()
    page.keyboard.type("2")
    assert tanggal(page) == ["12", "05", "2003"]
    page.keyboard.type("06")  # went on, and writes over what stands there
    assert tanggal(page) == ["12", "06", "2003"]


@pytest.mark.parametrize("pasted", ["12052003", "12-05-2003", "12 / 05 / 2003", "2003-05-12"])
def test_pasted_birth_date_is_spread_over_the_three_fields(page, pasted):
    page.goto("/kios")
    page.locator("#birth_day").focus()
    page.keyboard.insert_text(pasted)
    assert tanggal(page) == ["12", "05", "2003"]


def test_what_is_no_whole_date_stays_and_is_answered_with_a_sentence(page, wahyu):
    page.goto("/kios")
    page.locator("#number").fill(wahyu[0])
    page.locator("#birth_day").focus()
    page.keyboard.insert_text("120503")
    assert tanggal(page) == ["120503", "", ""]
    page.keyboard.press("Enter")
    expect(page.locator("#birth-error")).to_contain_text("Isi tanggal lahir")
    assert tanggal(page) == ["120503", "", ""]


def test_broken_connection_is_said_and_the_form_stays(page, wahyu):
    page.goto("/kios")
    page.route("**/kios", lambda route: route.abort())
    bertanya(page, wahyu[0])
    expect(page.get_by_role("alert")).to_contain_text("Sambungan terputus.")
    expect(page.locator("#number")).to_have_value(wahyu[0])


def fills_the_screen(page) -> bool:
    return page.evaluate("document.fullscreenElement === document.documentElement")


def test_button_fills_the_screen_which_stays_so_from_one_person_to_the_next(page, wahyu, troubles):
    page.goto("/kios?pos=johar")
    page.get_by_role("button", name="Layar penuh").click()
    verbs.menunggu(page, "document.fullscreenElement === document.documentElement")
    bertanya(page, wahyu[0])
    expect(page.locator(".kiosk-initials")).to_have_text(wahyu[1])
    assert fills_the_screen(page)
    page.get_by_role("link", name="Selesai").click()
    expect_fresh(page)
    assert fills_the_screen(page)
    page.get_by_role("button", name="Layar penuh").click()
    verbs.menunggu(page, "document.fullscreenElement === null")
    expect_fresh(page)
    assert troubles == []


def test_browser_that_cannot_fill_the_screen_offers_no_button_for_it(page):
    page.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', {get: () => false})")
    page.goto("/kios")
    expect(page.locator("#number")).to_be_focused()
    expect(page.locator("#whole-screen")).to_be_hidden()


def test_without_script_it_answers_and_a_reload_shows_nobody(without_script, wahyu):
    page = without_script
    page.goto("/kios?pos=johar")
    expect(page.locator("#keys, #more-time, #whole-screen")).to_have_count(2)
    expect(page.locator("#keys")).to_be_hidden()
    bertanya(page, wahyu[0])
    expect(page.locator(".kiosk-initials")).to_have_text(wahyu[1])
    page.reload()
    expect(page.locator(".kiosk-fault")).to_contain_text("Layar ini sudah dibersihkan.")
    expect(page.locator("main")).not_to_contain_text(wahyu[1])
    page.goto("/kios?pos=johar")
    bertanya(page, wahyu[0])
    page.get_by_role("link", name="Selesai").click()
    expect_fresh(page)


def test_language_holds_for_one_person(page, wahyu):
    page.goto("/kios?pos=johar")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("#number").fill(UNKNOWN_CARD)
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("#done").click()
    expect_fresh(page)


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}, STANDING])
def test_screen_is_accessible_fits_and_is_silent(new_context, troubles, wahyu, size):
    page = new_context(viewport=size, has_touch=True).new_page()
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.goto("/kios?pos=johar")
    expect_accessible(page)
    assert sideways(page) == []
    bertanya(page, "SMG-0000000-1")
    expect(page.locator(".field-error")).to_be_visible()
    expect_accessible(page)
    assert sideways(page) == []
    bertanya(page, wahyu[0])
    expect(page.locator(".kiosk-initials")).to_be_visible()
    expect_accessible(page)
    assert sideways(page) == []
    small = page.eval_on_selector_all(
        "button, a.button, .kiosk-form .control",
        """all => all.map((e) => [e, e.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 43.5)
            .map(([e]) => e.outerHTML.slice(0, 80))""",
    )
    assert small == []
    assert [said for said in troubles if "status of 4" not in said] == []
