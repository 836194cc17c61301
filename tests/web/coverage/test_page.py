"""The city's page of coverage: its figures, pictures and filters; who sees it, and what of it."""

import re

import pytest
import time_machine

from db.models import Figure
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.domain.words import month_name
from tests import ledger_rows
from tests.web.coverage.figures import data_of, links_of, published

THIS = first_of_month(today())
FIGURES = {
    "protected-today": "4",
    "ending-next-month": "1",
    "unfunded": "5",
    "in-arrears": "2",
    "arrears-payable": "2",
    "arrears-overdue": "0",
}


def test_it_answers_who_is_protected_who_will_not_be_and_how_far_the_target_is(client_for, visit, city):
    page = visit(client_for("admin"), "/cakupan").text
    assert {name: data_of(page, name) for name in FIGURES} == FIGURES
    assert data_of(page, "target-percent") == "71.59"
    assert data_of(page, "ucj-percent") == "51.59"
    assert "kurang 151.347 orang lagi" in page
    assert "71,59 %" in page and "51,59 %" in page


def test_where_sources_differ_both_are_shown_with_their_day(client_for, visit, city):
    published(key="ucj_active", value=401_000, as_of=today(), source="Laporan cabang BPJS")
    page = visit(client_for("auditor"), "/cakupan").text
    assert "Laporan cabang BPJS" in page and "401.000" in page
    published(key="ucj_active", value=390_000, as_of=today(), source="Dinas Tenaga Kerja")
    page = visit(client_for("auditor"), "/cakupan").text
    assert "sumbernya tidak sama" in page
    assert "401.000" in page and "390.000" in page and "Dinas Tenaga Kerja" in page


def test_the_lists_of_who_is_to_be_called_are_narrowed_as_the_page_is_and_may_differ_for_a_reason(
    client_for, visit, city
):
    page = visit(client_for("admin"), "/cakupan?kecamatan=33.74.14&sumber=csr&bulan=2026-01").text
    assert links_of(page, "/berakhir") == [
        "/berakhir?kecamatan=33.74.14&sumber=csr",
        "/berakhir?daftar=menunggak&kecamatan=33.74.14&sumber=csr",
    ]
    assert (
        "Jumlah di daftar itu dapat berbeda" in page
        and "Tidak dihitung di sini: yang berhenti bekerja" in page
    )
    assert links_of(visit(client_for("opd"), "/cakupan").text, "/berakhir") == []


def test_why_fewer_are_protected_than_effective_is_said_of_this_month_alone(client_for, visit, city):
    client, words = client_for("auditor"), "tidak dihitung terlindungi hari ini"
    assert "Di antara yang berlaku bulan ini, 1 orang " + words in visit(client, "/cakupan").text
    assert words not in visit(client, f"/cakupan?bulan={add_months(THIS, 1):%Y-%m}").text
    assert words not in visit(client, "/cakupan?kecamatan=33.74.14").text


def test_a_figure_that_knows_no_kind_of_money_says_so(client_for, visit, city):
    client, words = client_for("auditor"), "tidak disaring menurut sumber dana"
    assert words in visit(client, "/cakupan?sumber=apbd").text
    assert words not in visit(client, "/cakupan").text


def test_first_page_says_as_many_are_protected(client_for, visit, city):
    for name in ("admin", "auditor"):
        client = client_for(name)
        assert data_of(visit(client, "/").text, "protected-today") == FIGURES["protected-today"], name
        listed = visit(client, "/pekerja?keadaan=terlindungi").text
        assert all(person.reg_no in listed for person in city.protected)
        assert city.frozen.reg_no not in listed


def test_without_published_figures_the_page_says_so(client_for, visit, city, people):
    Figure.update(withdrawn_at=utc_now(), withdrawn_by=people["admin"].id, withdrawn_why="Uji").execute()
    page = visit(client_for("admin"), "/cakupan").text
    assert data_of(page, "target-percent") is None
    assert "belum dapat dihitung" in page
    assert data_of(page, "protected-today") == "4"


def test_who_is_not_covered_this_month_is_told_apart_from_who_has_nobody_at_all(client_for, visit, city):
    client, words = client_for("admin"), "orang terdaftar tidak ditanggung pada"
    page = visit(client, "/cakupan").text
    assert f"5 {words} {month_name(THIS)}" in page and "Selebihnya" not in page
    ledger_rows.planned_months(city.outside, [add_months(THIS, 1)])
    page = visit(client, "/cakupan").text
    assert f"5 {words}" in page and data_of(page, "unfunded") == "4" and "Selebihnya, 1 orang" in page
    for elsewhere in (f"?bulan={add_months(THIS, 1):%Y-%m}", "?kecamatan=33.74.14", "?sumber=csr"):
        assert words not in visit(client, f"/cakupan{elsewhere}").text, elsewhere


