"""What the columns of BPJS's files hold: said once, remembered for all of them, listed, forgotten."""

import pytest

from db.connection import writing
from db.models import Answer, AnswerHeading
from kiosk.files.bpjs_headings import ANSWERS
from kiosk.files.sheet_preview import preview
from kiosk.services import bpjs_answer_columns, bpjs_headings, queue
from kiosk.services.acting import NotAllowed, NotThere, Refused
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.bpjs_files import DAY, asked_people, outcomes, sent_in, sheet

UNKNOWN = "Angka Penduduk;Sebutan;Putusan;Catatan Kecil"
FIELDS = {0: "nik", 1: "name", 2: "status", 3: "reason"}


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def line(number: int, status: str = "Diterima", why: str = "") -> str:
    return f"{nik(number)};Orang {number:05d};{status};{why}"


def unknown(*lines: str) -> bytes:
    return sheet(lines, UNKNOWN)


def explain(answer: Answer, by, fields=FIELDS) -> None:
    found = bpjs_answer_columns.columns_of(no=answer.no, place=None, by=by).preview
    bpjs_answer_columns.settle(no=answer.no, found=found, fields=fields, client_key=key(), by=by)


def test_file_with_unknown_headings_waits_and_is_read_once_they_are_explained(people, admin):
    asked_people(people, admin, 2)
    answer = sent_in(unknown(line(1), line(2, "Ditolak", "umur")), by=admin)
    assert (answer.state, outcomes(answer)) == ("columns", {})
    explain(answer, admin)
    assert outcomes(answer) == {2: "accepted", 3: "rejected"} and Answer.get().state == "read"


def test_explained_headings_are_known_in_the_next_file_and_forgotten_are_not(people, admin):
    explain(sent_in(unknown(line(1)), by=admin), admin)
    assert sent_in(unknown(line(2)), by=admin).state == "read"
    kept = bpjs_headings.headings_seen_by(admin)
    assert {row.heading: row.field for row in kept}["Putusan"] == "status"
    for row in kept:
        bpjs_headings.forget(number=row.id, by=admin)
    assert AnswerHeading.select().count() == 0
    assert sent_in(unknown(line(3)), by=admin).state == "columns"
    with pytest.raises(NotThere):
        bpjs_headings.forget(number=kept[0].id, by=admin)


def test_file_that_was_read_is_not_explained_anew(people, admin):
    answer = sent_in(sheet([f"{nik(1)};Diterima;{DAY}"], "NIK;Status;TMT"), by=admin)
    with pytest.raises(Refused, match="sudah dibaca"):
        explain(answer, admin, {0: "nik", 1: "reason"})


def test_large_file_that_is_explained_is_read_by_the_worker(people, admin):
    asked_people(people, admin, 1)
    answer = sent_in(unknown(*(line(number) for number in range(1, 603))), by=admin)
    queue.run_waiting_tasks()
    assert Answer.get().state == "columns"
    explain(answer, admin)
    assert Answer.get().state == "stored"
    queue.run_waiting_tasks()
    assert (Answer.get().state, len(outcomes(answer))) == ("read", 602)


def test_two_files_are_explained_at_once_and_every_heading_is_kept_once(people, admin):
    found = preview(unknown(line(1)), vocabulary=ANSWERS)

    def learn():
        with writing():
            bpjs_headings.learn(found, FIELDS, by=admin)

    assert all_at_once([learn] * 6) == [None] * 6
    assert sorted(row.field for row in AnswerHeading.select()) == sorted(FIELDS.values())


@pytest.mark.parametrize("who", ["petugas", "mitra", "auditor"])
def test_nobody_but_the_admin_explains_or_forgets(people, admin, who):
    answer = sent_in(unknown(line(1)), by=admin)
    found = bpjs_answer_columns.columns_of(no=answer.no, place=None, by=admin).preview
    with pytest.raises(NotAllowed):
        bpjs_answer_columns.settle(
            no=answer.no, found=found, fields=FIELDS, client_key=key(), by=acting(people[who])
        )
    with pytest.raises(NotAllowed):
        bpjs_headings.forget(number=1, by=acting(people[who]))


def test_file_with_two_columns_of_status_that_differ_waits_and_follows_the_one_that_is_chosen(people, admin):
    asked_people(people, admin, 2)
    lines = [f"{nik(1)};Diterima;Diterima;{DAY}", f"{nik(2)};Diterima;Ditolak;{DAY}"]
    answer = sent_in(sheet(lines, "NIK;STATUS;STATUS;TMT"), by=admin)
    assert (answer.state, outcomes(answer)) == ("columns", {})
    explain(answer, admin, {0: "nik", 1: "", 2: "status", 3: "effective_on"})
    assert outcomes(answer) == {2: "accepted", 3: "rejected"}
    assert "STATUS (kolom ke-2)" in {row.heading for row in bpjs_headings.headings_seen_by(admin)}
