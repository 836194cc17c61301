"""Copying people into BPJS's portal: the list, one person in full, the marks, without JavaScript."""

import re

import pytest

from db.connection import writing
from db.models import AuditEvent, Submission, SubmissionLine, Worker
from kiosk.domain.clock import utc_now
from tests.services.at_once import nik
from tests.services.registering import answered, layout, line, submission_of
from tests.web.desk import send
from tests.web.house_rules import check_page

SHOWN = "bpjs.ditampilkan"


@pytest.fixture
def made(people) -> Submission:
    layout()
    return submission_of(people, 3)


def salin(submission: Submission, *more) -> str:
    return "/".join(["/bpjs", submission.no, "salin", *map(str, more)])


def niks_in(text: str) -> list[str]:
    return [number for number in map(nik, range(1, 50)) if number in text]


def looks() -> int:
    return AuditEvent.select().where(AuditEvent.action == SHOWN).count()


def test_list_shows_where_one_stopped_and_nobody_in_full(client_for, made, visit):
    admin = client_for("admin")
    assert "Mulai dari nomor 1" in visit(admin, salin(made)).text
    assert send(admin, salin(made, 1, "diketik")).status_code == 200
    text = visit(admin, salin(made)).text
    assert "Lanjutkan dari nomor 2" in text and re.search(r"<b>1 dari 3</b>", text)
    assert "oleh Admin, pukul" in text
    assert niks_in(text) == [] and f"{nik(1)[:4]}••••••••{nik(1)[-4:]}" in text


def test_person_is_shown_in_full_with_one_line_of_the_trail(client_for, made):
    answer = send(client_for("admin"), salin(made, 2))
    page = check_page(answer)
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert niks_in(answer.text) == [nik(2)] and "Sri Lestari" in answer.text
    assert looks() == 1
    values = [one["value"] for one in page.controls if one.get("class") == "copy-value"]
    assert values[:3] == [nik(2), "Orang 00002", "Sri Lestari"]


def test_start_opens_the_first_nobody_has_typed(client_for, made):
    admin = client_for("admin")
    assert niks_in(send(admin, salin(made)).text) == [nik(1)]
    send(admin, salin(made, 1, "diketik"))
    assert niks_in(send(admin, salin(made)).text) == [nik(2)]


def test_done_marks_this_person_and_opens_the_next(client_for, made):
    answer = send(client_for("admin"), salin(made, 1, "diketik"))
    check_page(answer)
    assert niks_in(answer.text) == [nik(2)] and "1 dari 3" in answer.text
    assert line(made, 1).typed_at and not line(made, 2).typed_at
    assert looks() == 1


def test_last_one_leads_back_to_the_list_which_says_that_all_are_done(client_for, made, visit):
    admin = client_for("admin")
    answers = [send(admin, salin(made, number, "diketik")) for number in (1, 2, 3)]
    assert [answer.status_code for answer in answers] == [200, 200, 303]
    text = visit(admin, salin(made)).text
    assert "Semua orang di pengajuan ini sudah diketik." in text and 'href="/bpjs/balasan"' in text
    assert send(admin, salin(made)).status_code == 303


def test_where_bpjs_has_answered_about_all_nobody_is_said_to_be_typed(client_for, made, visit):
    for number in (1, 2, 3):
        answered(made, number)
    text = visit(client_for("admin"), salin(made)).text
    assert "3 orang sudah dijawab BPJS" in text and "Tidak ada lagi yang perlu diketik" in text
    assert "sudah diketik" not in text.lower()


def test_one_goes_back_and_takes_a_mark_back(client_for, made, visit):
    admin = client_for("admin")
    second = send(admin, salin(made, 1, "diketik")).text
    assert f'formaction="{salin(made, 1)}"' in second
    first = send(admin, salin(made, 1)).text
    assert "Orang ini sudah diketik oleh Admin" in first and "belum-diketik" in first
    answer = send(admin, salin(made, 1, "belum-diketik"))
    assert (answer.status_code, answer.location) == (303, salin(made))
    assert "Mulai dari nomor 1" in visit(admin, salin(made)).text


def test_two_admins_see_each_other_s_marks(client_for, people, made, visit):
    with writing():
        people["rekan"].role = "admin"
        people["rekan"].save()
    send(client_for("admin"), salin(made, 1, "diketik"))
    colleague = client_for("rekan")
    assert "oleh Admin, pukul" in visit(colleague, salin(made)).text
    assert niks_in(send(colleague, salin(made)).text) == [nik(2)]
    send(colleague, salin(made, 1, "diketik"))
    assert line(made, 1).typed_by_id == people["admin"].id


