"""A donor chooses, reads and signs, adds the copies, looks at the mandate and revokes it; nobody else does."""

import base64

import pytest

from db.models import Attachment, Donor, Mandate, Pledge
from kiosk.services import mandate_documents, safe
from tests.services import asn_desk, mandate_desk
from tests.web import desk

CHOICE, READING = "/asn/daftar/pilihan", "/asn/daftar/kuasa"


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"], name="Ratna Kusumawati", opd_code=people["opd"].opd.code)


@pytest.fixture
def client(client_for, donor):
    return client_for("donatur")


@pytest.fixture
def other(app, people):
    """Another donor, signed in."""
    user = asn_desk.donor(name="Budi Santoso").user
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = user.fs_uniquifier, True
    return client


def chosen(**other) -> dict:
    wish = {
        "plan": "jkk_jkm",
        "account": "301-234-5678",
        "account_name": "RATNA KUSUMAWATI",
    }
    return {"client_key": desk.key(), **wish, **other}


def drawn(**other) -> dict:
    picture = base64.b64encode(mandate_desk.picture("PNG")).decode()
    return {
        "client_key": desk.key(), "how": "screen", "signature": f"data:image/png;base64,{picture}", "agreed": "y",
        **other,
    }  # fmt: skip


def photo(name: str = "foto.jpg"):
    return desk.photo(mandate_desk.picture("JPEG"), name=name)


def code_on(answer) -> str:
    return answer.text.partition('name="code"')[2].partition('value="')[2].partition('"')[0]


def send_files(client, address: str, data: dict):
    return desk.send(client, address, data, content_type="multipart/form-data")


def test_chosen_read_and_signed_on_the_screen(client, donor, visit):
    asn_desk.picked(donor)
    page = visit(client, CHOICE)
    assert "Rp16.800" in page.text and "Bank Jateng" in page.text
    assert desk.send(client, CHOICE, chosen()).location == READING
    page = visit(client, READING)
    assert "••••••5678" in page.text and "3012345678" not in page.text
    assert "27 Tahun 2022" in page.text
    answer = desk.send(client, READING, drawn(code=code_on(page)))
    mandate = Mandate.get()
    assert (answer.status_code, answer.location) == (303, f"/asn/kuasa/{mandate.no}")
    assert (mandate.state, mandate.signed_how) == ("signed", "screen")
    assert "Unggah salinan" in visit(client, answer.location).text


def test_no_other_bank_than_the_one_of_the_salaries(client, donor, visit):
    asn_desk.picked(donor)
    page = visit(client, CHOICE)
    assert 'name="bank"' not in page.text and "Nomor rekening Bank Jateng" in page.text
    desk.send(client, CHOICE, chosen(bank="BCA"))
    assert Mandate.get().bank == "Bank Jateng" and "BCA" not in visit(client, READING).text


def test_signed_on_paper_photographs_become_one_document(client, donor, visit):
    asn_desk.picked(donor)
    desk.send(client, CHOICE, chosen())
    page = visit(client, READING)
    said = {"client_key": desk.key(), "how": "paper", "agreed": "y", "code": code_on(page)}
    answer = send_files(client, READING, said | {"papers": [photo("1.jpg"), photo("2.jpg")]})
    assert answer.status_code == 303
    mandate = Mandate.get()
    assert mandate.signed_how == "paper"
    pdf = client.get(f"/asn/kuasa/{mandate.no}.pdf")
    assert pdf.mimetype == "application/pdf" and pdf.data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"account_name": "Budi Santoso"}, "harus sama dengan nama Anda"),
        ({"account": ""}, "belum diisi"),
        ({"account": "12AB"}, "hanya berisi angka"),
        ({"plan": "semua"}, "Pilih program"),
    ],
)
def test_a_wrong_choice_comes_back_with_a_sentence(client, wrong, words):
    answer = desk.send(client, CHOICE, chosen(**wrong))
    assert answer.status_code == 422 and words in answer.text
    assert Mandate.select().count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"agreed": ""}, "sudah membaca"),
        ({"signature": ""}, "Tandatangani dulu"),
        ({"signature": "data:image/png;base64,AAAA"}, "Tanda tangan Anda tidak terbaca"),
        ({"how": "paper"}, "Pilih PDF atau foto"),
        ({"how": "suara"}, "Pilih cara"),
        ({"code": "0000-0000"}, "Baca lagi"),
    ],
)
def test_what_is_not_signed_rightly_comes_back_with_a_sentence(client, donor, visit, wrong, words):
    mandate_desk.drafted(donor)
    said = drawn(code=code_on(visit(client, READING))) | wrong
    answer = desk.send(client, READING, said)
    assert answer.status_code == 422 and words in answer.text
    assert Mandate.get().state == "draft"


