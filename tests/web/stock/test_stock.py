"""The stock of a post on its page: what is typed, who may, what is said about numbers that cannot be."""

import re

import pytest

from db.models import AuditEvent, CardStock, Post, UserPost
from tests.web import desk
from tests.web.house_rules import check_page

COUNTED = re.compile(r'<data id="([^"]+)" value="(-?\d+)"')


def movement(**other) -> dict:
    return {
        "client_key": desk.key(),
        "kind": "in",
        "item": "cr80",
        "count": "100",
        "note": "",
        **other,
    }


def write(client, post="johar", **other):
    return desk.send(client, f"/kartu/stok?pos={post}", movement(**other))


def take_back(client, entry_id, post="johar"):
    fields = {"client_key": f"{desk.key()}-{entry_id}", "undo": entry_id}
    return desk.send(client, f"/kartu/stok?pos={post}", fields)


def posted_to(page) -> set[str]:
    return {form["action"] for form in page.forms if form["action"].startswith("/kartu/stok")}


def figures(answer) -> dict[str, str]:
    return dict(COUNTED.findall(answer.text))


def test_officer_writes_what_came_and_sees_the_shelf(client_for, visit):
    client = client_for("petugas")
    assert "Belum pernah dicatat." in visit(client, "/kartu/stok").text
    answer = write(client, count="1.000", note="dari Disnaker")
    assert (answer.status_code, answer.location) == (303, "/kartu/stok?pos=johar")
    page = visit(client, answer.location)
    assert figures(page)["stock-cr80"] == "1000"
    assert "dari Disnaker" in page.text and "+1.000" in page.text


@pytest.mark.parametrize(
    ("count", "says"),
    [(20, "Hampir habis"), (21, None), (0, "Hampir habis")],
)
def test_low_stock_is_said(client_for, visit, count, says):
    client = client_for("petugas")
    write(client, kind="counted", count=str(count))
    page = visit(client, "/kartu/stok").text
    assert ("Hampir habis" in page) == (says is not None)


def test_stock_below_zero_asks_to_count_the_shelf(client_for, visit):
    client = client_for("petugas")
    assert write(client, kind="spoiled", count="3", is_meant="y").status_code == 303
    page = visit(client, "/kartu/stok")
    assert figures(page)["stock-cr80"] == "-3" and "Hitung ulang isi rak" in page.text
    assert "dicatat keluar atau terpakai lebih banyak" in page.text and "yang tercetak" not in page.text
    assert "hitung ulang" in visit(client_for("admin"), "/kartu/stok").text


@pytest.mark.parametrize("kind", ["out", "spoiled"])
def test_more_than_lies_there_is_asked_after_and_then_written(client_for, kind):
    client = client_for("petugas")
    write(client, count="29", item="a4")
    typed = movement(kind=kind, count="100", item="a4", note="ke Pos Mangkang")
    assert 'name="is_meant"' not in client.get("/kartu/stok").text
    asked = desk.send(client, "/kartu/stok", typed)
    assert asked.status_code == 422 and 'name="is_meant"' in asked.text
    assert "hanya ada 29 di rak, sedangkan yang dicatat keluar 100" in asked.text
    check_page(asked)
    assert CardStock.select().count() == 1
    assert desk.send(client, "/kartu/stok", typed | {"is_meant": "y"}).status_code == 303
    assert [row.count for row in CardStock.select().order_by(CardStock.id)] == [29, -100]


