"""The papers of a claim on screen: photographed, opened by a press, taken away; the family's contact; the leaflet."""

import re

import pytest

from db.models import Attachment, AuditEvent, Claim
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page
from tests.web.papers import text_of

HEIR = {"heir_name": "Siti Aminah", "relation": "spouse", "heir_phone": "0812 3456 7890"}


@pytest.fixture
def petugas(client_for):
    return client_for("petugas")


@pytest.fixture
def claim(petugas) -> str:
    return desk.claimed(petugas, desk.enrolled(petugas))


def upload(client, claim: str, code: str = "ktp", *files, **other):
    data = {"client_key": desk.key(), "papers": list(files) or [desk.photo(name="ktp.jpg")], **other}
    return send(client, f"/klaim/{claim}/berkas/{code}", data, content_type="multipart/form-data")


def noted(client, claim: str, **other):
    return send(client, f"/klaim/{claim}/ahli-waris", {"client_key": desk.key(), **HEIR, **other})


def papers() -> list[Attachment]:
    return list(Attachment.select().where(Attachment.owner_kind == "klaim").order_by(Attachment.id))


def test_paper_is_photographed_counted_and_opened_by_a_press(petugas, visit, claim):
    assert re.search(r"0 dari \d+ lengkap", visit(petugas, f"/klaim/{claim}").text)
    assert upload(petugas, claim).location == f"/klaim/{claim}#papers"
    page = visit(petugas, f"/klaim/{claim}").text
    assert re.search(r"1 dari \d+ lengkap", page) and "ada, " in page
    [row] = papers()
    shown = visit(petugas, f"/klaim/{claim}/berkas/ktp").text
    assert f'action="/klaim/{claim}/berkas/{row.id}"' in shown and "perlu dipastikan ke BPJS" in shown
    answer = send(petugas, f"/klaim/{claim}/berkas/{row.id}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg") and answer.data.startswith(
        b"\xff\xd8\xff"
    )
    assert "no-store" in answer.headers["Cache-Control"]
    assert (
        petugas.get(f"/klaim/{claim}/berkas/{row.id}").status_code == 303
    )  # a look is a press, not an address
    assert AuditEvent.select().where(AuditEvent.action == "klaim.berkas_dibuka").count() == 1


def test_paper_is_replaced_and_taken_away_after_a_question(petugas, visit, claim):
    upload(petugas, claim)
    upload(petugas, claim, "ktp", desk.photo(name="lain.jpg"), instead="y")
    [row] = papers()
    address = f"/klaim/{claim}/berkas/{row.id}/pembuangan"
    visit(petugas, address)
    assert send(petugas, address).location == f"/klaim/{claim}#papers"
    assert papers() == [] and petugas.get(address).status_code == 404


def test_wrong_files_are_refused_in_words(petugas, claim):
    for files, words in (
        ([], "pilih foto atau PDF yang sudah ada"),
        ([desk.photo(b"bukan foto", "foto.jpg")], "bukan PDF dan bukan foto"),
        ([desk.photo(b"", "kosong.jpg")], "kosong"),
        ([desk.photo()] * 7, "Paling banyak 6 berkas"),
    ):
        data = {"client_key": desk.key(), "papers": files}
        answer = send(petugas, f"/klaim/{claim}/berkas/ktp", data, content_type="multipart/form-data")
        assert answer.status_code == 422 and words in answer.text, words
        check_page(answer)
    assert papers() == []
    for code in ("akta-kematian", "apa-saja"):
        assert upload(petugas, claim, code).status_code == 404
        assert petugas.get(f"/klaim/{claim}/berkas/{code}").status_code == 404
    assert upload(petugas, "KL-0000000", "ktp").status_code == 404


def test_colleague_opens_it_and_strangers_do_not(petugas, client_for, visit, claim):
    number = desk.claim_paper(petugas, claim)
    noted(petugas, claim)
    addresses = (f"/klaim/{claim}/berkas/{number}", f"/klaim/{claim}/ahli-waris/kontak")
    for name, status in (("rekan", 200), ("admin", 200), ("petugas2", 403), ("mitra", 403), ("donatur", 403)):
        client = client_for(name)
        assert [send(client, address).status_code for address in addresses] == [status] * 2, name


def test_auditor_reads_that_it_is_there_and_not_what(petugas, client_for, visit, claim):
    number = desk.claim_paper(petugas, claim)
    noted(petugas, claim)
    auditor = client_for("auditor")
    page = visit(auditor, f"/klaim/{claim}").text
    assert "ada, " in page and "S. A." in page and "Siti" not in page and "Tampilkan kontak" not in page
    paper = visit(auditor, f"/klaim/{claim}/berkas/ktp").text
    assert f'action="/klaim/{claim}/berkas' not in paper and "disimpan" in paper
    visit(auditor, f"/klaim/{claim}/berkas/{number}/pembuangan")
    for address in (
        f"/klaim/{claim}/berkas/{number}",
        f"/klaim/{claim}/berkas/{number}/pembuangan",
        f"/klaim/{claim}/ahli-waris",
        f"/klaim/{claim}/ahli-waris/kontak",
        f"/klaim/{claim}/ahli-waris/penghapusan",
    ):
        assert send(auditor, address).status_code == 403, address


def test_contact_is_masked_opened_and_taken_out(petugas, visit, claim):
    visit(petugas, f"/klaim/{claim}/ahli-waris")
    assert noted(petugas, claim).location == f"/klaim/{claim}#heirs"
    page = visit(petugas, f"/klaim/{claim}").text
    assert "S. A." in page and "0812•••••890" in page and "Siti Aminah" not in page
    assert "Siti Aminah" not in visit(petugas, f"/klaim/{claim}/ahli-waris").text
    answer = send(petugas, f"/klaim/{claim}/ahli-waris/kontak")
    check_page(answer)
    assert "0812-3456-7890" in answer.text and "Pesan WhatsApp, dikirim dengan tangan" in answer.text
    assert petugas.get(f"/klaim/{claim}/ahli-waris/kontak").status_code == 303
    visit(petugas, f"/klaim/{claim}/ahli-waris/penghapusan")
    send(petugas, f"/klaim/{claim}/ahli-waris/penghapusan")
    assert Claim.get(Claim.no == claim).heir_name_sealed is None
    assert send(petugas, f"/klaim/{claim}/ahli-waris/kontak").status_code == 404


def test_wrong_contact_is_said_beside_its_field(petugas, claim):
    answer = noted(petugas, claim, heir_name="", relation="naga", heir_phone="abc")
    assert answer.status_code == 422
    for words in ("Tulis nama yang dihubungi.", "Pilih hubungannya", "tidak dapat dihubungi di Indonesia"):
        assert words in answer.text
    check_page(answer)
    assert noted(petugas, claim, heir_phone="(024) 6711500").status_code == 303


def test_leaflet_for_the_family(petugas, client_for, claim):
    said = text_of(petugas.get(f"/klaim/{claim}/keluarga.pdf"))
    assert claim in said and "Untuk keluarga" in said and "2 × 24 jam" in said
    assert client_for("petugas2").get(f"/klaim/{claim}/keluarga.pdf").status_code == 403


def test_of_the_living_nobody_is_asked_about_a_will_or_a_funeral(petugas, visit, claim):
    page = visit(petugas, f"/klaim/{claim}/ahli-waris").text
    assert "pemakaman" not in page and "wasiat" not in page
    assert noted(petugas, claim, relation="funeral").status_code == 422
