"""What the kiosk answers: by a card, by a registration number, by a NIK; and never more than that."""

import logging
import re
from datetime import date, datetime

import pytest
import time_machine

from db.models import AuditEvent, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import months_from, utc_now
from kiosk.services import worker_flags
from tests.ledger_rows import let_go, live_months, paid_months, somebody
from tests.services.at_once import acting
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.selfservice.desk import ask, birth, scan

TODAY = "2026-11-20 03:00:00"
NO_MATCH = "Nomor atau tanggal lahir tidak cocok."
SITI = {"nik": "3374015708900002", "sex": "P", "name": "Siti Aminah", "phone": ""}
HIS_ALONE = ("Slamet", "Widodo", "33740117", "0812", "Kakap", "Dermawan", "2003")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def fund(first: date, count: int, effective: int) -> None:
    donor = somebody("asn", "Dermawan Baik Hati")
    paid_months(Worker.get(), months_from(first, count), funder=donor, paid=0, effective=effective, on=first)


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def said(answer) -> str:
    """What is read on the screen, without the fields of the form."""
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(answer)).split())


def test_registration_number_and_birth_date_tell_state_and_initials(stranger, reg_no):
    fund(date(2026, 11, 1), 2, effective=2)
    answer = ask(stranger, reg_no)
    assert answer.status_code == 200
    check_page(answer)
    assert 'data-state="protected"' in answer.text
    assert "sampai 31 Desember 2026" in said(answer)
    assert "S. W." in said(answer)


def test_nik_and_birth_date_tell_the_same(stranger, reg_no):
    assert said(ask(stranger, desk.NIK)) == said(ask(stranger, reg_no))


@pytest.mark.parametrize("written", ["{}", " {} ", "{lower}", "{bare}", "{short}"])
def test_registration_number_is_understood_as_people_write_it(stranger, reg_no, written):
    bare = reg_no.replace("-", "")
    text = written.format(reg_no, lower=reg_no.lower(), bare=bare, short=bare[3:])
    assert ask(stranger, text).status_code == 200


@pytest.mark.parametrize(
    "born", [birth("17", "5", "2003"), birth(" 17 ", "05", "2003"), birth("17", "05", "２００３")]
)
def test_birth_date_is_understood_as_people_type_it(stranger, reg_no, born):
    assert ask(stranger, reg_no, **born).status_code == 200


@pytest.mark.parametrize("whole", ["17052003", "17-05-2003", "17 / 05 / 2003", "17 Mei 2003", "2003-05-17"])
def test_whole_date_in_the_first_field_is_read_without_script(stranger, reg_no, whole):
    field = re.search(r'<input[^>]*id="birth_day"[^>]*>', stranger.get("/kios").text)[0]
    assert len(whole) <= int(re.search(r'maxlength="(\d+)"', field)[1])
    assert ask(stranger, reg_no, **birth(whole, "", "")).status_code == 200


def test_nik_typed_where_the_day_belongs_does_not_come_back(stranger, reg_no):
    answer = ask(stranger, reg_no, **birth(desk.NIK[:14], "", ""))
    assert answer.status_code == 422
    assert desk.NIK[:14] not in answer.text


@pytest.mark.parametrize(
    "written", ["http://127.0.0.1:8000/v/{}", "https://payung.semarangkota.go.id/v/{}?bahasa=en"]
)
def test_scanned_card_needs_no_birth_date(stranger, reg_no, card_of, written):
    answer = scan(stranger, written.format(card_of(reg_no).token))
    assert answer.status_code == 200
    assert "S. W." in said(answer)


def test_card_and_number_say_what_the_qr_says(stranger, reg_no, card_of):
    fund(date(2026, 9, 1), 3, effective=1)
    card = card_of(reg_no)
    for answer in (
        scan(stranger, f"/v/{card.token}"),
        ask(stranger, reg_no),
        stranger.get(f"/v/{card.token}"),
    ):
        assert 'data-state="in_arrears"' in answer.text
        assert "MENUNGGAK, PERLINDUNGAN BERISIKO" in answer.text
        assert "Iuran harus dibayar paling lambat 30 November 2026." in answer.text


def test_nothing_else_of_the_person_is_told(stranger, reg_no, card_of):
    fund(date(2026, 11, 1), 2, effective=2)
    card = card_of(reg_no)
    answers = [ask(stranger, desk.NIK), ask(stranger, reg_no), scan(stranger, f"/v/{card.token}")]
    for answer in answers:
        for secret in (*HIS_ALONE, reg_no, card.token, card.serial):
            assert secret not in answer.text, secret


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "Belum dicetak."),
        ({"printed_at": datetime(2026, 11, 12)}, "Sudah jadi dan menunggu di Pos Pasar Johar."),
        ({"printed_at": datetime(2026, 11, 12), "post": None}, "Sudah dicetak."),
        ({"handed_at": datetime(2026, 11, 12, 20)}, "Sudah diserahkan pada 13 November 2026."),
    ],
)
def test_where_the_card_is_is_told(stranger, reg_no, card_of, columns, words):
    card_of(reg_no, **columns)
    assert words in said(ask(stranger, reg_no))


