"""A file of BPJS comes in and is read to its end: every line has an outcome, whatever the file."""

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from db.models import Answer, AnswerHeading, AnswerRow, AuditEvent, Job, Mismatch, SubmissionLine, Worker
from kiosk.domain.clock import today
from kiosk.services import bpjs_answers, queue, safe
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.bpjs_answer_lines import cells_of
from kiosk.services.bpjs_answer_wishes import DayRefused, NewAnswer
from kiosk.services.bpjs_answers import AlreadyThere, FileRefused
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.bpjs_files import (
    accepted,
    asked_people,
    listed,
    outcomes,
    protected,
    rejected,
    remarks,
    sample,
    sent_in,
    sheet,
)


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def test_small_file_is_read_at_once_and_its_people_are_protected(people, admin):
    asked_people(people, admin, 3)
    answer = sent_in(sheet([accepted(1), accepted(2), rejected(3)]), by=admin)
    assert (answer.state, answer.rows) == ("read", 3)
    assert outcomes(answer) == {2: "accepted", 3: "accepted", 4: "rejected"}
    assert len(protected()) == 2 and Job.get(Job.kind == bpjs_answers.READING).state == "done"


def test_branch_s_own_file_is_read_whole(people, admin):
    asked_people(people, admin, 12)
    answer = sent_in(sample("01-jawaban-cabang.xlsx"), name="01.xlsx", by=admin)
    found = list(outcomes(answer).values())
    assert (found.count("accepted"), found.count("rejected"), answer.rows) == (8, 4, 12)
    reasons = {line.reason for line in SubmissionLine.select().where(SubmissionLine.state == "rejected")}
    assert reasons == {
        "NIK tidak padan dengan Dukcapil", "Usia 65 tahun", "Ganda dengan wadah lain", "Nama tidak sesuai"
    }  # fmt: skip
    assert [one["code"] for one in answer.findings] == ["sheet_place", "rows_passed_over", "before_sent"]


def test_file_without_a_status_is_read_by_number_day_and_reason(people, admin):
    asked_people(people, admin, 8)
    answer = sent_in(sample("02-jawaban-tanpa-status.csv"), by=admin)
    assert outcomes(answer) == {
        2: "accepted", 3: "accepted", 4: "accepted", 5: "accepted", 6: "rejected", 7: "rejected", 8: "wrong", 9: "wrong"
    }  # fmt: skip
    assert remarks(answer)[8] == ["nothing_said"] and remarks(answer)[9][0] == "nik_length"


def test_bad_cells_hold_their_own_line_back_and_no_other(people, admin):
    asked_people(people, admin, 6)
    lines = [
        accepted(1),
        accepted(2).replace("Diterima", "Entah"),
        accepted(3).replace("01/11/2026", "31/02/2026"),
        accepted(4).replace(nik(4), "3,37E+15"),
        accepted(5).replace("Orang 00005", "Budi Santoso Wijaya"),
        accepted(1),
        f"{nik(6)};Orang 00006;;;;",
    ]
    answer = sent_in(sheet(lines), by=admin)
    assert outcomes(answer) == {2: "accepted"} | dict.fromkeys(range(3, 9), "wrong")
    said = remarks(answer)
    assert [said[row][0] for row in (3, 4, 5, 7, 8)] == [
        "status_unknown", "date_impossible", "nik_rounded", "nik_repeated", "status_empty"
    ]  # fmt: skip
    assert len(protected()) == 1


def test_list_of_members_is_held_against_the_ledger(people, admin):
    asked_people(people, admin, 8)
    sent_in(sheet([accepted(number) for number in (1, 2, 7, 8)]), by=admin)
    answer = listed(sample("03-peserta-aktif.xlsx"), by=admin, as_of=today(), name="03.xlsx")
    assert outcomes(answer) == {
        2: "other_kpj", 3: "other_kpj", 4: "bpjs_only", 5: "bpjs_only", 6: "bpjs_only", 7: "bpjs_only", 8: "wrong",
        9: "wrong",
    }  # fmt: skip


