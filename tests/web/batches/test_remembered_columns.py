"""What a company's headings mean, listed and forgotten: /perusahaan/<code>/kolom."""

import pytest

from db.models import AuditEvent, ColumnMap
from tests.web.batches.test_columns import FIELDS, UNKNOWN, explain, own_sheet
from tests.web.batches.test_open_batch import SITI, SUGENG, counts
from tests.web.desk import opened, send


@pytest.fixture
def no(client_for) -> str:
    return opened(client_for("mitra"), sheet=own_sheet(SUGENG, SITI))


def test_one_company_s_headings_mean_nothing_to_another(client_for, no):
    explain(client_for("mitra"), no, *FIELDS)
    client = client_for("mitra2")
    other = opened(client, sheet=own_sheet(SUGENG))
    assert counts(client, other)["rows-total"] == 0
    assert "belum dipahami" in client.get(f"/batch/{other}").text


def test_remembered_headings_are_listed_and_forgotten(client_for, no, visit):
    client = client_for("mitra")
    assert "Belum ada judul yang diingat" in visit(client, "/perusahaan/sinar/kolom").text
    explain(client, no, *FIELDS)
    text = visit(client, "/perusahaan/sinar/kolom").text
    assert all(heading in text for heading in UNKNOWN)
    one = ColumnMap.get(ColumnMap.heading == "Wilayah")
    answer = send(client, f"/perusahaan/sinar/kolom/{one.id}/penghapusan")
    assert (answer.status_code, answer.location) == (303, "/perusahaan/sinar/kolom")
    assert ColumnMap.select().count() == 3
    line = AuditEvent.get(AuditEvent.action == "perusahaan.judul_dilupakan")
    assert (line.subject, line.detail) == ("sinar", {"judul": "Wilayah"})


def test_another_company_neither_sees_nor_forgets_them(client_for, no):
    explain(client_for("mitra"), no, *FIELDS)
    number = ColumnMap.select().first().id
    client = client_for("mitra2")
    assert client.get("/perusahaan/sinar/kolom").status_code == 403
    assert send(client, f"/perusahaan/sinar/kolom/{number}/penghapusan").status_code == 403
    assert send(client, f"/perusahaan/bahari/kolom/{number}/penghapusan").status_code == 404
    assert send(client_for("auditor"), f"/perusahaan/sinar/kolom/{number}/penghapusan").status_code == 403
    assert ColumnMap.select().count() == 4


def test_officer_forgets_them_only_where_a_batch_of_the_company_is_his(client_for, people, no, visit):
    explain(client_for("mitra"), no, *FIELDS)
    number = ColumnMap.select().first().id
    opened(client_for("petugas"), company=str(people["mitra"].company_id))
    elsewhere = client_for("petugas2")
    assert "Lupakan" not in visit(elsewhere, "/perusahaan/sinar/kolom").text
    assert send(elsewhere, f"/perusahaan/sinar/kolom/{number}/penghapusan").status_code == 403
    assert "Lupakan" in visit(client_for("petugas"), "/perusahaan/sinar/kolom").text
    assert send(client_for("petugas"), f"/perusahaan/sinar/kolom/{number}/penghapusan").status_code == 303