def test_all_that_lies_there_goes_without_a_question(client_for):
    client = client_for("petugas")
    write(client, count="29")
    assert write(client, kind="out", count="29", note="ke Pos Mangkang").status_code == 303


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"count": ""}, "Isi jumlahnya dengan angka bulat"),
        ({"count": "-5"}, "Isi jumlahnya dengan angka bulat"),
        ({"count": "1,5"}, "Isi jumlahnya dengan angka bulat"),
        ({"count": "1.5"}, "Isi jumlahnya dengan angka bulat"),
        ({"count": "seratus"}, "Isi jumlahnya dengan angka bulat"),
        ({"count": "9" * 40}, "Isi jumlahnya dengan angka bulat"),
        ({"count": "100001"}, "lebih dari seratus ribu"),
        ({"count": "0"}, "Jumlahnya nol"),
        ({"kind": "beli"}, "Pilih apa yang terjadi"),
        ({"kind": ""}, "Pilih apa yang terjadi"),
        ({"item": "emas"}, "Pilih barangnya"),
        ({"kind": "out"}, "Tulis ke pos mana"),
        ({"note": "3374011705030001"}, "Jangan tulis NIK"),
        ({"note": "x" * 151}, "paling banyak 150 huruf"),
    ],
)
def test_form_comes_back_with_a_sentence_and_nothing_is_written(client_for, wrong, sentence):
    answer = write(client_for("petugas"), **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not CardStock.select().exists()


def test_refused_form_is_still_that_of_its_post(client_for, visit):
    """Also where the page stands at an address that names no post: its pages and its next press stay there."""
    admin = client_for("admin")
    for number in range(1, 27):
        write(admin, post="tambak-lorok", count=str(number))
    action = "/kartu/stok?pos=tambak-lorok"
    assert posted_to(visit(admin, action).page) == {action}
    refused = desk.send(admin, action, movement(count=""))
    assert refused.status_code == 422
    assert 'rel="next" href="/kartu/stok?pos=tambak-lorok&amp;hal=2"' in refused.text
    assert posted_to(check_page(refused)) == {action}


def test_asking_for_the_head_of_a_page_is_no_sent_form(client_for):
    assert client_for("petugas").head("/kartu/stok?pos=johar").status_code == 200


def test_zero_may_be_counted(client_for):
    assert write(client_for("petugas"), kind="counted", count="0").status_code == 303


def test_an_entry_is_taken_back_by_its_opposite(client_for, visit):
    client = client_for("petugas")
    write(client, count="500")
    entry = CardStock.get()
    page = visit(client, "/kartu/stok").text
    assert "Ya, batalkan" in page and f"-{entry.id}" in page
    assert take_back(client, entry.id).status_code == 303
    page = visit(client, "/kartu/stok")
    assert figures(page)["stock-cr80"] == "0" and "Sudah dibatalkan." in page.text
    assert f"Membatalkan catatan no. {entry.id}." in page.text and "Ya, batalkan" not in page.text
    again = take_back(client, entry.id)
    assert again.status_code == 422 and "sudah dibatalkan" in again.text
    assert [row.count for row in CardStock.select().order_by(CardStock.id)] == [500, -500]


@pytest.mark.parametrize("undo", ["", "bukan angka", "9" * 12])
def test_nonsense_is_not_taken_back(client_for, undo):
    answer = take_back(client_for("petugas"), undo)
    assert answer.status_code == 422 and "Pilih catatan yang dibatalkan dari daftar." in answer.text


def test_owner_and_colleague_write_stranger_company_and_auditor_do_not(client_for, people):
    answers = {
        name: write(client_for(name)).status_code
        for name in ("petugas", "rekan", "admin", "petugas2", "mitra", "auditor", "opd")
    }
    assert answers == {
        "petugas": 303, "rekan": 303, "admin": 303, "petugas2": 403, "mitra": 403, "auditor": 403, "opd": 403,
    }  # fmt: skip
    entry = CardStock.get()
    assert take_back(client_for("petugas2"), entry.id).status_code == 403
    assert take_back(client_for("petugas2"), entry.id, post="tambak-lorok").status_code == 403
    assert CardStock.select().count() == 3


def test_post_of_the_address_is_one_s_own(client_for, visit):
    visit(client_for("petugas"), "/kartu/stok?pos=johar")
    visit(client_for("petugas"), "/kartu/stok?pos=tambak-lorok", status=403)
    visit(client_for("petugas"), "/kartu/stok?pos=tidak-ada", status=404)
    visit(client_for("mitra"), "/kartu/stok", status=403)
    visit(client_for("admin"), "/kartu/stok?pos=tambak-lorok")


def test_auditor_sees_the_book_and_no_form(client_for, visit):
    write(client_for("petugas"), note="dari Disnaker")
    page = visit(client_for("auditor"), "/kartu/stok?pos=johar")
    assert "dari Disnaker" in page.text
    assert not [form for form in page.page.forms if form["action"].startswith("/kartu/stok")]


def test_admin_sees_every_post(client_for, visit):
    write(client_for("petugas"))
    page = visit(client_for("admin"), "/kartu/stok")
    assert {f"/kartu/stok?pos={post.code}" for post in Post.select()} <= set(page.page.addresses)


def test_writing_stands_in_the_trail_with_words(client_for, visit, people):
    client = client_for("petugas")
    write(client)
    take_back(client, CardStock.get().id)
    actions = [line.action for line in AuditEvent.select().where(AuditEvent.subject == "johar")]
    assert actions == ["kartu.stok_dicatat", "kartu.stok_dibatalkan"]
    page = visit(client_for("admin"), "/admin/jejak").text
    assert "Stok kartu kosong dicatat" in page and "Catatan stok dibatalkan" in page


def test_book_has_pages_and_queries_do_not_grow_with_it(client_for, visit, count_queries):
    client = client_for("petugas")
    for number in range(1, 27):
        write(client, count=str(number))
    second = visit(client, "/kartu/stok?hal=2").text
    assert "No. 1," in second.replace(f"No. {CardStock.select().order_by(CardStock.id).get().id},", "No. 1,")
    first = count_queries(lambda: client.get("/kartu/stok"))
    assert first == count_queries(lambda: client.get("/kartu/stok?hal=2"))


def test_page_in_english_says_the_same_numbers(client_for, visit):
    client = client_for("petugas")
    write(client)
    desk.in_english(client)
    assert figures(visit(client, "/kartu/stok"))["stock-cr80"] == "100"


def test_officer_without_a_post_is_told_whom_to_ask(client_for, visit, people):
    UserPost.delete().where(UserPost.user == people["petugas"]).execute()
    for address in ("/kartu/stok", "/kartu/harian"):
        assert "Anda belum punya pos" in visit(client_for("petugas"), address).text
