"""Print runs and the people in them: nobody is named to a reader who may not see them, and whose run it is."""

from io import BytesIO

import pypdfium2
import pytest

from db.models import Card, Post, PrintedCard, PrintRun, ServiceOpening, UserPost, Worker
from kiosk.domain.clock import today
from kiosk.services import withdrawals
from tests.services.at_once import acting, key
from tests.services.crowd import crowd
from tests.web import desk

SUGENG, WAHYU = ("3374020902000001", "Sugeng Riyadi"), ("3374021105850002", "Wahyu Hidayat")
LOG = "/kartu/lembar"


@pytest.fixture
def served(client_for, people) -> str:
    """A person of Johar who is served at Tambak Lorok today."""
    reg_no = desk.enrolled(client_for("petugas"))
    ServiceOpening.create(
        worker=Worker.get(Worker.reg_no == reg_no),
        post=Post.get(Post.code == "tambak-lorok"),
        day=today(),
        reason="lain",
        by=people["petugas2"],
    )
    return reg_no


@pytest.fixture
def guest(client_for, served) -> str:
    """The same person, their card asked for at Tambak Lorok."""
    desk.printed(client_for("petugas2"), worker=served)
    return served


def at_midnight() -> None:
    ServiceOpening.delete().execute()


def listed_in(answer) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(answer.data))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_log_names_a_guest_until_midnight(client_for, guest):
    client = client_for("petugas2")
    assert guest in client.get(LOG).text
    at_midnight()
    text = client.get(LOG).text
    assert guest not in text and "Slamet" not in text and "1 orang" in text
    assert guest in client_for("admin").get(LOG).text


def test_log_names_whom_one_may_see_also_by_a_number_that_was_merged_away(client_for, guest):
    other = desk.enrolled(client_for("petugas"), nik="3374011206880041", name="Kasmin Sutrisno", phone="")
    owner = Worker.get(Worker.reg_no == guest)
    PrintRun.update(post=Post.get(Post.code == "johar")).execute()
    owner.merged_into = Worker.get(Worker.reg_no == other).id
    owner.save()
    assert guest in client_for("petugas").get(LOG).text


@pytest.mark.parametrize("told", [False, True])
def test_page_of_the_run_shows_the_place_of_a_guest_without_a_name_after_midnight(client_for, served, told):
    client = client_for("petugas2")
    own = desk.enrolled(client, nik="3374011206880041", name="Kasmin Sutrisno", phone="")
    run = desk.printed(client, worker=[served, own])
    if told:
        PrintedCard.update(outcome="spoiled").execute()
        PrintRun.update(state="confirmed").execute()
    page = client.get(f"{LOG}/{run}").text
    assert "Slamet" in page and "Kasmin" in page
    at_midnight()
    page = client.get(f"{LOG}/{run}").text
    assert "Slamet" not in page and served not in page and "Kasmin" in page
    for place in (1, 2):
        assert (f"{place}." if told else f'name="spoiled" value="{place}"') in page


def test_list_to_sign_leaves_out_whose_card_is_out_of_reach(client_for, guest):
    client, run = client_for("petugas2"), PrintRun.get()
    at_midnight()
    assert guest in listed_in(client.get(f"{LOG}/{run.no}/daftar.pdf"))  # the card lies at this post
    Card.update(pickup_post=Post.get(Post.code == "johar")).execute()
    assert guest not in listed_in(client.get(f"{LOG}/{run.no}/daftar.pdf"))


@pytest.mark.parametrize("answer", [None, {"outcome": "some_spoiled", "spoiled": "1"}])
def test_company_reads_no_more_who_withdrew_consent(client_for, people, answer):
    batch = desk.opened(client_for("mitra"), sheet=desk.small_sheet(SUGENG, WAHYU))
    run = desk.printed(client_for("mitra"), batch=batch)
    gone = Worker.get(Worker.name == SUGENG[1])
    if answer:
        desk.tell_outcome(client_for("mitra"), run, **answer)
    assert "Sugeng" in client_for("mitra").get(f"{LOG}/{run}").text
    withdrawals.withdraw(reg_no=gone.reg_no, reason="", client_key=key(), by=acting(people["admin"]))
    text = client_for("mitra").get(f"{LOG}/{run}").text
    assert "Sugeng" not in text and gone.reg_no not in text
    assert ("Wahyu" in text) is (answer is None)
    assert "Sugeng" in client_for("admin").get(f"{LOG}/{run}").text


def test_page_asks_no_more_for_forty_people_than_for_two(client_for, people, count_queries):
    numbers, client = crowd(acting(people["petugas"]), 42), client_for("petugas")
    few, many = desk.printed(client, worker=numbers[:2]), desk.printed(client, worker=numbers[2:])
    client.get(f"{LOG}/{few}")
    asked = count_queries(lambda: client.get(f"{LOG}/{few}"))
    assert count_queries(lambda: client.get(f"{LOG}/{many}")) == asked


def test_officer_who_moved_leaves_the_runs_of_the_old_post_behind(client_for, people):
    reg_no = desk.enrolled(client_for("petugas"))
    run = desk.printed(client_for("petugas"), worker=reg_no)
    there = Post.get(Post.code == "tambak-lorok")
    UserPost.update(post=there).where(UserPost.user == people["petugas"]).execute()
    client = client_for("petugas")
    for path in (run, f"{run}.pdf", f"{run}/daftar.pdf"):
        assert client.get(f"{LOG}/{path}").status_code == 403, path
    assert run not in client.get(LOG).text
    assert client_for("rekan").get(f"{LOG}/{run}.pdf").status_code == 200


def test_run_without_a_post_stays_with_who_asked_for_it(client_for, people):
    reg_no = desk.enrolled(client_for("petugas"))
    run = desk.printed(client_for("petugas"), worker=reg_no)
    PrintRun.update(post=None).execute()
    sees = {
        name: client_for(name).get(f"{LOG}/{run}").status_code for name in ("petugas", "rekan", "petugas2")
    }
    assert sees == {"petugas": 200, "rekan": 403, "petugas2": 403}
    assert run in client_for("petugas").get(LOG).text and run not in client_for("rekan").get(LOG).text
