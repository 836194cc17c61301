"""Whose batch it is, and what a company learns of people who are not its own: nothing."""

from db.models import Batch, Company, CoverageMonth
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG, counts, rows
from tests.web.desk import open_batch, opened, send, small_sheet


def test_officer_names_the_company_and_the_batch_is_open_at_the_post(client_for, people, visit):
    client = client_for("petugas")
    answer = open_batch(client, company="")
    assert answer.status_code == 422
    assert "Pilih perusahaan" in answer.text
    no = opened(client, company=str(people["mitra"].company_id), sheet=small_sheet(SUGENG))
    assert Batch.get().open_at.code == "johar"
    for name in ("rekan", "mitra", "mitra_rekan"):
        visit(client_for(name), f"/batch/{no}")
    visit(client_for("petugas2"), f"/batch/{no}", status=403)


def test_company_cannot_open_a_batch_for_another(client_for, people):
    opened(client_for("mitra"), company=str(people["mitra2"].company_id))
    assert Batch.get().company_id == people["mitra"].company_id


def test_who_is_funded_already_is_said_and_not_counted(client_for):
    opened(client_for("mitra2"), months="12", sheet=small_sheet(SUGENG))
    client = client_for("mitra")
    no = opened(client, months="3", sheet=small_sheet(SUGENG, SITI))
    found = counts(client, no)
    assert (found["rows-ready"], found["rows-funded"]) == (1, 1)
    assert "Direncanakan perusahaan lain (CSR) untuk" in rows(client, no, "funded")
    assert CoverageMonth.select().count() == 12 + 3


def test_funded_row_opens_nobody_s_page(client_for):
    """A company does not see who else's worker it named."""
    other = desk.enrolled(client_for("mitra2"), nik=SUGENG[0], name=SUGENG[1])
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG))
    assert other not in rows(client, no)
    assert client.get(f"/pekerja/{other}").status_code == 403


def test_guessed_nik_tells_nobody_s_name(client_for):
    other = desk.enrolled(client_for("mitra2"), nik=SUGENG[0], name=SUGENG[1])
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet((SUGENG[0], "Zainab Qudsiyah")))
    assert counts(client, no)["rows-wrong"] == 1
    text = rows(client, no)
    assert "Sugeng" not in text and other not in text
    assert "Zainab Qudsiyah" in text
    assert client.get(f"/pekerja/{other}").status_code == 403


def test_list_holds_one_s_own_batches(client_for, visit):
    no = opened(client_for("mitra"))
    names = ("mitra", "mitra_rekan", "mitra2", "petugas", "admin", "auditor")
    sees = {name: no in visit(client_for(name), "/batch").text for name in names}
    assert sees == dict(zip(names, (True, True, False, False, True, True), strict=True))


def test_auditor_reads_and_does_not_open(client_for, visit):
    no = opened(client_for("mitra"), sheet=small_sheet(SUGENG))
    client = client_for("auditor")
    page = visit(client, f"/batch/{no}").page
    assert {form["action"] for form in page.forms} <= {"/bahasa", "/kunci", "/keluar", "/buka-kunci"}
    assert send(client, "/batch/baru", {"name": "Batch"}).status_code == 403


def test_unknown_batch_is_404(client_for, people, visit):
    visit(client_for("mitra"), "/batch/B26-AAAAAA", status=404)


def test_officer_is_told_who_makes_the_bill(client_for, people, visit):
    petugas = client_for("petugas")
    no = opened(petugas, company=str(people["mitra"].company_id), sheet=small_sheet(SUGENG))
    text = visit(petugas, f"/batch/{no}").text
    assert "Tagihan dibuat perusahaan dari halaman ini, atau oleh admin Disnaker." in text
    assert "Buat tagihan</" not in text
    code = desk.registered(petugas)
    no = opened(petugas, company=str(Company.get(Company.code == code).id), sheet=small_sheet(SITI))
    assert "belum punya akun, maka tagihannya dibuat admin Disnaker" in visit(petugas, f"/batch/{no}").text
    assert "dibuat admin Disnaker" not in visit(client_for("admin"), f"/batch/{no}").text
