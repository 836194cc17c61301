"""A photograph with the enrolment: kept with the person, not lost with a form that comes back, nobody else's."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from db.models import Attachment, Worker
from kiosk.services import photos
from tests.web import desk
from tests.web.accounts.desk import field, sign_in, token
from tests.web.desk import enrol, person, send
from tests.web.house_rules import check_page

WRONG = {"rt": "abc"}
# So unlike each other that nobody asks whether two of them are one.
PEOPLE = (
    {"nik": "3374011705030001", "name": "Slamet Widodo"},
    {"nik": "3374010203710002", "name": "Bambang Irawan"},
    {"nik": "3374012408880003", "name": "Yohanes Kristanto"},
    {"nik": "3374011111950004", "name": "Fajar Nugroho"},
)


def kept_in(answer) -> str:
    return field(answer.text, "photo_kept")


def preview_in(answer) -> Image.Image:
    address = re.search(r'data-photo-preview src="data:image/jpeg;base64,([^"]+)"', answer.text)
    return Image.open(BytesIO(b64decode(address[1])))


def photo_errors(answer) -> str:
    return answer.text.partition('id="photo-error"')[2].partition("</p>")[0]


def photo_of(client, reg_no: str) -> Image.Image:
    answer = client.get(f"/pekerja/{reg_no}/foto")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    return Image.open(BytesIO(answer.data))


def test_photo_stands_on_the_person_s_page(client_for, visit):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, photo=desk.photo(desk.portrait(size=(1200, 1600))))
    page = visit(client, f"/pekerja/{reg_no}").text
    assert f'src="/pekerja/{reg_no}/foto"' in page and 'alt="Foto Slamet W."' in page
    assert photo_of(client, reg_no).size == (600, 800)


def test_form_without_a_photo_is_saved_and_asks_nothing_more(client_for, count_queries, people):
    client = client_for("petugas")
    answers = []

    def save(number: int, **papers):
        fields = person(**PEOPLE[number], **papers)
        answers.append(client.post("/pekerja/baru", data={"csrf_token": csrf, **fields}))

    csrf = desk.form_token(client)
    save(0)
    plain = count_queries(lambda: save(1))
    empty = count_queries(
        lambda: save(2, photo=desk.photo(b"", ""), photo_kept="", signature="", consent_note="")
    )
    assert [answer.status_code for answer in answers] == [303] * 3
    assert plain == empty
    with_papers = count_queries(lambda: save(3, photo=desk.photo(), consent_note="Sri"))
    assert with_papers > plain
    assert Attachment.select().count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 sebuah surat", "Berkas ini PDF, bukan foto."),
        (b"bukan foto", "Berkas ini bukan foto."),
        (b"\x00\x00\x00\x18ftypheic" + b"x" * 200, "HEIC"),
        (desk.portrait()[:400], "Foto ini rusak"),
        (desk.portrait(size=(60, 60)), "hanya 60 × 60 piksel"),
    ],
)
def test_refused_photo_says_why_at_its_field_and_nothing_is_saved(client_for, content, words):
    answer = enrol(client_for("petugas"), photo=desk.photo(content))
    assert answer.status_code == 422
    check_page(answer)
    assert words in photo_errors(answer)
    assert f'value="{desk.NAME}"' in answer.text
    assert not kept_in(answer)
    assert not Worker.select().exists() and not Attachment.select().exists()


def test_photo_comes_back_with_the_form_and_is_saved_with_the_next_press(client_for):
    client, fields = client_for("petugas"), person()
    answer = send(client, "/pekerja/baru", {**fields, **WRONG, "photo": desk.photo()})
    assert answer.status_code == 422
    check_page(answer)
    assert "Foto ini ikut disimpan." in answer.text
    assert preview_in(answer).size == (240, 320)
    again = send(client, "/pekerja/baru", {**fields, "photo_kept": kept_in(answer)})
    assert again.status_code == 303
    assert photo_of(client, Worker.get().reg_no).size == (600, 800)
    assert Attachment.select().count() == 1


def test_kept_photo_stays_through_a_second_fault_and_a_stale_token(client_for):
    client, fields = client_for("petugas"), person()
    first = client.post("/pekerja/baru", data={"csrf_token": "lama", **fields, "photo": desk.photo()})
    second = send(client, "/pekerja/baru", {**fields, **WRONG, "photo_kept": kept_in(first)})
    assert second.status_code == 422 and preview_in(second)
    assert send(client, "/pekerja/baru", {**fields, "photo_kept": kept_in(second)}).status_code == 303
    assert Attachment.select().count() == 1


def test_known_nik_does_not_lose_the_photo_of_the_form(client_for):
    client = client_for("petugas")
    desk.enrolled(client)
    answer = enrol(client, name="Orang Lain", photo=desk.photo())
    assert answer.status_code == 422 and preview_in(answer)


def test_newly_chosen_photo_wins_over_the_kept_one(client_for):
    client, fields = client_for("petugas"), person()
    kept = kept_in(send(client, "/pekerja/baru", {**fields, **WRONG, "photo": desk.photo()}))
    newer = desk.photo(desk.portrait("red", (400, 300)))
    assert send(client, "/pekerja/baru", {**fields, "photo_kept": kept, "photo": newer}).status_code == 303
    assert photo_of(client, Worker.get().reg_no).size == (400, 300)


def test_kept_photo_is_left_out_on_demand(client_for):
    client, fields = client_for("petugas"), person()
    kept = kept_in(send(client, "/pekerja/baru", {**fields, **WRONG, "photo": desk.photo()}))
    answer = send(client, "/pekerja/baru", {**fields, "photo_kept": kept, "photo_drop": "y"})
    assert answer.status_code == 303
    assert not Attachment.select().where(Attachment.owner_kind == "pekerja").exists()


def test_form_sent_twice_with_a_kept_photo_answers_the_same(client_for):
    client, fields = client_for("petugas"), person()
    fields["photo_kept"] = kept_in(send(client, "/pekerja/baru", {**fields, **WRONG, "photo": desk.photo()}))
    first, second = (send(client, "/pekerja/baru", fields) for _time in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location


def test_photo_of_another_officer_s_form_is_not_taken_nor_shown(client_for):
    fields = person()
    kept = kept_in(send(client_for("petugas"), "/pekerja/baru", {**fields, **WRONG, "photo": desk.photo()}))
    answer = send(client_for("rekan"), "/pekerja/baru", {**person(), "photo_kept": kept})
    assert answer.status_code == 422
    assert "Foto yang tadi sudah tidak tersimpan." in photo_errors(answer)
    assert "data:image/jpeg" not in answer.text
    assert not Worker.select().exists()


@pytest.mark.parametrize("kept", ["bukan tanda", "W10.abc", "null"])
def test_invented_photo_is_a_sentence_at_the_field(client_for, kept):
    answer = enrol(client_for("petugas"), photo_kept=kept)
    assert answer.status_code == 422
    assert "Foto yang tadi sudah tidak tersimpan." in photo_errors(answer)


def test_photo_of_a_saved_person_is_not_taken_for_the_next(client_for):
    client, fields = client_for("petugas"), person()
    kept = kept_in(send(client, "/pekerja/baru", {**fields, **WRONG, "photo": desk.photo()}))
    assert send(client, "/pekerja/baru", {**fields, "photo_kept": kept}).status_code == 303
    answer = enrol(client, nik="3374015708900002", sex="P", name="Siti Aminah", photo_kept=kept)
    assert answer.status_code == 422
    assert "Foto yang tadi sudah tidak tersimpan." in photo_errors(answer)
    assert Worker.select().count() == 1


def test_photo_of_a_lapsed_sign_in_is_asked_for_once_more(client_for, people):
    client, fields = client_for("petugas"), person()
    with client.session_transaction() as session:
        session.clear()
    sent = {**fields, "csrf_token": token(client, "/masuk"), "photo": desk.photo()}
    answer = client.post("/pekerja/baru", data=sent)
    assert answer.status_code == 422 and "tidak ikut tersimpan" in answer.text
    sign_in(client, people["petugas"].email)
    kept = {"csrf_token": field(answer.text, "csrf_token"), "kept_form": field(answer.text, "kept_form")}
    answer = client.post("/pekerja/baru", data=kept)
    assert answer.status_code == 422
    assert "Pilih berkasnya sekali lagi." in photo_errors(answer)
    assert f'value="{desk.NAME}"' in answer.text


def test_same_key_with_another_photo_is_409_and_the_photo_goes_along(client_for):
    client, fields = client_for("petugas"), person()
    assert send(client, "/pekerja/baru", {**fields, "photo": desk.photo()}).status_code == 303
    other = {**fields, "nik": "3374015708900002", "name": "Siti Aminah", "sex": "P"}
    answer = send(client, "/pekerja/baru", {**other, "photo": desk.photo(desk.portrait("red"))})
    assert answer.status_code == 409
    check_page(answer)
    assert kept_in(answer)


def test_no_photo_is_no_page(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    assert client.get(f"/pekerja/{reg_no}/foto").status_code == 404


def test_form_travels_with_its_file(client_for):
    page = client_for("petugas").get("/pekerja/baru").text
    form = re.search(r'<form[^>]*action="/pekerja/baru"[^>]*>', page)[0]
    assert form.count('"multipart/form-data"') == 2  # for the browser, and for htmx
    assert re.search(r'<input[^>]*accept="image/\*"[^>]*capture="environment"[^>]*name="photo"', page)


def test_camera_is_allowed_to_our_own_pages(client_for):
    assert "camera" not in client_for("petugas").get("/pekerja/baru").headers.get("Permissions-Policy", "")


def test_photo_that_is_kept_is_the_one_that_was_judged(client_for, monkeypatch):
    """What the vault gets has been through the decoder: no metadata, no second content behind the picture."""
    seen = []
    real = photos.safe.keep_file
    monkeypatch.setattr(
        photos.safe, "keep_file", lambda content, kind: seen.append(content) or real(content, kind)
    )
    enrol(client_for("petugas"), photo=desk.photo(desk.portrait(kind="PNG") + b"di belakang"))
    (content,) = seen
    assert content.startswith(b"\xff\xd8\xff") and b"di belakang" not in content


def test_form_too_large_to_read_speaks_of_photographs_and_not_of_sheets(client_for):
    answer = send(client_for("petugas"), "/pekerja/baru", {"photo": (BytesIO(b"x" * 22_000_000), "foto.jpg")})
    assert answer.status_code == 413
    assert "Foto paling besar 10 MB" in answer.text and "unggah satu per satu" not in answer.text
