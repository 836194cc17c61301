"""The page of a print run: how to print, *tercetak baik?*, and what was told."""

import re
from datetime import timedelta

import pytest

from db.models import AuditEvent, Card, Job, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import queue
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.web import desk
from tests.web.house_rules import check_page


@pytest.fixture
def client(client_for):
    return client_for("petugas")


@pytest.fixture
def numbers(people) -> list[str]:
    return crowd(acting(people["petugas"]), 3)


@pytest.fixture
def run(client, numbers) -> str:
    return desk.printed(client, worker=numbers)


def outcomes() -> list[str | None]:
    return [place.outcome for place in PrintedCard.select().order_by(PrintedCard.place)]


def test_page_says_how_to_print_and_asks_what_came_out(client, visit, run):
    answer = visit(client, f"/kartu/lembar/{run}")
    for words in ("3 kartu siap dicetak.", "ukuran 100 %", "Cetak dua sisi", "Semua tercetak baik"):
        assert words in answer.text, words
    own_printer = "/kartu/printer?kertas=cr80&pos=johar"
    expected = {f"/kartu/lembar/{run}.pdf", f"/kartu/lembar/{run}/daftar.pdf", own_printer}
    assert expected <= {address.replace("&amp;", "&") for address in answer.page.addresses}
    assert any(form["action"] == f"/kartu/lembar/{run}/hasil" for form in answer.page.forms)


def test_good_answer_leads_on_to_handing_over(client, visit, run):
    answer = desk.tell_outcome(client, run)
    assert (answer.status_code, answer.location) == (303, f"/kartu/lembar/{run}")
    page = visit(client, answer.location)
    assert "3 kartu tercetak baik." in page.text and "oleh Petugas" in page.text
    assert "/kartu/serah-terima" in page.page.addresses
    assert "Simpan hasil cetak" not in page.text and f"/kartu/lembar/{run}.pdf" not in page.page.addresses


def test_answer_for_one_person_leads_to_that_card(client, visit, numbers):
    run = desk.printed(client, worker=numbers[0])
    desk.tell_outcome(client, run)
    page = visit(client, f"/kartu/lembar/{run}").page
    assert f"/kartu/{Card.get().serial}/serah-terima" in page.addresses


def test_spoiled_card_says_void_on_its_code_in_the_same_second(client, stranger, run):
    spoiled = PrintedCard.get(PrintedCard.place == 2).card
    assert "TIDAK BERLAKU" not in stranger.get(f"/v/{spoiled.token}").text
    desk.tell_outcome(client, run, "some_spoiled", spoiled="2")
    assert "KARTU TIDAK BERLAKU LAGI" in stranger.get(f"/v/{spoiled.token}").text
    assert outcomes() == ["good", "spoiled", "good"]
    assert "1 kartu gagal dan tidak berlaku lagi." in client.get(f"/kartu/lembar/{run}").text


def test_run_that_was_not_printed_may_be_asked_for_again(client, visit, run, numbers):
    desk.tell_outcome(client, run, "not_printed")
    assert "Cetakan ini tidak dicetak." in visit(client, f"/kartu/lembar/{run}").text
    again = desk.printed(client, worker=numbers)
    assert again != run and Card.select().count() == 3


def test_second_answer_is_told_so(client, visit, run):
    desk.tell_outcome(client, run)
    answer = desk.tell_outcome(client, run, "some_spoiled", spoiled="1")
    assert answer.status_code == 303
    assert "sudah dicatat sebelumnya" in visit(client, answer.location).text
    assert outcomes() == ["good"] * 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"outcome": ""}, "Pilih salah satu"),
        ({"outcome": "barangkali"}, "Pilih salah satu"),
        ({"outcome": "some_spoiled"}, "Tandai kartu yang gagal"),
        ({"outcome": "some_spoiled", "spoiled": "9"}, "Nomor 9 tidak ada"),
        ({"outcome": "some_spoiled", "spoiled": "dua"}, "Tidak terbaca sebagai nomor kartu: dua."),
        ({"outcome": "some_spoiled", "numbers": "1, 3-2"}, "Tidak terbaca sebagai nomor kartu: 3-2."),
        ({"outcome": "all_good", "spoiled": "1"}, "Ada kartu yang ditandai gagal"),
    ],
)
def test_answer_that_cannot_be_so_gives_the_form_back(client, run, answer, words):
    given = desk.tell_outcome(client, run, **answer)
    assert given.status_code == 422
    page = check_page(given)
    assert words in given.text
    assert any(form["action"] == f"/kartu/lembar/{run}/hasil" for form in page.forms)
    assert outcomes() == [None] * 3
    assert client.get(f"/kartu/lembar/{run}/hasil").location == f"/kartu/lembar/{run}"


