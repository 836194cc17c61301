"""Companies: /perusahaan."""

import pytest

from db.models import Batch, Company
from tests.web import desk
from tests.web.batches.test_open_batch import SITI
from tests.web.house_rules import check_page


def find(client, text: str):
    return desk.send(client, "/perusahaan", {"cari": text})


def main_of(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def test_admin_sees_every_company_with_its_batches(client_for, visit):
    desk.opened(client_for("mitra"), sheet=desk.small_sheet(SITI), first_month="2026-12", months="6")
    text = main_of(visit(client_for("admin"), "/perusahaan").text)
    assert "PT Sinar Pesisir" in text and "PT Bahari Lestari" in text
    assert "Mei 2027" in text and 'href="/perusahaan/sinar"' in text


def test_company_sees_itself_only(client_for, visit):
    for name in ("mitra", "mitra_rekan"):
        text = visit(client_for(name), "/perusahaan").text
        assert "PT Sinar Pesisir" in text and "PT Bahari Lestari" not in text
    text = visit(client_for("mitra2"), "/perusahaan").text
    assert "PT Bahari Lestari" in text and "PT Sinar Pesisir" not in text
    assert "PT Sinar Pesisir" not in find(client_for("mitra2"), "Sinar").text


def test_roles_without_companies_are_refused(client_for, visit):
    for name in ("opd", "donatur"):
        visit(client_for(name), "/perusahaan", status=403)


@pytest.mark.parametrize(
    "text",
    [
        "sinar",
        "PESISIR pt",
        "0012345678999000",
        "01.234.567.8-999.000",
        "012345678999000",
        "1234567890123",
        "SINAR",
    ],
)
@pytest.mark.parametrize("name", ["petugas", "admin", "auditor"])
def test_a_company_is_found_by_its_name_or_a_number(client_for, name, text):
    Company.update(npwp="0012345678999000", nib="1234567890123").where(Company.code == "sinar").execute()
    answer = find(client_for(name), text)
    assert answer.status_code == 200
    check_page(answer)
    assert "PT Sinar Pesisir" in main_of(answer.text) and "PT Bahari Lestari" not in main_of(answer.text)


@pytest.mark.parametrize("text", ["100%", "_", "Sinar Lestari", "-", "9" * 16])
def test_what_names_no_company_finds_none_and_says_so(client_for, text):
    answer = find(client_for("petugas"), text)
    assert answer.status_code == 200
    check_page(answer)
    assert "Tidak ada perusahaan seperti itu" in answer.text


def test_nothing_to_look_for_is_said_at_the_field(client_for):
    answer = find(client_for("petugas"), "  ")
    assert answer.status_code == 422 and "Tulis nama atau nomor perusahaan" in answer.text


def test_the_list_is_sorted_out_by_state_with_counts(client_for, visit):
    Company.update(active=False).where(Company.code == "bahari").execute()
    client = client_for("admin")
    text = main_of(visit(client, "/perusahaan?keadaan=tidak-aktif").text)
    assert "PT Bahari Lestari" in text and "PT Sinar Pesisir" not in text
    assert "Semua (2)" in text and "Aktif (1)" in text and "Tidak aktif (1)" in text
    assert "PT Bahari Lestari" not in main_of(visit(client, "/perusahaan?keadaan=aktif").text)


def test_an_officer_counts_only_batches_of_own_posts(client_for, visit):
    desk.opened(client_for("mitra"), sheet=desk.small_sheet(SITI), first_month="2026-12")
    assert "Mei 2027" in main_of(visit(client_for("admin"), "/perusahaan").text)
    assert "Mei 2027" not in main_of(visit(client_for("petugas"), "/perusahaan").text)


def test_the_list_asks_as_often_for_many_companies_as_for_few(client_for, count_queries):
    client = client_for("admin")
    client.get("/perusahaan")
    before = count_queries(lambda: client.get("/perusahaan"))
    for number in range(5):
        code = desk.registered(
            client, name=f"CV {chr(97 + number) * 9}", npwp="", nib="", contact_name="Rini", told_apart="y"
        )
        company = str(Company.get(Company.code == code).id)
        desk.opened(
            client, company=company, sheet=desk.small_sheet((f"337401570890{number + 3:04d}", "Siti Aminah"))
        )
    assert Batch.select().count() == 5
    assert count_queries(lambda: client.get("/perusahaan")) == before