def test_what_companies_hold_in_all_is_told_apart_from_this_month(client_for, visit, city):
    client, words = client_for("admin"), "sendiri uang perusahaan menanggung"
    page = visit(client, "/cakupan").text
    assert "juga yang baru mulai bulan-bulan berikutnya" in page
    assert f"Pada {month_name(THIS)} {words}" in page
    assert "/cakupan/orang?keadaan=ditanggung&sumber=csr" in links_of(page, "/cakupan/orang")
    assert words not in visit(client, "/cakupan?kecamatan=33.74.14").text


def test_the_map_says_of_whom_its_shares_are(client_for, visit, city):
    page = visit(client_for("auditor"), "/cakupan").text
    assert "Ini bukan cakupan kota (UCJ)" in page
    assert "Persen dari pekerja yang terdaftar di aplikasi ini" in page


def test_old_figures_and_a_year_without_a_target_are_said_and_admin_is_led_to_mend_them(
    client_for, visit, city
):
    with time_machine.travel("2026-11-23 03:00:00", tick=False):
        page = visit(client_for("admin"), "/cakupan").text
        assert "Angka cakupan kota ini berumur 1 tahun" in page and "Perbarui angkanya" in page
        assert "Belum ada target 2026" in page and "Yang dibandingkan di sini ialah target 2025" in page
        assert "/admin/angka/baru?angka=ucj_target_percent" in links_of(page, "/admin/angka")
        page = visit(client_for("opd"), "/cakupan").text
        assert "berumur 1 tahun" in page and "Belum ada target 2026" in page and "/admin/angka" not in page
        assert "berumur 1 tahun" in visit(client_for("admin"), "/admin/angka").text
    published(key="ucj_active", value=401_000, as_of=today(), source="Laporan cabang BPJS")
    published(key="ucj_potential", value=760_000, as_of=today(), source="Laporan cabang BPJS")
    year = today().year
    published(key="ucj_target_percent", value=7_500, as_of=today(), source="RPJMD", for_year=year)
    page = visit(client_for("admin"), "/cakupan").text
    assert "berumur" not in page and f"Belum ada target {year}" not in page


def test_who_can_still_pay_is_told_apart_from_who_cannot(client_for, visit, city):
    ledger_rows.paid_months(
        city.outside, [add_months(THIS, -3)], funder=ledger_rows.first_company(), effective=1
    )
    page = visit(client_for("admin"), "/cakupan").text
    assert [data_of(page, name) for name in ("in-arrears", "arrears-payable", "arrears-overdue")] == [
        "3",
        "2",
        "1",
    ]
    assert "Masih bisa dibayar" in page and "Sudah lewat hari terakhir" in page
    links = links_of(page, "/cakupan/orang")
    assert any("keadaan=menunggak-dapat-dibayar&sampai=" in link for link in links)
    late = next(link for link in links if "keadaan=menunggak-lewat" in link)
    listed = visit(client_for("admin"), late).text
    assert city.outside.reg_no in listed and city.arrears[0].reg_no not in listed


@pytest.mark.parametrize("ahead", [-24, 0, 6, 12])
def test_the_most_of_the_trend_stands_where_this_month_does_not(client_for, visit, city, ahead):
    """Of 24 months the present one is in the right half, or in the left one, or not there at all."""
    month = add_months(THIS, ahead)
    page = visit(client_for("auditor"), f"/cakupan?bulan={month:%Y-%m}").text
    trend = page.partition('<svg class="trend"')[2].partition("</svg>\n<ul")[0]
    most = re.search(r'<text x="(0%|100%)" y="20" text-anchor="(start|end)"', trend)
    now = re.search(r'<text x="([\d.]+)%" y="20"[^>]*>bulan ini', trend)
    assert most
    if now:
        assert (float(now[1]) < 50) == (most[1] == "100%")


def test_each_tile_of_the_map_says_its_number_and_leads_to_its_kelurahan(client_for, visit, city):
    page = visit(client_for("admin"), "/cakupan").text
    tiles = re.findall(r'<a href="([^"]+)" tabindex="-1"><title>([^<]+)</title>', page)
    assert len(tiles) == 16
    assert (
        "/cakupan?kecamatan=33.74.01#per-kelurahan",
        "Semarang Tengah: 83,3 persen, 5 dari 6 orang",
    ) in tiles
    assert ("/cakupan?kecamatan=33.74.14#per-kelurahan", "Mijen: 0 persen, 0 dari 4 orang") in tiles
    assert "Tugu: belum ada yang terdaftar" in dict(tiles).values()
    assert page.count('class="tile-place tile-step-0') == 14
    assert "Laut Jawa" in page