def test_ticks_stay_on_a_form_that_comes_back(client, run):
    text = desk.tell_outcome(client, run, "", spoiled="2").text
    ticked = [line for line in text.split("<input") if 'name="spoiled"' in line and "checked" in line]
    assert len(ticked) == 1 and 'value="2"' in ticked[0]


def test_places_to_tick_lie_as_on_the_sheet(client, visit, numbers):
    run = desk.printed(client, worker=numbers, layout="a4", start="9")
    text = visit(client, f"/kartu/lembar/{run}").text
    first, second = text.split('class="print-sheet"')[1:3]
    assert first.count("sheet-card-empty") == 8 and first.count('type="checkbox"') == 2
    assert second.count('type="checkbox"') == 1 and "Kartu nomor 1 dicetak di tempat 9" in text


def test_each_card_to_tick_says_its_number_in_the_run_and_its_place_on_the_sheet(client, visit, numbers):
    run = desk.printed(client, worker=numbers, layout="a4", start="9")
    text = visit(client, f"/kartu/lembar/{run}").text
    cards = re.findall(r'value="(\d)"><span>(\d)\. .*?di tempat (\d+)</span>', text)
    assert cards == [("1", "1", "9"), ("2", "2", "10"), ("3", "3", "1")]


def test_whole_sheet_needs_no_second_number(client, visit, numbers):
    run = desk.printed(client, worker=numbers, layout="a4")
    assert "di tempat" not in visit(client, f"/kartu/lembar/{run}").text


def test_one_card_is_asked_for_as_one(client, visit, numbers):
    run = desk.printed(client, worker=numbers[0])
    page = visit(client, f"/kartu/lembar/{run}").text
    assert "Sebagian gagal" not in page and 'name="spoiled"' not in page and 'name="numbers"' not in page
    assert desk.tell_outcome(client, run, "some_spoiled").status_code == 303
    assert outcomes() == ["spoiled"] and Card.get().void_reason == "spoiled"


def test_one_card_handed_over_meanwhile_is_not_called_spoiled(client, numbers):
    run = desk.printed(client, worker=numbers[0])
    PrintedCard.update(outcome="good").execute()
    answer = desk.tell_outcome(client, run, "some_spoiled")
    assert answer.status_code == 422 and "sudah diserahkan" in answer.text
    assert 'id="numbers"' in answer.text and outcomes() == ["good"]


def test_long_run_takes_typed_places(client, visit, people):
    run = desk.printed(client, worker=crowd(acting(people["petugas"]), 101))
    queue.run_waiting_tasks()
    assert 'name="numbers"' in visit(client, f"/kartu/lembar/{run}").text
    assert desk.tell_outcome(client, run, "some_spoiled", numbers="3, 17–20").status_code == 303
    spoiled = PrintedCard.select().where(PrintedCard.outcome == "spoiled").order_by(PrintedCard.place)
    assert [place.place for place in spoiled] == [3, 17, 18, 19, 20]


def test_files_of_an_answered_run_are_gone_with_a_sentence(client, visit, run):
    desk.tell_outcome(client, run)
    for address in (f"/kartu/lembar/{run}.pdf", f"/kartu/lembar/{run}/1.pdf"):
        assert "sudah dihapus setelah hasil cetaknya dicatat" in visit(client, address, status=404).text


def test_file_with_a_frozen_person_is_said_to_be_shut_on_the_page(client, visit, run, numbers):
    Worker.update(frozen_at=utc_now()).where(Worker.reg_no == numbers[0]).execute()
    text = visit(client, f"/kartu/lembar/{run}").text
    assert "1 kartu dalam berkas ini tidak berlaku lagi." in text and "Buka berkas kartu" not in text
    answer = client.get(f"/kartu/lembar/{run}.pdf")
    assert answer.status_code == 422 and "tekan Buat ulang berkas" in answer.text
    check_page(answer)


def test_shut_file_is_made_anew_from_the_page(client, visit, run, numbers):
    Worker.update(frozen_at=utc_now()).where(Worker.reg_no == numbers[0]).execute()
    page = visit(client, f"/kartu/lembar/{run}")
    assert any(form["action"] == f"/kartu/lembar/{run}/berkas" for form in page.page.forms)
    answer = desk.send(client, f"/kartu/lembar/{run}/berkas", {"part": "1"})
    assert (answer.status_code, answer.location) == (303, f"/kartu/lembar/{run}")
    text = visit(client, answer.location).text
    assert "2 kartu siap dicetak." in text and "Buat ulang" not in text
    assert client.get(f"/kartu/lembar/{run}.pdf").status_code == 200
    (line,) = AuditEvent.select().where(AuditEvent.action == "kartu.berkas_dibuat_ulang")
    assert (line.subject, line.detail) == (run, {"berkas": 1, "kartu": 1})


