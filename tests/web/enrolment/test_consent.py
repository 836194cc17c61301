"""Consent at the desk: the words in force are on the form, their version on record, with how and what stays of it."""

import pytest

from db.models import Consent, Worker
from kiosk.services import consents
from tests.web import desk
from tests.web.desk import enrol


def test_words_in_force_stand_in_the_form_to_be_read_aloud(client_for, visit):
    page = visit(client_for("petugas"), "/pekerja/baru").text
    assert consents.text_now("id") in page
    assert consents.text_now("en") not in page
    assert 'data-read-aloud="consent-words"' in page and "Naskah versi 2026-11" in page


def test_who_reads_english_sees_what_is_read_and_what_it_means(client_for, visit):
    client = client_for("petugas")
    desk.in_english(client)
    page = visit(client, "/pekerja/baru").text
    assert consents.text_now("id") in page and consents.text_now("en") in page
    assert '<p class="consent-text" id="consent-words" lang="id">' in page


def test_version_and_note_are_on_record_and_on_the_page(client_for, visit):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, consent_how="witness", consent_note="  Ibu  Sri, tetangga ")
    given = Consent.get()
    assert (given.version, given.how, given.note) == ("2026-11", "witness", "Ibu Sri, tetangga")
    page = visit(client, f"/pekerja/{reg_no}").text
    panel = page.partition('id="consent-title"')[2].partition("</section>")[0]
    for words in (
        'href="/persetujuan/2026-11"',
        "Dibacakan, dengan saksi",
        "Saksi",
        "Ibu Sri, tetangga",
        "Petugas",
    ):
        assert words in panel


@pytest.mark.parametrize("how", ["self", "thumb", "witness"])
def test_note_may_stay_empty(client_for, how):
    desk.enrolled(client_for("petugas"), consent_how=how)
    assert Consent.get().note is None


@pytest.mark.parametrize(
    ("note", "words"),
    [("c" * 201, "paling banyak 200 huruf"), (f"saksi {desk.NIK}", "Jangan tulis NIK atau nomor HP")],
)
def test_note_that_is_too_long_or_names_a_number_is_refused(client_for, note, words):
    answer = enrol(client_for("petugas"), consent_note=note)
    assert answer.status_code == 422
    assert words in answer.text.partition('id="consent_note-error"')[2].partition("</p>")[0]
    assert not Worker.select().exists()


def test_one_label_says_both_without_a_script_and_each_its_own_with_one(client_for):
    page = client_for("petugas").get("/pekerja/baru").text
    hint = page.partition('id="consent_note-hint">')[2].partition("</p>")[0]
    assert "Cap jempol" in hint and "Saksi" in hint
    for words in ('data-thumb="Di mana cap jempolnya"', 'data-witness="Nama saksi"'):
        assert words in page


def test_what_a_company_stated_in_its_list_says_so(client_for, people, visit):
    client = client_for("mitra")
    desk.opened(client, sheet=desk.small_sheet(("3374020902000001", "Sugeng")))
    page = visit(client, f"/pekerja/{Worker.get().reg_no}").text
    assert "Dinyatakan perusahaan dalam daftarnya" in page