def test_list_whose_lines_cannot_be_read_says_nothing_about_who_is_missing(people, admin):
    asked_people(people, admin, 3)
    sent_in(sheet([accepted(number) for number in (1, 2, 3)]), by=admin)
    answer = listed(sheet(["3,37E+15", nik(1), nik(2)], "NIK"), by=admin, as_of=today())
    assert [one["code"] for one in answer.findings] == ["sheet_place", "not_compared"]
    assert Mismatch.select().count() == 0
    whole = listed(sheet([nik(1), nik(2)], "NIK"), by=admin, as_of=today())
    assert whole.state == "read" and [row.kind for row in Mismatch.select()] == ["ours_only"]


def test_line_of_a_known_nik_does_not_stop_the_search_for_who_is_missing(people, admin):
    asked_people(people, admin, 4)
    sent_in(sheet([accepted(number) for number in (1, 2, 3, 4)]), by=admin)
    lines = [f"{nik(1)};Orang 00001;Aktif", f"{nik(2)};Orang 00002;NON AKTIF", f"{nik(3)};Budi Santoso;Aktif"]
    answer = listed(sheet(lines, "NIK;NAMA;STATUS"), by=admin, as_of=today())
    assert outcomes(answer) == {2: "agreed", 3: "wrong", 4: "wrong"}
    assert [one["code"] for one in answer.findings] == ["sheet_place", "lines_readable"]
    assert answer.findings[1]["params"] == {"count": 2}
    missed = {row.worker.name for row in Mismatch.select() if row.kind == "ours_only"}
    assert missed == {"Orang 00002", "Orang 00004"}


def test_same_bytes_again_are_refused_with_the_number_of_the_earlier(people, admin):
    asked_people(people, admin, 1)
    content = sheet([accepted(1)])
    first = sent_in(content, by=admin)
    with pytest.raises(AlreadyThere) as refusal:
        sent_in(content, by=admin, name="lain.csv")
    assert refusal.value.no == first.no and first.no in str(refusal.value)
    assert Answer.select().count() == 1 and AnswerRow.select().count() == 1


def test_same_lines_in_another_file_change_nothing(people, admin):
    asked_people(people, admin, 2)
    sent_in(sheet([accepted(1), rejected(2)]), by=admin)
    again = sent_in(sheet([accepted(1), rejected(2)], "NIK;Nama;Status;No KPJ;Tgl Berlaku;Ket"), by=admin)
    assert set(outcomes(again).values()) == {"known"} and len(protected()) == 1


def test_file_of_which_nothing_was_read_gives_way_to_the_same_bytes(people, admin):
    content = sheet([nik(1)], "NIK")
    listing = listed(content, by=admin, as_of=today())
    with pytest.raises(FileRefused):
        sent_in(content, by=admin)
    unknown = sheet([f"{nik(1)};Diterima;x"], "Angka Penduduk;Putusan;Lain")
    waiting = sent_in(unknown, by=admin)
    assert (listing.state, waiting.state) == ("read", "columns")
    again = sent_in(unknown, by=admin)
    assert again.no != waiting.no and Answer.select().where(Answer.no == waiting.no).count() == 0


def test_form_sent_twice_makes_one_answer(people, admin):
    asked_people(people, admin, 1)
    wish, once = NewAnswer("answer", ("a.csv", sheet([accepted(1)]))), key()
    numbers = [bpjs_answers.upload(wish=wish, client_key=once, by=admin) for _ in range(2)]
    assert numbers[0] == numbers[1] and Answer.select().count() == 1


def test_same_file_at_once_from_several_desks_is_taken_in_once(people, admin):
    asked_people(people, admin, 2)
    content = sheet([accepted(1), rejected(2)])
    answers = all_at_once([lambda: sent_in(content, by=admin)] * 4)
    assert sorted(type(one).__name__ for one in answers) == ["AlreadyThere"] * 3 + ["Answer"]
    assert AnswerRow.select().count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 byte"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "bukan lembar kerja"),
        (sample("01-jawaban-cabang.xlsx")[:4_000], "terpotong"),
        (sheet([accepted(1)])[:-20], "terpotong"),
        (sheet([]), "kosong"),
        (b"%PDF-1.7 " + bytes(3_000), "bukan lembar kerja"),
    ],
)
def test_lying_and_broken_files_are_refused_before_anything_is_kept(people, admin, content, said):
    with pytest.raises(FileRefused, match=said):
        sent_in(content, by=admin, name="balasan.xlsx")
    assert Answer.select().count() == 0 and AuditEvent.select().count() == 0


