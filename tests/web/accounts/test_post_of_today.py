"""*Pos hari ini*: chosen in the header, asked until it is answered, over at midnight."""

import re

import pytest
import time_machine

from db.models import Post, UserPost, Worker
from kiosk.web import blank_forms
from tests.web import desk
from tests.web.accounts.desk import sign_in
from tests.web.desk import send

QUESTION = "Anda melayani di mana hari ini?"
MANGKANG = "Pos Terminal Mangkang"


@pytest.fixture
def two_posts(people):
    UserPost.create(user=people["petugas"], post=Post.get(Post.code == "mangkang"))


def header(page: str) -> str:
    return page.partition("<header")[2].partition("</header>")[0]


def choose(client, code: str, next: str = "/pekerja"):
    return send(client, "/akun/pos", {"post": code, "next": next})


def posts_offered(part: str) -> list[str]:
    return re.findall(r'name="post" value="([^"]+)"', part)


def test_officer_of_several_posts_chooses_in_the_header(client_for, two_posts, visit):
    client = client_for("petugas")
    page = visit(client, "/pekerja").text
    assert posts_offered(header(page)) == ["johar", "mangkang"]
    assert 'name="next" value="/pekerja"' in header(page)
    answer = choose(client, "mangkang")
    assert (answer.status_code, answer.location) == (303, "/pekerja")
    page = visit(client, "/pekerja").text
    assert f"Pos hari ini: <b>{MANGKANG}</b>" in header(page)
    assert re.search(r'value="mangkang" aria-pressed="true"', header(page))
    assert f"Pos hari ini: {MANGKANG}." in page


def test_chosen_post_is_written_with_whom_one_enrols(client_for, two_posts):
    client = client_for("petugas")
    choose(client, "mangkang")
    desk.enrolled(client)
    assert Worker.get().enrolled_post.code == "mangkang"


def test_way_back_keeps_what_the_page_was_filtered_by(client_for, two_posts):
    client = client_for("petugas")
    page = client.get("/pekerja?keadaan=terlindungi").text
    assert 'name="next" value="/pekerja?keadaan=terlindungi"' in header(page)


@pytest.mark.parametrize(
    "elsewhere", ["https://jahat.example/", "//jahat.example", "/tidak-ada", "/kunci", ""]
)
def test_choice_leads_only_to_pages_of_ours(client_for, two_posts, elsewhere):
    assert choose(client_for("petugas"), "mangkang", elsewhere).location == "/akun"


def test_officer_of_one_post_sees_its_name_and_nothing_to_choose(client_for, visit):
    page = visit(client_for("petugas2"), "/pekerja").text
    assert "Pos TPI Tambak Lorok" in header(page)
    assert posts_offered(page) == []
    assert QUESTION not in page


@pytest.mark.parametrize("name", ["mitra", "admin", "auditor", "opd", "donatur"])
def test_nobody_else_is_asked(client_for, two_posts, name):
    page = client_for(name).get("/").text
    assert QUESTION not in page
    assert "Pos hari ini" not in header(page)


def test_question_stands_where_a_post_is_stamped_until_there_is_an_answer(client_for, two_posts, visit):
    client = client_for("petugas")
    first = visit(client, "/").text
    assert QUESTION in first
    assert "pendaftaran dicatat di Pos Pasar Johar" in first
    question = first.partition(QUESTION)[2].partition("</section>")[0]
    assert posts_offered(question) == ["johar", "mangkang"]
    assert "aria-pressed" not in question  # nothing has been chosen
    assert QUESTION in visit(client, "/pekerja/baru").text
    assert QUESTION not in visit(client, "/pekerja").text
    choose(client, "mangkang")
    assert QUESTION not in visit(client, "/").text


def test_who_has_chosen_is_not_asked(client_for, two_posts):
    client = client_for("petugas")
    choose(client, "johar")
    assert QUESTION not in client.get("/").text
    assert QUESTION in client_for("petugas").get("/").text  # on another machine it is asked again


def test_choice_and_question_end_with_the_day_in_semarang(client_for, two_posts):
    with time_machine.travel("2026-11-20 16:58:00", tick=False) as clock:  # 23.58 here
        client = client_for("petugas")
        choose(client, "mangkang")
        assert MANGKANG in client.get("/").text.partition("Pos hari ini: <b>")[2][:40]
        clock.move_to("2026-11-20 17:01:00")  # a new day here, in UTC the same
        page = client.get("/").text
        assert "Pos hari ini: <b>Pos Pasar Johar" in header(page)
        assert QUESTION in page


def test_colleague_at_the_same_machine_is_asked_for_oneself(app, people, two_posts):
    UserPost.create(user=people["rekan"], post=Post.get(Post.code == "mangkang"))
    client = app.test_client()
    sign_in(client, people["petugas"].email)
    choose(client, "mangkang")
    send(client, "/keluar")
    sign_in(client, people["rekan"].email)
    page = client.get("/").text
    assert QUESTION in page
    assert "Pos hari ini: <b>Pos Pasar Johar" in header(page)


def test_question_is_not_kept_with_the_blank_form(client_for, two_posts):
    blank_forms.forget()
    first, second = client_for("petugas"), client_for("petugas")
    assert QUESTION in first.get("/pekerja/baru").text
    choose(first, "johar")  # the post it was without a choice
    assert QUESTION not in first.get("/pekerja/baru").text
    assert QUESTION in second.get("/pekerja/baru").text


def test_unknown_post_is_refused_on_a_page_that_offers_one_s_own(client_for, two_posts):
    answer = choose(client_for("petugas"), "tambak-lorok")
    assert answer.status_code == 422
    assert "Pilih salah satu pos Anda." in answer.text