@pytest.mark.parametrize(("part", "status"), [("", 422), ("satu", 422), ("0", 422), ("9", 404)])
def test_file_that_does_not_exist_is_not_made_anew(client, run, part, status):
    assert desk.send(client, f"/kartu/lembar/{run}/berkas", {"part": part}).status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [("rekan", 303), ("admin", 303), ("petugas2", 403), ("mitra", 403), ("auditor", 403)]
)
def test_file_is_made_anew_by_the_desk_that_printed_and_admin(client_for, run, numbers, name, status):
    Worker.update(frozen_at=utc_now()).where(Worker.reg_no == numbers[0]).execute()
    assert desk.send(client_for(name), f"/kartu/lembar/{run}/berkas", {"part": "1"}).status_code == status


def test_people_are_named_before_their_cards_are_void(client, run, numbers):
    answer = desk.named_first(client, run, spoiled="2")
    assert answer.status_code == 200
    page = check_page(answer)
    assert "Kartu ini akan langsung tidak berlaku." in answer.text
    assert numbers[1] in answer.text and numbers[0] not in answer.text
    assert any(form["action"] == f"/kartu/lembar/{run}/hasil" for form in page.forms)
    assert outcomes() == [None] * 3


def test_other_people_than_those_that_were_named_are_named_first(client, run):
    mark = re.search(r'name="seen" value="(\w+)"', desk.named_first(client, run, spoiled="2").text)[1]
    again = desk.named_first(client, run, spoiled="3", seen=mark)
    assert again.status_code == 200 and "Belum ada yang dicatat" in again.text
    assert outcomes() == [None] * 3
    assert desk.named_first(client, run, spoiled="2", seen=mark).status_code == 303
    assert outcomes() == ["good", "spoiled", "good"]


def test_who_meant_others_gets_the_ticks_back(client, run):
    answer = desk.named_first(client, run, spoiled="2", change="y")
    ticked = [line for line in answer.text.split("<input") if 'name="spoiled"' in line and "checked" in line]
    assert answer.status_code == 200 and len(ticked) == 1 and 'value="2"' in ticked[0]
    assert outcomes() == [None] * 3


def test_page_says_when_nothing_has_moved_for_a_while(client, visit, people):
    run = desk.printed(client, worker=crowd(acting(people["petugas"]), 51))
    words = "sedang terhenti atau menunggu giliran"
    assert words not in visit(client, f"/kartu/lembar/{run}").text
    Job.update(state="running", heartbeat_at=utc_now() - timedelta(seconds=20)).execute()
    assert words in visit(client, f"/kartu/lembar/{run}").text


def test_who_was_left_out_is_said_on_the_page(client, visit, run, numbers):
    more = desk.enrolled(client)
    again = desk.printed(client, worker=[*numbers, more])
    assert (
        "3 orang: kartunya sudah dicetak, atau ada di cetakan lain."
        in visit(client, f"/kartu/lembar/{again}").text
    )


def test_run_that_could_not_be_made_can_be_cancelled(client, visit, people):
    run = desk.printed(client, worker=crowd(acting(people["petugas"]), 51))
    Job.update(state="failed", error='{"message": "Gagal.", "params": {}}').execute()
    page = visit(client, f"/kartu/lembar/{run}")
    assert "Kartu belum dapat dibuat." in page.text and "Batalkan cetakan" in page.text
    assert desk.tell_outcome(client, run, "not_printed").status_code == 303
    assert PrintRun.get().state == "cancelled"


def test_auditor_reads_the_page_without_the_question(client_for, visit, run):
    auditor = client_for("auditor")
    assert "Simpan hasil cetak" not in visit(auditor, f"/kartu/lembar/{run}").text
    assert desk.tell_outcome(auditor, run).status_code == 403
    assert AuditEvent.select().where(AuditEvent.action == "kartu.hasil_cetak").count() == 0


@pytest.mark.parametrize(
    ("name", "status"), [("rekan", 303), ("admin", 303), ("petugas2", 403), ("mitra", 403)]
)
def test_colleague_answers_and_stranger_does_not(client_for, run, name, status):
    assert desk.tell_outcome(client_for(name), run).status_code == status
    assert outcomes() == (["good"] if status == 303 else [None]) * 3