def test_answer_to_what_was_not_sent_or_is_not_there_is_refused(people, admin):
    submission = asked_people(people, admin, 1)
    type(submission).update(sent_on=None).execute()
    for no in (submission.no, "D26-TIDAK"):
        with pytest.raises(Refused):
            sent_in(sheet([accepted(1)]), by=admin, submission=no)
    assert Answer.select().count() == 0


def test_list_of_members_needs_a_day_that_has_come(people, admin):
    for day in (None, today().replace(year=today().year + 1)):
        with pytest.raises(DayRefused):
            listed(sheet([nik(1)], "NIK"), by=admin, as_of=day)


@pytest.mark.parametrize("who", ["petugas", "mitra", "opd", "donatur", "auditor"])
def test_nobody_but_the_admin_sends_a_file_in(people, who):
    with pytest.raises(NotAllowed):
        sent_in(sheet([accepted(1)]), by=acting(people[who]))


def test_nothing_that_names_a_person_stands_in_clear(people, admin):
    asked_people(people, admin, 2)
    line = accepted(1).replace("Diterima", f"NIK {nik(2)}")
    answer = sent_in(sheet([line, rejected(2, f"NIK {nik(1)} ganda")]), name=f"{nik(1)}.csv", by=admin)
    row = AnswerRow.get(AnswerRow.number == 2)
    assert cells_of(row)["nik"] == nik(1)
    kept = [
        answer.file_name,
        str(row.findings),
        str(Job.get().arguments),
        SubmissionLine.get(number=2).reason,
    ]
    kept += [str(event.detail) for event in AuditEvent.select()]
    assert not any(number in text for text in kept for number in (nik(1), nik(2)))
    assert safe.file_content(answer.path, "bpjs_answer")


def test_other_filled_sheets_of_the_file_are_named(people, admin):
    asked_people(people, admin, 1)
    answer = sent_in(_workbook(Terima=[("NIK", "Status"), (nik(1), "Aktif")], Tolak=[("x", "y")]), by=admin)
    (warned,) = [one for one in answer.findings if one["code"] == "other_sheets"]
    assert (warned["severity"], warned["params"]) == ("warn", {"read": "Terima", "sheets": "Tolak"})


def test_list_in_two_sheets_says_nothing_about_who_is_missing(people, admin):
    asked_people(people, admin, 3)
    sent_in(sheet([accepted(number) for number in (1, 2, 3)]), by=admin)
    parted = _workbook(Satu=[("NIK",), (nik(1),)], Dua=[("NIK",), (nik(2),), (nik(3),)])
    answer = listed(parted, by=admin, as_of=today())
    assert [one["code"] for one in answer.findings if one["severity"] == "warn"] == [
        "other_sheets",
        "not_compared",
    ]
    assert Mismatch.select().count() == 0


def _workbook(**sheets: list[tuple]) -> bytes:
    stream = BytesIO()
    with Workbook(stream) as workbook:
        for tab, rows in sheets.items():
            page = workbook.add_worksheet(tab)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return stream.getvalue()


def test_large_file_waits_for_the_worker(people, admin):
    asked_people(people, admin, 2)
    answer = sent_in(
        sheet([accepted(1), rejected(2), *(accepted(number) for number in range(3, 700))]), by=admin
    )
    assert (answer.state, AnswerRow.select().count()) == ("stored", 0)
    queue.run_waiting_tasks()
    answer = Answer.get()
    found = list(outcomes(answer).values())
    assert (answer.state, answer.rows, len(found)) == ("read", 699, 699)
    assert (found.count("accepted"), found.count("rejected"), found.count("stranger")) == (1, 1, 697)
    assert AnswerHeading.select().count() == 0 and Worker.select().count() == 2