def test_another_layout_is_chosen_and_kept_from_one_person_to_the_next(client_for, made):
    other = layout("Cabang lain", columns=[("NAMA PESERTA", "name"), ("NIK", "nik")])
    admin = client_for("admin")
    first = send(admin, salin(made), {"susunan": str(other.id)}).text
    assert first.index("NAMA PESERTA") < first.index(">NIK<")
    assert f'name="susunan" value="{other.id}"' in first
    assert "NAMA PESERTA" in send(admin, salin(made, 1, "diketik"), {"susunan": str(other.id)}).text
    assert "NAMA PESERTA" not in send(admin, salin(made, 1), {"susunan": "papirus"}).text


def test_field_that_is_not_known_is_said_to_be_empty_and_not_copied(client_for, people):
    layout(columns=[("NIK", "nik"), ("KPJ", "kpj")])
    text = send(client_for("admin"), salin(submission_of(people, 1), 1)).text
    assert text.count("data-copy=") == 1 and "kosong" in text


def test_long_address_is_shown_whole(client_for, people):
    layout(columns=[("NIK", "nik"), ("ALAMAT", "address")])
    address = "Jl. Kakap Raya Blok B Nomor 12 Gang Buntu Sebelah Musala"
    text = send(client_for("admin"), salin(submission_of(people, 1, address=address), 1)).text
    assert re.search(rf"<textarea[^>]*readonly>{re.escape(address)}</textarea>", text)


@pytest.mark.parametrize("press", [(), ("diketik",), ("belum-diketik",)])
def test_whom_bpjs_has_answered_about_is_refused_with_a_sentence(client_for, made, press):
    answered(made, 1)
    answer = send(client_for("admin"), salin(made, 1, *press))
    assert answer.status_code == 422 and "BPJS sudah menjawab" in answer.text
    assert niks_in(answer.text) == [] and looks() == 0


def test_who_is_frozen_is_not_shown_and_the_list_says_why(client_for, made, visit):
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == line(made, 1).worker_id).execute()
    admin = client_for("admin")
    assert send(admin, salin(made, 1)).status_code == 422
    text = visit(admin, salin(made)).text
    assert "Mulai dari nomor 2" in text and "dibekukan" in text
    assert f'formaction="{salin(made, 1)}"' not in text


def test_without_a_layout_the_list_leads_to_where_one_is_made(client_for, people, visit):
    made, admin = submission_of(people, 1), client_for("admin")
    text = visit(admin, salin(made)).text
    assert "Belum ada susunan kolom" in text and 'href="/bpjs/susunan"' in text
    assert send(admin, salin(made, 1)).status_code == 422


@pytest.mark.parametrize("more", [(1,), (1, "diketik"), (1, "belum-diketik")])
def test_get_shows_and_changes_nothing(client_for, made, more):
    with writing():
        SubmissionLine.update(typed_at=utc_now()).where(SubmissionLine.number == 1).execute()
    answer = client_for("admin").get(salin(made, *more))
    assert (answer.status_code, answer.location) == (303, salin(made))
    assert line(made, 1).typed_at and looks() == 0


def test_auditor_reads_the_list_and_is_shown_nobody(client_for, made, visit):
    auditor = client_for("auditor")
    text = visit(auditor, salin(made)).text
    main = text.partition("<main")[2].partition("</main>")[0]
    assert niks_in(text) == [] and "<button" not in main and "Orang 00001" in text
    for more in ((), (1,), (1, "diketik"), (1, "belum-diketik")):
        assert send(auditor, salin(made, *more)).status_code == 403
    assert looks() == 0


@pytest.mark.parametrize("who", ["petugas", "mitra", "donatur", "opd"])
def test_nobody_else_comes_near(client_for, made, who):
    client = client_for(who)
    assert client.get(salin(made)).status_code == 403
    assert send(client, salin(made, 1)).status_code == 403
    assert looks() == 0


def test_line_that_is_none_is_not_found(client_for, made):
    admin = client_for("admin")
    assert send(admin, salin(made, 4)).status_code == 404
    assert send(admin, "/bpjs/D26-000000/salin/1").status_code == 404


def test_list_costs_the_same_queries_however_many_people(client_for, people, count_queries):
    layout()
    few, many = submission_of(people, 2), submission_of(people, 28, no="D26-UJ1UJ2", numbered=100)
    with writing():
        SubmissionLine.update(typed_at=utc_now(), typed_by_id=people["admin"].id).where(
            SubmissionLine.number == 1
        ).execute()
    admin = client_for("admin")
    admin.get(salin(few))
    assert count_queries(lambda: admin.get(salin(few))) == count_queries(lambda: admin.get(salin(many)))