def test_who_has_no_card_is_told_so(stranger, reg_no, card_of):
    assert "Belum dicetak." in said(ask(stranger, reg_no))
    card_of(reg_no, void_at=utc_now(), printed_at=utc_now())
    assert "Belum dicetak." in said(ask(stranger, reg_no))


def test_card_in_a_run_nobody_has_judged_is_being_printed(stranger, reg_no, card_of):
    card = card_of(reg_no)
    run = PrintRun.create(no="C26-000001", asked_by=card.created_by_id)
    place = PrintedCard.create(run=run, card=card, place=1)
    assert "Sedang dicetak." in said(ask(stranger, reg_no))
    PrintedCard.update(outcome="unprinted").where(PrintedCard.id == place.id).execute()
    assert "Belum dicetak." in said(ask(stranger, reg_no))


def test_card_that_waits_where_one_stands_is_said_to_be_here(stranger, reg_no, card_of):
    card_of(reg_no, printed_at=utc_now())
    assert "menunggu di pos ini" in said(ask(stranger, reg_no, "/kios?pos=johar"))
    assert "menunggu di Pos Pasar Johar" in said(ask(stranger, reg_no, "/kios?pos=mangkang"))


def test_void_card_tells_only_that(stranger, reg_no, card_of):
    old = card_of(reg_no, void_at=utc_now(), void_reason="lost")
    card_of(reg_no, printed_at=utc_now())
    text = said(scan(stranger, f"/v/{old.token}"))
    assert "KARTU TIDAK BERLAKU LAGI" in text
    for reserved in ("S. W.", "Johar", "JKK", "lost"):
        assert reserved not in text


def test_card_nobody_was_given_is_unknown(stranger, people):
    answer = scan(stranger, "https://payung.test/v/AAAAAAAAAAAAAAAAAAAAAAAA")
    assert answer.status_code == 404
    check_page(answer)
    assert "KARTU TIDAK DIKENAL" in said(answer)


def test_frozen_person_is_told_what_is_in_force_and_no_more(stranger, reg_no, card_of):
    fund(date(2026, 11, 1), 1, effective=1)
    card_of(reg_no, printed_at=utc_now())
    Worker.update(frozen_at=utc_now()).execute()
    assert 'data-state="protected"' in ask(stranger, reg_no).text
    for reserved in ("S. W.", "Johar", "JKK"):
        assert reserved not in said(ask(stranger, reg_no)), reserved
    let_go(live_months(), why="transferred")
    answer = ask(stranger, reg_no)
    assert "KEADAAN TIDAK DITAMPILKAN" in said(answer)
    assert "data-state" not in answer.text and "S. W." not in said(answer)


def test_merged_number_answers_as_the_person_it_was_merged_into(stranger, client_for, reg_no, card_of):
    right = Worker.get(Worker.reg_no == desk.enrolled(client_for("petugas"), **SITI))
    Worker.update(merged_into=right.id, frozen_at=utc_now()).where(Worker.reg_no == reg_no).execute()
    assert "S. A." in said(ask(stranger, reg_no, **birth("17", "08", "1990")))
    assert NO_MATCH in said(ask(stranger, reg_no))


def test_wrong_number_and_wrong_birth_date_get_the_same_page(stranger, reg_no):
    unknown, known = "3374011705030099", desk.NIK
    pages = [ask(stranger, unknown), ask(stranger, known, **birth("18", "05", "2003"))]
    assert [page.status_code for page in pages] == [422, 422]
    assert NO_MATCH in said(pages[0])
    assert re.sub(r'value="[^"]+"', "", pages[0].text) == re.sub(r'value="[^"]+"', "", pages[1].text)


