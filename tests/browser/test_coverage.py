"""The city looks at its coverage: the admin from the map down to one person and back, the auditor who only looks, the
page on a phone and on paper."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
from playwright.sync_api import Download, Page, expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def angka(page: Page, name: str) -> int:
    """A figure as programs read it."""
    return int(page.locator(f"#{name}").get_attribute("value"))


def lembar(taken: Download):
    return openpyxl.load_workbook(BytesIO(Path(taken.path()).read_bytes()))


def membuka_cakupan(page: Page, siapa: str) -> None:
    verbs.masuk(page, siapa)
    page.goto("/cakupan")
    expect(heading(page)).to_have_text("Cakupan")


def test_admin_goes_from_the_map_to_the_people_and_takes_them_along(page, troubles):
    membuka_cakupan(page, "admin")
    seluruh_kota = angka(page, "protected-today")
    assert seluruh_kota > 0 and angka(page, "ending-next-month") > 0
    expect(page.get_by_text("kurang 151.347 orang lagi")).to_be_visible()
    expect_accessible(page)

    page.locator(".tile-map a", has_text="Semarang Tengah").click()
    expect(page).to_have_url(re.compile(r"kecamatan=33\.74\.01"))
    expect(page.get_by_role("heading", name="Kelurahan di Semarang Tengah")).to_be_visible()
    satu_kecamatan = angka(page, "protected-today")
    assert 0 < satu_kecamatan < seluruh_kota
    expect_accessible(page)

    page.locator("#protected-today").click()
    expect(heading(page)).to_have_text("Terlindungi hari ini")
    assert angka(page, "people-total") == satu_kecamatan
    expect_accessible(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Unduh daftar ini").click()
    rows = list(lembar(coming.value).active.iter_rows(min_row=4, values_only=True))
    assert len(rows) == satu_kecamatan
    assert all("•" in row[2] for row in rows)

    nama = page.locator("#people tbody th a").first.inner_text()
    page.locator("#people tbody th a").first.click()
    expect(heading(page)).to_contain_text(nama)
    page.go_back()
    page.get_by_role("link", name="Cakupan", exact=True).and_(page.locator(".back a")).click()
    assert angka(page, "protected-today") == satu_kecamatan
    page.get_by_role("link", name=re.compile("Hapus saringan")).click()
    assert angka(page, "protected-today") == seluruh_kota
    assert troubles == []


def test_admin_looks_at_another_month_by_keyboard(page):
    membuka_cakupan(page, "admin")
    page.get_by_text("Saring", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Bulan", exact=True).select_option(index=1)
    page.get_by_role("button", name="Saring").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?bulan=\d{4}-\d\d$"))
    expect(page.get_by_text("belum tiba").first).to_be_visible()


def test_auditor_sees_every_figure_and_list_and_takes_them_masked(page, troubles):
    membuka_cakupan(page, "auditor")
    menunggak = angka(page, "arrears-payable")
    page.locator("#arrears-payable").click()
    expect(heading(page)).to_have_text("Menunggak, masih bisa dibayar")
    assert angka(page, "people-total") == menunggak
    expect(page.locator(".masked-number").first).to_contain_text("••••••••")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Unduh daftar ini").click()
    rows = list(lembar(coming.value).active.iter_rows(min_row=4, values_only=True))
    assert len(rows) == menunggak and all("••••" in row[2] for row in rows)
    page.locator(".back a").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Unduh angka").click()
    assert "UCJ" in lembar(coming.value).sheetnames
    assert troubles == []


def test_secretary_sees_figures_and_no_way_to_names(page):
    membuka_cakupan(page, "opd")
    assert angka(page, "protected-today") > 0
    expect(page.locator("main a[href^='/cakupan/orang']")).to_have_count(0)
    expect(page.get_by_role("heading", name="Keikutsertaan OPD Anda")).to_be_visible()


def test_it_fits_a_phone_and_needs_no_script(without_script):
    without_script.set_viewport_size(PHONE)
    verbs.masuk(without_script, "admin")
    for address in ("/cakupan", "/cakupan?kecamatan=33.74.14", "/cakupan/orang?keadaan=menunggak"):
        without_script.goto(address)
        assert sideways(without_script) == []
    without_script.goto("/cakupan")
    tiles = without_script.locator(".tile-map a").all()
    assert len(tiles) == 16
    for one in tiles:
        tile = one.locator(".tile-ground").bounding_box()
        for line in one.locator(".tile-name-short").all():
            expect(line).to_be_visible()
            said = line.bounding_box()
            assert tile["x"] <= said["x"] and said["x"] + said["width"] <= tile["x"] + tile["width"], line


def test_paper_shows_the_pictures_and_nothing_to_press(page):
    membuka_cakupan(page, "admin")
    page.goto("/cakupan?kecamatan=33.74.14")  # the filters stand open
    folded = page.locator(".fold-printed .figures-table td").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    for picture in (".tile-map", ".target-bar", ".month-strip", ".trend"):
        expect(page.locator(picture).first).to_be_visible()
    for tool in (".site-nav", ".list-filters", ".button", ".only-screen"):
        expect(page.locator(tool).first).to_be_hidden()
    for part in (".bar-line", ".tile-map", ".month-strip"):
        expect(page.locator(part).first).to_have_css("break-inside", "avoid")  # no page ends inside a picture