def test_who_is_picked_is_initials_before_and_a_name_after(client, donor, visit):
    pledge = asn_desk.picked(donor)
    mandate_desk.drafted(donor, people=0)
    assert pledge.worker.name not in visit(client, READING).text
    no = mandate_desk.Mandate.get().no
    assert pledge.worker.name not in visit(client, f"/asn/kuasa/{no}").text
    mandate_desk.sign_as_it_reads(donor)
    assert pledge.worker.name in visit(client, f"/asn/kuasa/{no}").text


def test_copies_are_added_marked_and_opened_by_those_who_check(client, donor, client_for, visit):
    no = mandate_desk.signed(donor).no
    visit(client, f"/asn/kuasa/{no}/berkas")
    said = {"client_key": desk.key(), "buku_rekening": photo(), "ktp": photo()}
    assert send_files(client, f"/asn/kuasa/{no}/berkas", said).status_code == 303
    kept = Attachment.get(Attachment.kind == "ktp_foto")
    assert safe.file_content(kept.path, kept.kind) != desk.photo()[0].read()
    for name in ("donatur", "opd", "admin"):
        opened = desk.send(client_for(name), f"/asn/kuasa/{no}/berkas/ktp")
        assert (opened.status_code, opened.mimetype) == (200, "image/jpeg")
        assert "kusumawati" not in opened.headers["Content-Disposition"].lower()
    assert desk.send(client_for("opd2"), f"/asn/kuasa/{no}/berkas/ktp").status_code == 403
    assert desk.send(client_for("auditor"), f"/asn/kuasa/{no}/berkas/ktp").status_code == 403


def test_copies_that_are_none_come_back_with_a_sentence(client, donor):
    no = mandate_desk.signed(donor).no
    for said, words in (
        ({}, "Pilih foto atau PDF"),
        ({"buku_rekening": (desk.BytesIO(b"bukan gambar"), "x.jpg")}, "bukan PDF dan bukan foto"),
    ):
        answer = send_files(client, f"/asn/kuasa/{no}/berkas", {"client_key": desk.key(), **said})
        assert answer.status_code == 422 and words in answer.text


def test_each_wrong_copy_is_named(client, donor):
    address = f"/asn/kuasa/{mandate_desk.signed(donor).no}/berkas"
    none = {what: (desk.BytesIO(b"bukan gambar"), "x.jpg") for what in ("buku_rekening", "ktp")}
    answer = send_files(client, address, {"client_key": desk.key(), **none})
    assert (
        "Buku rekening: Berkas ini bukan PDF" in answer.text and "Foto KTP: Berkas ini bukan" in answer.text
    )
    small = mandate_desk.picture("JPEG", size=(320, 200))
    sent = {"client_key": desk.key(), "ktp": desk.photo(small), "buku_rekening": photo()}
    answer = send_files(client, address, sent)
    assert answer.status_code == 422 and "Foto KTP: Foto ini hanya 320 × 200 piksel" in answer.text
    assert "paling sedikit 600 piksel" in answer.text
    assert "Buku rekening: Pilih berkasnya sekali lagi" in answer.text
    assert Attachment.select().where(Attachment.kind == "buku_rekening_foto").count() == 0


