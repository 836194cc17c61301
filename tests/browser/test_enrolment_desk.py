"""A queue in front of the desk: the whole enrolment by keyboard, on a phone, within a minute, over a bad network."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser import verbs
from tests.browser.officer import Officer
from tests.browser.sight import PHONE, expect_accessible

SAVE = "Simpan pendaftaran"


def test_practised_officer_needs_less_than_a_minute_with_the_keyboard_alone(page, troubles):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    expect(page.locator("#nik")).to_be_focused()
    officer = Officer(page)
    officer.types("3374016203910101")
    expect(page.locator("#nik-answer")).to_contain_text("Lahir 22 Maret 1991, perempuan")
    for name, typed in (
        ("name", "Endang Lestari"),
        ("phone", "081325550101"),
        ("kelurahan", "Kauman"),
        ("rt", "3"),
        ("rw", "7"),
        ("address", "Jl Kakap 12"),
        ("occupation-words", "jahit"),
        ("workplace", "Pasar Johar"),
    ):
        officer.goes_to(name)
        officer.types(typed)
    for name in ("still_working", "consent"):
        officer.goes_to(name)
        officer.presses("Space")
    expect(page.locator("#birth_on")).to_have_value("22/03/1991")
    expect(page.locator("#occupation")).to_have_value("tukang-jahit-keliling")
    officer.presses("Enter")
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Endang Lestari")
    assert officer.seconds < 60
    assert troubles == []


def test_whole_enrolment_on_a_phone(page, troubles):
    page.set_viewport_size(PHONE)
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374011104880102", nama="Bambang Irawan")
    expect(page.locator("#nik-answer")).to_contain_text("Lahir 11 April 1988, laki-laki")
    expect_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    reg_no = verbs.petugas_mengirim_pendaftaran(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert reg_no.startswith("SMG-")
    expect_accessible(page)
    assert troubles == []


def test_occupation_is_found_by_what_people_call_it_and_chosen_only_where_one_fits(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    search, chosen, said = (
        page.locator("#occupation-words"),
        page.locator("#occupation"),
        page.locator("#occupation-schemes"),
    )
    search.fill("ojol")
    expect(chosen).to_have_value("ojek-online")
    expect(said).to_contain_text("Dapat ditanggung")
    search.fill("pedagang")
    expect(chosen).to_have_value("")
    expect(said).to_contain_text("Pilih salah satu: Pedagang asongan, Pedagang kaki lima, Pedagang keliling")
    search.fill("astronot")
    expect(said).to_contain_text("Tidak ada pekerjaan bernama itu")


def test_what_the_officer_typed_is_not_overwritten_by_the_nik(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    page.locator("#birth_on").fill("12/04/1988")
    page.locator("#nik").fill("3374011104880103")
    expect(page.locator("#nik-answer")).to_contain_text("menurut NIK 11 April 1988")
    expect(page.locator("#birth_on")).to_have_value("12/04/1988")
    expect(page.get_by_role("group", name="Mengapa berbeda dengan NIK?")).to_be_visible()
    page.locator("#birth_on").fill("11/04/1988")
    page.locator("#name").focus()
    expect(page.locator("#nik-answer")).not_to_contain_text("menurut NIK")
    expect(page.get_by_role("group", name="Mengapa berbeda dengan NIK?")).to_be_hidden()


def test_birth_date_mended_while_the_nik_is_being_answered_is_asked_about_again(page, troubles):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    late = held_back(page)
    page.locator("#birth_on").fill("12/04/1988")
    page.locator("#nik").fill("3374011104880103")
    page.locator("#birth_on").fill("11/04/1988")
    late.let_go()
    expect(page.locator("#nik-answer")).to_contain_text("menurut NIK 11 April 1988")
    page.locator("#name").focus()
    expect(page.locator("#nik-answer")).not_to_contain_text("menurut NIK")


def test_of_three_questions_on_a_slow_network_the_last_is_answered(page, troubles):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    late = held_back(page)
    page.locator("#nik").fill("3374011104880103")
    for typed in ("12/04/1988", "13/04/1988", "11/04/1988"):
        page.locator("#birth_on").fill(typed)
        page.locator("#name").focus()
    late.let_go()
    expect(page.locator("#nik-answer")).to_contain_text("Lahir 11 April 1988")
    expect(page.locator("#nik-answer")).not_to_contain_text("menurut NIK")


def test_nik_mended_after_a_slip_takes_the_new_birth_date(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    page.locator("#nik").fill("3374011104880104")
    expect(page.locator("#birth_on")).to_have_value("11/04/1988")
    page.locator("#nik").fill("3374015104880104")
    expect(page.locator("[name=sex][value=P]")).to_be_checked()
    expect(page.locator("#birth_on")).to_have_value("11/04/1988")


class HeldBack:
    """Questions about a NIK that a slow network keeps; once let go, later ones go straight on."""

    def __init__(self):
        self.waiting, self.slow = [], True

    def take(self, route) -> None:
        self.waiting.append(route) if self.slow else route.continue_()

    def let_go(self) -> None:
        self.slow = False
        for route in self.waiting:
            route.continue_()


def held_back(page: Page) -> HeldBack:
    held = HeldBack()
    page.route("**/pekerja/baru/nik", lambda route: held.take(route))
    return held


def filled(page: Page, nik: str, name: str) -> None:
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik=nik, nama=name)


def expect_all_still_there(page: Page, name: str) -> None:
    expect(page.locator("#name")).to_have_value(name)
    expect(page.locator("#kelurahan")).to_have_value(verbs.KAUMAN)
    expect(page.locator("#address")).to_have_value("Jl. Kakap No. 12")
    expect(page.locator("#consent")).to_be_checked()


def only_posts(answer):
    """A route handler that answers the POST and lets everything else through."""
    return lambda route: answer(route) if route.request.method == "POST" else route.continue_()


def test_502_of_a_proxy_leaves_the_form_filled_and_says_what_to_do(page):
    filled(page, "3374010203870105", "Rudi Gunawan")
    bad_gateway = {"status": 502, "content_type": "text/html", "body": "<h1>502 Bad Gateway</h1>"}
    page.route("**/pekerja/baru", only_posts(lambda route: route.fulfill(**bad_gateway)))
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#notice")).to_contain_text("Isian Anda masih ada di halaman ini")
    expect(page.locator("body")).not_to_contain_text("Bad Gateway")
    expect_all_still_there(page, "Rudi Gunawan")
    page.unroute("**/pekerja/baru")
    verbs.petugas_mengirim_pendaftaran(page)


@pytest.mark.parametrize(
    ("failure", "nik", "name"),
    [
        ("internetdisconnected", "3374010203870106", "Hadi Susanto"),
        ("timedout", "3374010406850107", "Nur Cholis"),
    ],
)
def test_network_that_went_away_leaves_the_form_filled(page, failure, nik, name):
    filled(page, nik, name)
    page.route("**/pekerja/baru", only_posts(lambda route: route.abort(failure)))
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#notice")).to_contain_text("Isian Anda masih ada di halaman ini")
    expect_all_still_there(page, name)
    page.unroute("**/pekerja/baru")
    verbs.petugas_mengirim_pendaftaran(page)


def test_answer_that_never_comes_is_given_up_and_the_repeat_saves_once(page):
    """The server saved it, the answer was lost on the way: the same form again leads to the same person."""
    filled(page, "3374010608830108", "Yusuf Hidayat")
    page.route("**/pekerja/baru", only_posts(lambda route: (route.fetch(), route.abort("timedout"))))
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#notice")).to_contain_text("Isian Anda masih ada di halaman ini")
    page.unroute("**/pekerja/baru")
    reg_no = verbs.petugas_mengirim_pendaftaran(page)
    page.goto("/pekerja/baru")
    page.locator("#nik").fill("3374010608830108")
    expect(page.locator("#nik-answer")).to_contain_text("Sudah terdaftar: Yusuf H.")
    expect(page.get_by_role("link", name="Buka data orang ini")).to_have_attribute(
        "href", f"/pekerja/{reg_no}"
    )


def test_token_that_no_longer_fits_gives_the_form_back_filled(page):
    filled(page, "3374010810810109", "Teguh Santosa")
    page.evaluate("document.querySelector('#enrolment [name=csrf_token]').value = 'lama'")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect_all_still_there(page, "Teguh Santosa")
    verbs.petugas_mengirim_pendaftaran(page)


def test_form_sent_after_the_sign_in_lapsed_goes_through_after_signing_in_again(page, context):
    filled(page, "3374011012790110", "Eko Prasetyo")
    context.clear_cookies()
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_role("heading", name="Anda sudah keluar")).to_be_visible()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Masuk di tab baru").click()
    tab = opened.value
    tab.get_by_label("Alamat surel").fill("petugas@payung.test")
    tab.get_by_label("Kata sandi").fill(verbs.PASSWORD)
    tab.get_by_role("button", name="Masuk", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Selamat bekerja")
    page.bring_to_front()
    page.get_by_role("button", name="Kirim isian").click()
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eko Prasetyo")


def test_person_who_looks_alike_is_compared_and_saved_on_the_officer_s_word(page):
    verbs.petugas_masuk(page)
    verbs.petugas_mendaftarkan_pekerja(page, nik="3374016502760111", nama="Sulastri")
    verbs.petugas_mengisi_pendaftaran(page, nik="3374016502760112", nama="Soelastri")
    page.get_by_role("button", name=SAVE).click()
    panel = page.locator("#alike")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("3374••••••••0111")
    expect_accessible(page)
    page.get_by_role("button", name="Bukan orang yang sama, simpan pendaftaran ini").click()
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Soelastri")


def test_way_to_disnaker_shows_with_the_nik_of_somebody_under_age(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    expect(page.locator("#ask_approval")).to_be_hidden()
    seventeen = f"3374011501{(date.today().year - 17) % 100:02d}0113"
    page.locator("#nik").fill(seventeen)
    expect(page.locator("#nik-answer")).to_contain_text("persetujuan Disnaker")
    page.locator("#ask_approval").check()
    page.locator("#nik").fill("3374011104880114")
    expect(page.locator("#ask_approval")).to_be_hidden()
    expect(page.locator("#ask_approval")).not_to_be_checked()
