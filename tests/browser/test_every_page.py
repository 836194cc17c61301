"""Every page of every role, found by following its links: axe-core, a phone's width, a silent console."""

import re
from collections import Counter

import pytest

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, faults_of, sideways, troubles_of

# The auditor's pages are the admin's with less on them; tests/web/test_every_page.py looks at each.
ROLES = ("petugas", "mitra", "donatur", "opd", "admin")
NUMBERS = re.compile(
    r"SMG-\w{7}-\w|\b[A-Z]\d\d-\w+|(?<=/opd/)[\w-]+|(?<=/iuran/)\d+|(?<=hal=)\d+|(?<=hari=)\d[\d-]+|(?<=dari=)\d[\d-]+"
    r"|(?<=kelurahan=)[\d.]+|(?<=kecamatan=)[\d.]+|(?<=sesudah=)[^&]+|(?<=pekerjaan=)[\w-]+|(?<=/baris/)\d+|(?<=jenis=)\w+"
    r"|(?<=keadaan=)\w+|(?<=hasil=)\w+|(?<=penanggung=)\d+|(?<=orang=)\d+|(?<=/cocok/)\d+|(?<=/kolom/)\d+|(?<=/susunan/)\d+|(?<=/salin/)\d+"
    r"|(?<=/debit/)\d{4}-\d\d|(?<=/\d{4}-\d\d/)\d+"
)
FILTERS = 2  # of one list; tests/web/test_every_page.py looks at each
PRINTS = ("petugas", "mitra", "admin")
FILES = (".pdf", ".xlsx", ".csv", ".ods", "/bukti")
NOT_LINKED = (
    "/akun/kata-sandi",
    "/akun/langkah-kedua",
    "/akun/pastikan",
    "/tidak-ada",
    "/kartu",
    "/pekerja?hari=ini",
)  # 403 for some
LEAST = {"petugas": 20, "mitra": 20, "donatur": 8, "opd": 10, "admin": 25}


def shape(address: str) -> str:
    """Pages that differ by a number only are one page; a list's further pages are looked at once, unfiltered."""
    return NUMBERS.sub("*", address).replace("&hal=*", "")


def links_on(page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
    ours = (href.partition("#")[0] for href in found if href.startswith("/"))
    return [href for href in ours if href and not href.partition("?")[0].endswith(FILES) and href != "/masuk"]


def every_page(page):
    """Yield the address of one page of each shape, open in `page`; of a list some of its filters."""
    waiting, seen, of_path = ["/", *NOT_LINKED], set(), Counter()
    while waiting:
        address = waiting.pop(0)
        path = shape(address).partition("?")[0]
        if shape(address) in seen or of_path[path] == FILTERS:
            continue
        seen.add(shape(address))
        of_path[path] += 1
        answer = page.goto(address)
        assert answer.status in ((200, 403, 404) if address in NOT_LINKED else (200,)), (
            f"{address}: {answer.status}"
        )
        waiting += links_on(page)
        yield address


def test_every_page_is_accessible_fits_a_phone_and_is_silent(new_context):
    """One test for all: a page that several roles have is judged once, by axe at least; the first page of each."""
    faults, judged, said = [], set(), []
    for role in ROLES:
        judged.discard("/")
        context = new_context()
        heard = troubles_of(context)
        faults += faults_of_every_page(context.new_page(), role, judged)
        said += [f"{role}: {one}" for one in heard if "status of 40" not in one]
        context.close()
    assert faults == []
    assert said == []


def faults_of_every_page(page, role: str, judged: set[str]) -> list[str]:
    verbs.masuk(page, role)
    if role in PRINTS:
        verbs.mencetak_kartu_orang_pertama(page)
    desk, faults, count = page.viewport_size, [], 0
    for address in every_page(page):
        path = shape(address).partition("?")[0]
        if path not in judged:  # a list that is filtered is made of the same parts
            judged.add(path)
            faults += faults_of(page)
        page.set_viewport_size(PHONE)
        faults += sideways(page)
        page.set_viewport_size(desk)
        count += 1
    assert count >= LEAST[role]
    return faults


@pytest.mark.parametrize("role", ["petugas", "admin"])
def test_every_page_is_accessible_on_a_phone_too(page, role):
    page.set_viewport_size(PHONE)
    verbs.masuk(page, role)
    page.goto("/")
    page.locator("summary", has_text="Menu").click()
    expect_accessible(page)
    for address in ("/pekerja", "/pekerja/baru", "/batch"):
        page.goto(address)
        expect_accessible(page)


def test_public_pages_are_accessible_and_fit(page, troubles):
    for address in ("/masuk", "/masuk/bantuan-kode", "/v/tidak-ada", "/tidak-ada", "/undangan/tidak-ada"):
        page.goto(address)
        expect_accessible(page)
        page.set_viewport_size(PHONE)
        assert sideways(page) == []
    assert [said for said in troubles if "status of 40" not in said] == []


@pytest.mark.parametrize(
    ("role", "address", "button"),
    [
        ("petugas", "/pekerja/baru", "Simpan pendaftaran"), ("mitra", "/batch/baru", "Buka batch"),
        ("petugas", "/pekerja", "Cari"), ("admin", "/admin/pengguna/undangan", None),
        ("petugas", "/akun/kata-sandi", None),
    ],
)  # fmt: skip
def test_form_with_faults_is_accessible_and_the_summary_has_the_focus(page, role, address, button):
    verbs.masuk(page, role)
    page.goto(address)
    main = page.locator("main form").first
    (page.get_by_role("button", name=button, exact=True) if button else main.locator("button").last).click()
    page.wait_for_selector("#error-summary")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.title().startswith("Perlu diperbaiki")
    expect_accessible(page)
    page.set_viewport_size(PHONE)
    assert sideways(page) == []
    broken = page.eval_on_selector_all(
        "#error-summary a",
        "links => links.map((a) => a.getAttribute('href')).filter((to) => !document.querySelector(to))",
    )
    assert broken == []


def test_skip_link_is_the_first_stop_of_the_keyboard(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_targets_are_44_pixels_on_a_phone(page):
    page.set_viewport_size(PHONE)
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    small = page.eval_on_selector_all(
        "button, a.button, input.control, select, label.choice, summary",
        """all => all.map((e) => [e, e.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 43.5)
            .map(([e, box]) => `${Math.round(box.height)} px: ${e.outerHTML.slice(0, 100)}`)""",
    )
    assert small == []