def test_one_copy_may_come_alone(client, donor, visit):
    no = mandate_desk.signed(donor).no
    for what, left in (
        ("buku_rekening", "Buku rekening: sudah diterima. Tinggal KTP."),
        ("ktp", "pemeriksaan OPD"),
    ):
        sent = {"client_key": desk.key(), what: photo()}
        assert send_files(client, f"/asn/kuasa/{no}/berkas", sent).status_code == 303
        assert left in visit(client, f"/asn/kuasa/{no}").text
        if what == "buku_rekening":
            assert left in visit(client, f"/asn/kuasa/{no}/berkas").text
    assert Attachment.select().where(Attachment.kind == "ktp_foto", Attachment.path != "").count() == 1


def test_revoked_after_the_consequences_were_shown(client, donor, visit):
    mandate = asn_desk.verified(donor, people=2)
    page = visit(client, f"/asn/kuasa/{mandate.no}/pencabutan")
    assert "2 orang menunggu penanggung lagi" in page.text
    day = page.text.partition('name="on"')[2].partition('value="')[2].partition('"')[0]
    refused = desk.send(client, f"/asn/kuasa/{mandate.no}/pencabutan", {"client_key": desk.key(), "on": day})
    assert refused.status_code == 422 and "mengerti akibatnya" in refused.text
    said = {"client_key": desk.key(), "on": day, "sure": "y"}
    assert desk.send(client, f"/asn/kuasa/{mandate.no}/pencabutan", said).status_code == 303
    assert Mandate.get_by_id(mandate.id).revoked_why == "own_request"
    assert Pledge.select().where(Pledge.ended_at.is_null()).count() == 0
    assert client.get(f"/asn/kuasa/{mandate.no}/pencabutan").status_code == 303


def test_another_donor_and_a_stranger_see_nothing_of_it(donor, other, stranger):
    no = mandate_desk.kept(asn_desk.signed(donor)).no
    for more in ("", ".pdf", "/berkas", "/pencabutan"):
        assert other.get(f"/asn/kuasa/{no}{more}").status_code == 403
        assert stranger.get(f"/asn/kuasa/{no}{more}").status_code == 302
    assert desk.send(other, f"/asn/kuasa/{no}/berkas/ktp").status_code == 403
    assert (
        desk.send(other, f"/asn/kuasa/{no}/pencabutan", {"client_key": desk.key(), "sure": "y"}).status_code
        == 403
    )
    assert other.get("/asn/kuasa/K26-AAAAAA").status_code == 404


def test_department_reads_initials_auditor_no_account(donor, client_for, visit):
    mandate = asn_desk.signed(donor)
    name = Pledge.get().worker.name
    seen = visit(client_for("opd"), f"/asn/kuasa/{mandate.no}")
    assert name not in seen.text
    audited = visit(client_for("auditor"), f"/asn/kuasa/{mandate.no}")
    assert "Rekening" not in audited.text.partition("<main")[2]
    assert client_for("opd2").get(f"/asn/kuasa/{mandate.no}").status_code == 403


def test_who_has_not_signed_up_begins_at_the_start(client_for):
    for address in (CHOICE, READING):
        assert client_for("donatur").get(address).location == "/asn/daftar"


def test_nothing_chosen_yet_leads_to_the_choice(client, donor):
    asn_desk.picked(donor)
    assert client.get(READING).location == CHOICE


def test_page_asks_as_much_for_four_people_as_for_one(client, donor, count_queries):
    one = asn_desk.signed(donor, people=1)
    first = count_queries(lambda: client.get(f"/asn/kuasa/{one.no}"))
    several = asn_desk.signed(donor, people=4)
    assert count_queries(lambda: client.get(f"/asn/kuasa/{several.no}")) <= first


def test_kept_bytes_are_served_for_ever(client, donor):
    mandate = mandate_desk.signed(donor)
    first = client.get(f"/asn/kuasa/{mandate.no}.pdf").data
    assert first == client.get(f"/asn/kuasa/{mandate.no}.pdf").data
    assert first == mandate_documents.document_of(no=mandate.no, by=asn_desk.acting(donor))
