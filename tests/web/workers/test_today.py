"""`/pekerja?hari=ini`: how many today, at which post, by whom, and how long each took."""

import re
from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Post, UserPost, Worker
from kiosk.domain.clock import local, today, utc_now
from kiosk.domain.words import clock_time
from kiosk.web.workers.today import duration
from tests.web import desk

TODAY = "/pekerja?hari=ini"
NAMES = ("Agus Salim", "Budi Hartono", "Cahyo Nugroho", "Darmin Tukijo", "Eko Prasetyo")


def enrolled(client, number: int, seconds: int | None = None, **other) -> str:
    fields = {"nik": f"337401{10 + number}05030001", "name": NAMES[number], "phone": "", **other}
    reg_no = desk.enrolled(client, **fields)
    with writing():
        Worker.update(enrol_seconds=seconds).where(Worker.reg_no == reg_no).execute()
    return reg_no


def counted(page: str) -> int:
    return int(re.search(r'<data id="enrolled-today" value="(\d+)"', page)[1])


def row_of(page: str, reg_no: str) -> str:
    row = next(part for part in page.split("<tr") if reg_no in part)
    return " ".join(re.sub(r"<[^>]+>", " ", row.partition("</tr>")[0]).split())


def test_number_of_the_first_page_is_that_of_its_list(client_for, visit):
    client = client_for("petugas")
    for number in range(3):
        enrolled(client, number)
    enrolled(client_for("petugas2"), 3)  # lives in Kauman: within the scope of Johar
    enrolled(client_for("petugas2"), 4, kelurahan="33.74.02.1008")
    page = visit(client, TODAY).text
    assert counted(page) == counted(client.get("/").text) == 4
    assert "Didaftarkan hari ini" in page
    assert NAMES[3] in page and NAMES[4] not in page


def test_each_line_says_when_how_long_where_and_by_whom(client_for, visit):
    client = client_for("petugas")
    fast, slow = enrolled(client, 0, 48), enrolled(client_for("rekan"), 1, 125)
    unknown = enrolled(client, 2)
    page = visit(client, TODAY).text
    at = clock_time(local(Worker.get(Worker.reg_no == fast).enrolled_at))
    assert row_of(page, fast).endswith(f"{at} 48 detik Pos Pasar Johar Petugas")
    assert row_of(page, slow).endswith("2 menit 5 detik Pos Pasar Johar Rekan")
    assert "– Pos Pasar Johar" in row_of(page, unknown)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"), (0, "0 detik"), (1, "1 detik"), (59, "59 detik"), (60, "1 menit"), (61, "1 menit 1 detik"),
        (3599, "59 menit 59 detik"),
    ],
)  # fmt: skip
def test_time_is_said_as_people_say_it(app, seconds, words):
    with app.test_request_context():
        assert duration(seconds) == words


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ([30, 52, 400], "Setengahnya selesai dalam 52 detik."),
        ([40, 60, None], "Setengahnya selesai dalam 50 detik."),
        ([48, None, None], None),
        ([None, None], None),
    ],
)
def test_half_of_them_took_no_longer(client_for, times, sentence):
    client = client_for("petugas")
    for number, seconds in enumerate(times):
        enrolled(client, number, seconds)
    page = client.get(TODAY).text
    assert (sentence in page) if sentence else ("Setengahnya" not in page)


def test_post_of_today_and_own_work_can_be_looked_at_alone(client_for, people, visit):
    UserPost.create(user=people["petugas"], post=Post.get(Post.code == "mangkang"))
    petugas = client_for("petugas")
    enrolled(petugas, 0)
    enrolled(client_for("rekan"), 1)
    desk.send(petugas, "/akun/pos", {"post": "mangkang"})
    enrolled(petugas, 2)
    expected = {
        "": {0, 1, 2},
        "&pos=ini": {2},
        "&oleh=saya": {0, 2},
        "&pos=ini&oleh=saya": {2},
        "&pos=lain": {0, 1, 2},
    }
    for more, numbers in expected.items():
        page = visit(petugas, TODAY + more).text
        assert {number for number in range(3) if NAMES[number] in page} == numbers, more
        assert counted(page) == len(numbers)
    assert "Di Pos Terminal Mangkang." in visit(petugas, f"{TODAY}&pos=ini").text


def test_filter_widens_nobody_s_scope(client_for, visit):
    enrolled(client_for("petugas"), 0)
    for more in ("", "&pos=ini", "&oleh=saya"):
        for name in ("petugas2", "mitra"):
            page = visit(client_for(name), TODAY + more).text
            assert NAMES[0] not in page and counted(page) == 0
    for name in ("admin", "auditor"):
        assert counted(visit(client_for(name), f"{TODAY}&pos=ini&oleh=saya").text) == 1


@pytest.mark.parametrize(
    ("name", "more", "sentence", "way_on"),
    [
        ("petugas", "", "Mulai dari orang di depan meja", "/pekerja/baru"),
        ("mitra", "", "Mulai dari orang di depan meja", "/pekerja/baru"),
        ("petugas", "&oleh=saya", "Daftar ini disaring.", 'href="/pekerja?hari=ini"'),
        ("admin", "", "Pendaftaran tampil di sini begitu", ""),
    ],
)
def test_empty_list_says_what_to_do(client_for, visit, name, more, sentence, way_on):
    page = visit(client_for(name), TODAY + more).text
    assert sentence in page and way_on in page
    assert "<table" not in page


def test_who_was_enrolled_yesterday_is_not_there_and_copied_sheets_are_counted_beside(client_for):
    client = client_for("petugas")
    enrolled(client, 0)
    enrolled(client, 1, enrolled_on=f"{today() - timedelta(days=2)}")
    old = enrolled(client, 2)
    with writing():
        then = utc_now() - timedelta(days=1)
        Worker.update(enrolled_at=then, enrolled_on=local(then).date()).where(Worker.reg_no == old).execute()
    page = client.get(TODAY).text
    assert counted(page) == 1
    assert "Hari ini juga disalin 1 formulir kertas" in page
    assert NAMES[1] not in page and NAMES[2] not in page


def test_list_turns_its_pages_and_the_count_is_of_all(client_for, visit):
    client = client_for("petugas")
    reg_no = enrolled(client, 0)
    row = Worker.select().where(Worker.reg_no == reg_no).dicts().get()
    with writing():
        for number in range(31):
            copy = {
                **row,
                "id": None,
                "reg_no": f"SMG-{number}",
                "nik_hash": bytes([number]),
                "name": f"Orang {number}",
            }
            copy.pop("id")
            Worker.insert(copy).execute()
    first, second = visit(client, TODAY).text, visit(client, f"{TODAY}&hal=2").text
    assert counted(first) == counted(second) == 32
    assert "hari=ini&amp;hal=2" in first
    assert "Belum ada" not in visit(client, f"{TODAY}&hal=9").text
    assert first.count("<tr") - 1 == 30 and second.count("<tr") - 1 == 2


def test_queries_do_not_grow_with_the_list(client_for, count_queries):
    client = client_for("petugas")
    enrolled(client, 0)
    one = count_queries(lambda: client.get(TODAY))
    for number in range(1, 5):
        enrolled(client, number)
    assert count_queries(lambda: client.get(TODAY)) == one