def test_right_and_wrong_cost_the_same_questions(stranger, reg_no, card_of, count_queries):
    card = card_of(reg_no, printed_at=utc_now())
    cases = [
        (reg_no, {}), (reg_no, birth("1", "1", "1990")), ("SMG-0000000-0", {}), (desk.NIK, {}),
        ("3374011705030099", {}), (desk.NIK, birth("1", "1", "1990")),
    ]  # fmt: skip
    asked = [count_queries(lambda case=case: ask(stranger, case[0], **case[1])) for case in cases]
    assert asked[2] < asked[0]  # a slip of the keyboard is seen without asking anybody
    assert len({*asked[:2], *asked[3:]}) == 1
    Worker.update(frozen_at=utc_now()).execute()
    assert count_queries(lambda: ask(stranger, reg_no)) == asked[0]
    scanned = [
        count_queries(lambda token=token: scan(stranger, f"/v/{token}")) for token in (card.token, "A" * 32)
    ]
    assert scanned[0] == scanned[1]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "Pindai kartu, atau ketik nomor registrasi atau NIK."),
        ("SMG-7K3QF2M-7", "salah ketik"),
        ("Slamet", "Ini bukan nomor registrasi atau NIK."),
        ("337401170503000", "yang diketik 15 angka"),
        ("https://example.test/halaman", "Ini bukan nomor registrasi atau NIK."),
        ("٣٣٧٤٠١١٧٠٥٠٣٠٠٠١", "Ini bukan nomor registrasi atau NIK."),
        ("x" * 400, "Pindai kartu, atau ketik nomor registrasi atau NIK."),
    ],
)
def test_text_that_is_no_number_is_told_so_before_anybody_is_looked_for(stranger, people, number, sentence):
    answer = ask(stranger, number)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in said(answer)


@pytest.mark.parametrize(
    ("born", "sentence"),
    [
        (birth("", "", ""), "Isi tanggal lahir"),
        (birth("17", "05", "03"), "Isi tanggal lahir"),
        (birth("17", "Mei", "2003"), "Isi tanggal lahir"),
        (birth("170503", "", ""), "Isi tanggal lahir"),
        (birth("17052003", "05", ""), "Isi tanggal lahir"),
        (birth("31022003", "", ""), "tidak ada di kalender"),
        (birth("31", "02", "2003"), "tidak ada di kalender"),
        (birth("5", "17", "2003"), "tidak ada di kalender"),
        (birth("0", "0", "0000"), "tidak ada di kalender"),
    ],
)
def test_birth_date_that_is_none_is_told_so(stranger, reg_no, born, sentence):
    answer = ask(stranger, reg_no, **born)
    assert answer.status_code == 422
    assert sentence in said(answer)


def test_question_leaves_no_audit_line_and_no_nik_in_any_log(stranger, reg_no, card_of, caplog):
    caplog.set_level("DEBUG")
    token, before = card_of(reg_no).token, AuditEvent.select().count()
    for answer in (
        ask(stranger, desk.NIK),
        ask(stranger, desk.NIK, **birth("1", "1", "1990")),
        ask(stranger, reg_no),
        scan(stranger, f"/v/{token}"),
    ):
        assert answer.status_code in (200, 422)
    assert before and AuditEvent.select().count() == before
    written = [f"{line.getMessage()} {line.args}" for line in caplog.records]
    assert not any(desk.NIK in line or token in line for line in written)


def test_nik_in_a_log_is_seen_when_planted(stranger, reg_no, caplog):
    caplog.set_level("DEBUG")
    logging.getLogger("payung").debug("asked for %s", desk.NIK)
    assert any(desk.NIK in line.getMessage() for line in caplog.records)


def test_card_a_company_printed_is_asked_for_there(stranger, reg_no, card_of, people):
    card = card_of(reg_no, post=None, printed_at=utc_now())
    assert "Tanyakan kepada petugas di mana kartu Anda disimpan." in said(ask(stranger, reg_no))
    card.created_by = people["mitra"]
    card.save()
    asked = said(ask(stranger, reg_no))
    assert "ada pada perusahaan yang mendaftarkan Anda" in asked and "Sinar" not in asked


def test_card_at_a_company_costs_no_more_questions_than_one_at_a_post(
    stranger, reg_no, card_of, people, count_queries
):
    card = card_of(reg_no, printed_at=utc_now())
    at_post = count_queries(lambda: ask(stranger, reg_no))
    card.pickup_post, card.created_by = None, people["mitra"]
    card.save()
    assert count_queries(lambda: ask(stranger, reg_no)) == at_post


def refused(people) -> None:
    worker_flags.raise_flags(
        worker_flags.BPJS_REJECTED,
        {Worker.get().id: "nama ibu kandung tidak sama"},
        by=acting(people["admin"]),
    )


def test_whom_bpjs_has_not_taken_is_sent_to_the_post_with_the_ktp_and_not_told_why(
    stranger, people, reg_no, card_of
):
    refused(people)
    for answer in (ask(stranger, reg_no), scan(stranger, f"/v/{card_of(reg_no).token}")):
        check_page(answer)
        assert "Datanglah ke pos pelayanan dan bawa KTP" in said(answer)
        assert "ibu kandung" not in answer.text and "kapan perlindungan Anda mulai" not in said(answer)


def test_whoever_is_protected_is_sent_nowhere(stranger, people, reg_no):
    fund(date(2026, 11, 1), 2, effective=2)
    refused(people)
    assert "bawa KTP" not in said(ask(stranger, reg_no))