def test_a_kecamatan_shows_its_kelurahan_and_every_link_keeps_it(client_for, visit, city):
    client = client_for("admin")
    page = visit(client, "/cakupan?kecamatan=33.74.14&bulan=2026-01").text
    assert "Kelurahan di Mijen" in page and "Cangkiran" in page
    assert data_of(page, "protected-today") == "0"
    assert data_of(page, "in-arrears") == "2"
    for link in links_of(page, "/cakupan/orang"):
        assert "kecamatan=33.74.14" in link or "kelurahan=" in link or "kecamatan=33.74" in link
    assert "/cakupan/ringkasan.xlsx?bulan=2026-01&amp;kecamatan=33.74.14" in page


def test_people_from_outside_the_city_are_counted_and_stand_beside_the_map(client_for, visit, city):
    page = visit(client_for("admin"), "/cakupan?kelurahan=luar").text
    assert data_of(page, "unfunded") == "1"
    assert "Kelurahan di" not in page
    assert "Luar kota" in page


def test_a_month_to_come_shows_what_is_planned_and_says_so(client_for, visit, city):
    ahead = add_months(THIS, 1)
    page = visit(client_for("admin"), f"/cakupan?bulan={ahead:%Y-%m}").text
    assert f"{month_name(ahead)} belum tiba" in page
    assert data_of(page, "protected-today") == "4"  # of today, whatever month is looked at
    past = visit(client_for("admin"), f"/cakupan?bulan={add_months(THIS, -2):%Y-%m}").text
    assert "belum tiba" not in past


@pytest.mark.parametrize(
    "bad",
    [
        "bulan=2026-13", "bulan=202611", "bulan=0001-01", "bulan=9999-12", "bulan=%D9%A2026-01", "kecamatan=99",
        "kelurahan=33.74.14.1001&kecamatan=33.74.01", "pekerjaan=raja", "sumber=langit", "bulan=" + "9" * 4000,
    ],
)  # fmt: skip
def test_a_filter_nobody_knows_is_left_out_with_a_sentence(client_for, visit, city, bad):
    page = visit(client_for("admin"), f"/cakupan?{bad}").text
    assert "Sebagian saringan di alamat ini tidak dipakai" in page
    assert data_of(page, "protected-today") == "4"


def test_empty_fields_of_the_form_leave_the_address(client_for, city):
    answer = client_for("admin").get("/cakupan?bulan=&kecamatan=33.74.14&kelurahan=&pekerjaan=&sumber=")
    assert (answer.status_code, answer.location) == (303, "/cakupan?kecamatan=33.74.14")


def test_an_empty_city_says_what_to_do_first(client_for, visit, people):
    page = visit(client_for("admin"), "/cakupan").text
    assert "Belum ada pekerja yang terdaftar" in page
    assert 'href="/pekerja/baru"' in page
    assert data_of(page, "protected-today") == "0"
    assert data_of(page, "target-percent") == "71.59"
    assert "tile-map" not in page
    visit(client_for("opd"), "/cakupan")


def test_a_filter_that_finds_nobody_still_shows_the_city(client_for, visit, city):
    page = visit(client_for("admin"), "/cakupan?pekerjaan=juru-parkir").text
    assert data_of(page, "protected-today") == "0"
    assert "Tidak ada orang dengan saringan ini" in page


def test_a_secretary_sees_the_citys_figures_without_a_way_to_names(client_for, visit, city, people):
    page = visit(client_for("opd"), "/cakupan").text
    assert {name: data_of(page, name) for name in FIGURES} == FIGURES
    assert links_of(page, "/cakupan/orang") == []
    assert links_of(page, "/perusahaan") == [] and links_of(page, "/pekerja") == []
    assert "/admin/angka" not in page
    assert "Keikutsertaan OPD Anda" in page
    assert people["opd2"].opd.name not in page
    for person in (*city.protected, city.frozen):
        assert person.name not in page and person.reg_no not in page


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur"])
def test_others_are_shut_out(client_for, city, name):
    client = client_for(name)
    for address in ("/cakupan", "/cakupan/ringkasan.xlsx", "/cakupan/orang", "/cakupan/orang.xlsx"):
        assert client.get(address).status_code == 403, address
    assert links_of(client.get("/").text, "/cakupan") == ["/cakupan/evaluasi"] * (name == "petugas")


def test_a_stranger_is_asked_to_sign_in(stranger, people):
    assert stranger.get("/cakupan").status_code == 302


def test_the_page_costs_as_many_queries_whatever_the_city_holds(client_for, people, count_queries, request):
    client = client_for("admin")
    client.get("/cakupan")
    empty = count_queries(lambda: client.get("/cakupan"))
    request.getfixturevalue("city")
    assert count_queries(lambda: client.get("/cakupan")) <= empty + 5


def test_it_is_whole_in_english(client_for, visit, city):
    client = client_for("auditor")
    client.post("/bahasa", data={"language": "en"})
    page = visit(client, "/cakupan").text
    assert 'lang="en"' in page
