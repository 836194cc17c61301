"""What a month costs, for everybody who is signed in; and the calculator."""

import re

import pytest
import time_machine

from tests.ledger_rows import undecided
from tests.web import desk
from tests.web.test_route_map import ROLES

AMOUNT = re.compile(r'<span class="price-amount">(Rp[\d.]+)</span>')
SUM = re.compile(r'<data id="(price[a-z-]*)" value="(\d+)"')


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def month_by_month(answer) -> list[str]:
    return AMOUNT.findall(answer.text)


def sums(answer) -> dict[str, int]:
    return {name: int(value) for name, value in SUM.findall(answer.text)}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_what_holds_now_and_afterwards(client_for, visit, role):
    text = visit(client_for(role), "/iuran").text
    for said in (
        "Rp8.400", "sampai Maret 2027", "sampai Desember 2026", "mulai April 2027", "Rp16.800", "Rp20.000",
        "PP 50/2025", "mendapat potongan, surat B/1/uji, 5 Januari 2026.",
    ):  # fmt: skip
        assert said in text, said


def test_fisherman_of_a_company_over_the_end_of_a_window_has_mixed_months(client_for, visit):
    page = visit(client_for("mitra"), "/iuran?pekerjaan=nelayan&penanggung=csr&mulai=2026-11&bulan=3")
    assert month_by_month(page) == ["Rp8.400", "Rp8.400", "Rp16.800"]
    assert sums(page) == {"price": 33_600}
    assert "November 2026 – Desember 2026" in page.text and "tarif penuh" in page.text


@pytest.mark.parametrize(
    ("asked", "months"),
    [
        ("pekerjaan=ojek-online&mulai=2027-03&bulan=2", ["Rp8.400", "Rp16.800"]),
        ("pekerjaan=sektor-transport&mulai=2026-12&bulan=2", ["Rp8.400", "Rp8.400"]),
        ("pekerjaan=nelayan&penanggung=apbd&mulai=2026-12&bulan=2", ["Rp16.800", "Rp16.800"]),
        (
            "pekerjaan=nelayan&penanggung=mandiri&paket=jkk_jkm_jht&mulai=2026-12&bulan=2",
            ["Rp28.400", "Rp36.800"],
        ),
    ],
)
def test_work_funder_and_plan_decide_the_price(client_for, visit, asked, months):
    assert month_by_month(visit(client_for("petugas"), f"/iuran?{asked}")) == months


def test_page_without_a_question_answers_the_usual_one(client_for, visit):
    page = visit(client_for("mitra"), "/iuran")
    assert len(month_by_month(page)) == 6 and "November 2026" in page.text
    assert '<option selected value="asn">' in visit(client_for("donatur"), "/iuran").text


def test_both_prices_stand_there_while_it_is_undecided(client_for, visit):
    undecided()
    page = visit(client_for("mitra"), "/iuran?penanggung=csr&mulai=2026-12&bulan=2")
    assert sums(page) == {"price-reduced": 25_200, "price-full": 33_600}
    assert "Belum diputuskan: Perusahaan (CSR), ASN orang tua asuh" in page.text
    assert sums(visit(client_for("mitra"), "/iuran?penanggung=apbd&mulai=2026-12&bulan=2")) == {
        "price": 33_600
    }


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pekerjaan=raja", "Pilih pekerjaan atau sektornya dari daftar."),
        ("pekerjaan=sektor-laut", "Pilih pekerjaan atau sektornya dari daftar."),
        ("penanggung=raja", "Pilih siapa yang membayar dari daftar."),
        ("paket=emas", "Pilih programnya dari daftar."),
        ("mulai=kapan", "Pilih bulan pertama dari daftar."),
        ("mulai=2019-12", "Pilih bulan pertama dari daftar."),
        ("bulan=13", "Pilih 1 sampai 12 bulan."),
        ("bulan=٣", "Pilih 1 sampai 12 bulan."),
    ],
)
def test_odd_question_is_422_with_a_sentence_at_its_field(client_for, visit, asked, words):
    page = visit(client_for("petugas"), f"/iuran?{asked}", status=422)
    assert words in page.text and not sums(page) and "Rp8.400" in page.text


def test_only_the_admin_and_the_auditor_are_led_to_the_table(client_for, visit):
    for role in ROLES:
        leads = "/admin/iuran" in visit(client_for(role), "/iuran").page.addresses
        assert leads is (role in ("admin", "auditor")), role


def test_queries_stay_few(client_for, count_queries):
    client = client_for("mitra")
    client.get("/iuran")
    one = count_queries(lambda: client.get("/iuran?bulan=1"))
    assert count_queries(lambda: client.get("/iuran?bulan=12")) == one


def test_batch_shows_both_prices_while_it_is_undecided(client_for, visit):
    undecided()
    mitra = client_for("mitra")
    sheet = desk.small_sheet(("3374020902000001", "Sugeng"), ("3374021003010002", "Parjo"))
    page = visit(mitra, f"/batch/{desk.opened(mitra, months='3', sheet=sheet)}")
    assert sums(page)["price"] == 2 * 3 * 16_800
    assert "Belum diputuskan" in page.text and "Bila mendapat potongan: Rp67.200." in page.text


def test_page_of_a_person_leads_to_the_price_of_their_work(client_for, visit):
    client = client_for("petugas")
    page = visit(client, f"/pekerja/{desk.enrolled(client)}")
    assert "/iuran?pekerjaan=nelayan" in page.page.addresses
    assert sums(visit(client, "/iuran?pekerjaan=nelayan")) == {"price": 84_000}
