"""The people behind each figure of coverage: as many as it says, NIK masked, seen by whoever may see them."""

import html
import re

import pytest

from db.models import Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.domain.coverage_looks import STATES
from kiosk.services import coverage_people, safe
from tests.web.coverage.figures import data_of, links_of

THIS = first_of_month(today())


def everybody(client, address: str) -> list[str]:
    """The registration numbers on every page of a list."""
    found, next_page = [], address
    while next_page:
        page = client.get(next_page).text
        found += re.findall(r'<span class="cell-under">(?:data dibekukan|(SMG-[^<]+))</span>', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        next_page = following and html.unescape(following[1])
    return found


def figures_with_lists(page: str) -> list[tuple[str, int]]:
    """Each figure of the page that is a link, with the number it shows."""
    main = page.partition('id="main"')[2].partition("</main>")[0]
    found = re.findall(
        r'<a [^>]*href="(/cakupan/orang\?[^"]+)"[^>]*>(?:\s*<span class="tile-number"><data[^>]*>)?([\d.]+)<',
        main,
    )
    return [(html.unescape(link), int(shown.replace(".", ""))) for link, shown in found]


@pytest.mark.parametrize("asked", ["", "?kelurahan=luar", "?pekerjaan=nelayan&sumber=csr"])
def test_each_figure_is_as_long_as_the_list_it_opens(client_for, city, monkeypatch, asked):
    monkeypatch.setattr(coverage_people, "PAGE", 3)
    client = client_for("admin")
    figures = sorted(set(figures_with_lists(client.get(f"/cakupan{asked}").text)))
    assert len(figures) >= 2
    states = set()
    for link, shown in figures:
        states.add(link.partition("keadaan=")[2].partition("&")[0])
        assert data_of(client.get(link).text, "people-total") == str(shown), link
        assert len(everybody(client, link)) == shown, link
    if not asked:
        assert {
            "terlindungi",
            "terdaftar",
            "belum-ditanggung",
            "menunggak-dapat-dibayar",
            "ditanggung",
            "berlaku",
        } <= states


@pytest.mark.parametrize("state", STATES)
def test_every_list_is_a_page_of_its_own(client_for, visit, city, state):
    page = visit(client_for("auditor"), f"/cakupan/orang?keadaan={state}").text
    assert data_of(page, "people-total") is not None


def test_names_stand_there_with_the_nik_masked(client_for, visit, city):
    for name in ("admin", "auditor"):
        page = visit(client_for(name), "/cakupan/orang?keadaan=terlindungi").text
        for person in city.protected:
            assert person.name in page and f"/pekerja/{person.reg_no}" in page
        niks = {safe.open_text(row.nik_sealed, safe.NIK) for row in Worker.select()}
        assert not any(nik in page for nik in niks)
        assert "••••••••" in page


def test_whose_data_are_frozen_is_counted_and_not_named(client_for, city):
    page = client_for("admin").get("/cakupan/orang?keadaan=berlaku").text
    assert data_of(page, "people-total") == "5"
    assert city.frozen.name not in page and "data dibekukan" in page
    protected = client_for("admin").get("/cakupan/orang?keadaan=terlindungi").text
    assert city.frozen.reg_no not in protected


def test_who_asked_to_be_left_alone_is_counted_as_protected_everywhere_and_not_named(client_for, visit, city):
    person, admin = city.protected[2], client_for("admin")
    Worker.update(frozen_at=utc_now(), frozen_reason="diminta").where(Worker.id == person.id).execute()
    for address in ("/cakupan", "/"):
        assert data_of(visit(admin, address).text, "protected-today") == "4", address
    for address in ("/cakupan/orang?keadaan=terlindungi", "/pekerja?keadaan=terlindungi"):
        page = visit(admin, address).text
        assert person.reg_no in page and person.name not in page, address
        assert "data dibekukan" in page and city.frozen.reg_no not in page, address
    opd = client_for("opd")
    assert data_of(visit(opd, "/").text, "city-protected-today") == "4"
    assert data_of(visit(opd, "/cakupan").text, "protected-today") == "4"


def test_who_ends_with_this_month_stands_alone(client_for, city):
    page = client_for("admin").get(f"/cakupan/orang?keadaan=berakhir-90&sampai={THIS:%Y-%m}").text
    assert data_of(page, "people-total") == "1"
    assert city.protected[3].name in page
    assert f"sampai={THIS:%Y-%m}" in page  # the form keeps it
    never = client_for("admin").get("/cakupan/orang?keadaan=berakhir-90&sampai=2040-01").text
    assert data_of(never, "people-total") == "0"


def test_the_way_back_and_the_next_page_keep_the_filters(client_for, city, monkeypatch):
    monkeypatch.setattr(coverage_people, "PAGE", 3)
    client = client_for("admin")
    month = add_months(THIS, -2)
    page = client.get(f"/cakupan/orang?keadaan=terdaftar&kecamatan=33.74.01&bulan={THIS:%Y-%m}").text
    assert links_of(page, "/cakupan")[0] == f"/cakupan?bulan={THIS:%Y-%m}&kecamatan=33.74.01"
    following = html.unescape(re.search(r'rel="next" href="([^"]+)"', page)[1])
    assert "kecamatan=33.74.01" in following and "hal=2" in following
    arrears = client.get(f"/cakupan/orang?keadaan=menunggak&sampai={month:%Y-%m}&bulan=2026-01").text
    assert "/cakupan?bulan=2026-01" in links_of(arrears, "/cakupan")


def test_a_list_that_is_none_and_a_page_too_far_say_so(client_for, visit, city):
    client = client_for("admin")
    page = visit(client, "/cakupan/orang?keadaan=raja&sampai=2026-99&kelurahan=nol").text
    assert "Sebagian saringan di alamat ini tidak dipakai: kelurahan, keadaan" in page
    assert data_of(page, "people-total") == "4"
    assert "Halaman pertama" in visit(client, "/cakupan/orang?keadaan=terdaftar&hal=99999").text
    assert "Tidak ada orang" in visit(client, "/cakupan/orang?keadaan=diajukan&bulan=2030-01").text


@pytest.mark.parametrize("name", ["opd", "petugas", "mitra", "donatur"])
def test_nobody_else_reads_names(client_for, city, name):
    answer = client_for(name).get("/cakupan/orang?keadaan=terlindungi")
    assert answer.status_code == 403
    assert city.protected[0].name not in answer.text
