"""The admin words the card for the city, sees it first, and what is printed from then on says so."""

from io import BytesIO

import pypdfium2
import pytest

from db.models import AuditEvent, CardText
from kiosk.files.card_texts import CardTexts
from kiosk.services import card_texts
from kiosk.services.acting import Refused
from tests.services.at_once import acting
from tests.web import desk

USUAL = dict(vars(CardTexts()))


def words(**other) -> dict:
    return {"client_key": desk.key(), **USUAL, **other}


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_what_was_worded_stands_on_the_card_printed_afterwards(client_for, visit):
    reg_no = desk.enrolled(client_for("petugas"))
    admin = client_for("admin")
    answer = desk.send(admin, "/kartu/teks", words(title="Tanda daftar pekerja rentan", scan="Pindai saya"))
    assert answer.status_code == 303
    page = visit(admin, "/kartu/teks").text
    assert (
        'value="Tanda daftar pekerja rentan"' in page and "Semula: Kartu tanda daftar pekerja rentan" in page
    )
    assert text_of(admin.get("/kartu/teks/contoh.pdf").data).count("Tanda daftar pekerja rentan") == 2
    no = desk.printed(client_for("petugas"), worker=reg_no)
    printed = text_of(client_for("petugas").get(f"/kartu/lembar/{no}.pdf").data)
    assert "Tanda daftar pekerja rentan" in printed and "Pindai saya" in printed
    (line,) = AuditEvent.select().where(AuditEvent.action == "kartu.teks_diubah")
    assert line.detail == {"tempat": "title, scan"}


def test_trying_out_shows_the_card_and_saves_nothing(client_for):
    admin = client_for("admin")
    answer = desk.send(admin, "/kartu/teks/contoh", words(heading="Kalau celaka saat bekerja"))
    assert answer.status_code == 200
    assert "Ini baru contoh" in answer.text and 'value="Kalau celaka saat bekerja"' in answer.text
    assert answer.text.count("data:image/png;base64,") == 3
    assert card_texts.texts_now() == CardTexts() and not CardText.select().exists()


def test_service_keeps_no_text_that_the_form_would_not(people):
    with pytest.raises(Refused, match="terlalu panjang"):
        card_texts.change(words={"title": "Kartu " * 60}, client_key=desk.key(), by=acting(people["admin"]))
    assert not CardText.select().exists()


def test_emptied_field_goes_back_to_the_usual_words(client_for):
    admin = client_for("admin")
    desk.send(admin, "/kartu/teks", words(title="Kartu pekerja"))
    assert card_texts.texts_now().title == "Kartu pekerja"
    desk.send(admin, "/kartu/teks", words(title=""))
    assert card_texts.texts_now() == CardTexts()
    assert "kembali ke kalimat semula" in admin.get("/kartu/teks").text
    assert CardText.select().count() == 2


def test_nothing_is_written_where_nothing_changed(client_for):
    desk.send(client_for("admin"), "/kartu/teks", words())
    assert not CardText.select().exists() and not AuditEvent.select().where(
        AuditEvent.action == "kartu.teks_diubah"
    )


def test_form_sent_twice_changes_once(client_for):
    admin, sent = client_for("admin"), words(title="Kartu pekerja")
    assert [desk.send(admin, "/kartu/teks", sent).status_code for _ in range(2)] == [303, 303]
    assert CardText.select().count() == 1


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (
            "title",
            "Kartu tanda daftar pekerja rentan yang panjang sekali judulnya sampai ke tepi",
            "terlalu panjang",
        ),
        ("terms", "kata " * 75, "terlalu panjang"),
        ("step_1", "x" * 401, "Paling banyak 400 huruf."),
        ("where", "Hubungi 081234567890", "Jangan tulis NIK atau nomor HP"),
    ],
)
def test_text_that_cannot_stand_there_is_refused_at_its_field(client_for, visit, place, text, said):
    answer = desk.send(client_for("admin"), "/kartu/teks", words(**{place: text}))
    assert answer.status_code == 422
    assert said in answer.text and f'id="{place}-error"' in answer.text
    assert not CardText.select().exists()


def test_markup_stays_text(client_for):
    admin = client_for("admin")
    desk.send(admin, "/kartu/teks", words(scan="<b>Pindai</b> & cek"))
    assert "<b>Pindai</b> & cek" in text_of(admin.get("/kartu/teks/contoh.pdf").data)


def test_auditor_looks_and_nobody_else_words_it(client_for, stranger):
    assert client_for("auditor").get("/kartu/teks").status_code == 200
    for name in ("auditor", "petugas", "mitra", "opd", "donatur"):
        assert desk.send(client_for(name), "/kartu/teks", words(title="Lain")).status_code == 403
        assert desk.send(client_for(name), "/kartu/teks/contoh", words(title="Lain")).status_code == 403
    assert stranger.get("/kartu/teks").status_code == 302
    assert not CardText.select().exists()
