"""A signature drawn on the screen: kept with the consent, given back with the form, optional, for who read it alone."""

import base64

import pytest

from db.models import Attachment, Consent, Worker
from tests.web import desk
from tests.web.accounts.desk import field
from tests.web.desk import enrol
from tests.web.house_rules import check_page

SELF = {"consent_how": "self"}


def signature_errors(answer) -> str:
    return answer.text.partition('id="signature-error"')[2].partition("</p>")[0]


def test_signature_belongs_to_the_consent_and_stands_on_the_page(client_for, visit):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, **SELF, signature=desk.drawn_name())
    row = Attachment.get()
    assert (row.owner_kind, row.owner_id, row.kind) == ("persetujuan", Consent.get().id, "tanda_tangan")
    assert 'src="data:image/png;base64,' in visit(client, f"/pekerja/{reg_no}").text


def test_signature_may_stay_empty(client_for):
    desk.enrolled(client_for("petugas"), **SELF, signature="")
    assert not Attachment.select().exists()


@pytest.mark.parametrize("how", ["thumb", "witness"])
def test_drawing_left_from_another_choice_is_left_out(client_for, how):
    desk.enrolled(client_for("petugas"), consent_how=how, signature=desk.drawn_name())
    assert not Attachment.select().exists()


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ("bukan gambar", "tidak terbaca"),
        ("data:image/png;base64,AAAA", "tidak terbaca"),
        ("data:image/jpeg;base64," + base64.b64encode(desk.portrait()).decode(), "tidak terbaca"),
        (
            "data:image/png;base64," + base64.b64encode(desk.portrait("white", (300, 100), "PNG")).decode(),
            "masih kosong",
        ),
        (
            "data:image/png;base64," + base64.b64encode(desk.portrait("teal", (2400, 100), "PNG")).decode(),
            "terlalu besar",
        ),
        ("data:image/png;base64," + "A" * 300_000, "terlalu besar"),
    ],
)
def test_bad_signature_is_a_sentence_at_its_place(client_for, drawn, words):
    answer = enrol(client_for("petugas"), **SELF, signature=drawn)
    assert answer.status_code == 422
    check_page(answer)
    assert words in signature_errors(answer)
    assert 'href="#signature"' in answer.text and answer.text.count('id="signature"') == 1
    assert not Worker.select().exists() and not Attachment.select().exists()


def test_form_given_back_keeps_the_drawing(client_for):
    drawn = desk.drawn_name()
    answer = enrol(client_for("petugas"), **SELF, signature=drawn, rt="abc")
    assert answer.status_code == 422
    assert field(answer.text, "signature") == drawn


def test_pad_is_for_those_with_a_script_only(client_for):
    page = client_for("petugas").get("/pekerja/baru").text
    part = page.partition("data-signature")[2].partition(">")[0]
    assert "hidden" in part
    assert "vendor/signature_pad/signature_pad.umd.min.js" in page
