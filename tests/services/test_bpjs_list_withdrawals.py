"""A list of members is asked about before it is compared, where it leaves most people out; and it can be taken back."""

import pytest

from db.models import Answer, AuditEvent, Mismatch, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import bpjs_list_questions, bpjs_list_withdrawals, bpjs_mismatches
from kiosk.services.acting import NotAllowed, Refused
from tests.ledger_rows import paid_months, somebody
from tests.services.at_once import acting, key, nik
from tests.services.bpjs_files import listed, sent_in, sheet
from tests.services.crowd import crowd
from tests.services.member_lists import members, open_ones, read

THIS = first_of_month(today())


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def workers(people):
    """Six people, the first five of whom are protected."""
    crowd(acting(people["petugas"]), 6)
    found = list(Worker.select().order_by(Worker.id))
    city = somebody("apbd")
    for worker in found[:5]:
        paid_months(worker, [THIS, add_months(THIS, 1)], effective=1, on=THIS, funder=city)
    return found


def few(admin) -> Answer:
    """A list of two people of the five that are protected."""
    return listed(sheet([nik(1), nik(2)], "NIK"), by=admin, as_of=today())


def state(answer: Answer) -> str:
    return Answer.get_by_id(answer.id).state


def withdraw(answer: Answer, by) -> None:
    bpjs_list_withdrawals.withdraw(no=answer.no, by=by)


def test_list_of_less_than_half_is_asked_about_before_anything_is_raised(workers, admin):
    answer = few(admin)
    assert (answer.state, open_ones()) == ("narrow", set())
    told = answer.findings[0]["params"]
    assert told == {"lines": "2", "active": "5", "missing": "3"}


def test_list_of_half_is_compared_at_once(workers, admin):
    answer = listed(sheet([nik(1), nik(2), nik(3)], "NIK"), by=admin, as_of=today())
    assert answer.state == "read" and len(open_ones()) == 2


def test_many_lines_of_other_people_do_not_make_a_list_whole(workers, admin):
    lines = [nik(number) for number in (1, 2, 6, *range(50, 60))]
    assert listed(sheet(lines, "NIK"), by=admin, as_of=today()).state == "narrow"


def test_said_to_be_whole_it_is_compared_once(workers, admin):
    answer, client_key = few(admin), key()
    for _time in range(2):
        bpjs_list_questions.go_on(no=answer.no, client_key=client_key, by=admin)
    assert state(answer) == "read" and len(open_ones()) == 3
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.daftar_dinyatakan_lengkap").count() == 1
    with pytest.raises(Refused):
        bpjs_list_questions.set_aside(no=answer.no, by=admin)


def test_set_aside_it_changes_nothing_and_the_same_bytes_are_a_new_list(workers, admin):
    answer = few(admin)
    for _time in range(2):
        bpjs_list_questions.set_aside(no=answer.no, by=admin)
    assert (state(answer), open_ones()) == ("withdrawn", set())
    with pytest.raises(Refused):
        bpjs_list_questions.go_on(no=answer.no, client_key=key(), by=admin)
    assert few(admin).no != answer.no


def test_same_bytes_while_it_is_asked_about_are_a_new_list(workers, admin):
    first = few(admin)
    assert few(admin).no != first.no and Answer.select().count() == 1


def test_taken_back_it_closes_what_nobody_has_settled_and_leaves_what_people_wrote(workers, admin):
    answer = few(admin)
    bpjs_list_questions.go_on(no=answer.no, client_key=key(), by=admin)
    first = Mismatch.select().order_by(Mismatch.id).first()
    bpjs_mismatches.settle(number=first.id, how="Sudah ditanyakan.", by=admin)
    would = bpjs_list_withdrawals.withdrawal_of(no=answer.no, by=admin)
    assert (would.closed, would.kept, would.reopened) == (2, 1, 0)
    for _time in range(2):
        withdraw(answer, admin)
    assert (state(answer), open_ones()) == ("withdrawn", set())
    assert Mismatch.get_by_id(first.id).how == "Sudah ditanyakan."
    closed = Mismatch.select().where(Mismatch.id != first.id)
    assert {(row.how, row.settled_by_id) for row in closed} == {
        (f"Daftar {answer.no} ditarik kembali.", admin.user_id)
    }
    told = AuditEvent.get(AuditEvent.action == "bpjs.daftar_ditarik")
    assert (told.subject, told.detail) == (answer.no, {"ditutup": 2, "dibuka_lagi": 0})
    again = few(admin)
    assert again.no != answer.no and again.state == "narrow"


def test_what_the_list_had_settled_by_itself_is_open_again(workers, admin):
    only_there = workers[5]
    read(members(*workers), as_of=THIS)
    assert open_ones() == {(only_there.id, "bpjs_only")}
    wrong = read(members(*workers[:5]))
    assert open_ones() == set()
    assert bpjs_list_withdrawals.withdrawal_of(no=wrong.no, by=admin).reopened == 1
    withdraw(wrong, admin)
    assert open_ones() == {(only_there.id, "bpjs_only")}


def test_list_that_holds_good_says_again_what_the_wrong_one_had_said_first(workers, admin):
    """What was open stayed the wrong list's; taking it back must not close what the right one says too."""
    wrong = read(members(workers[5]))
    read(members(*workers[1:]))
    assert {row.answer_id for row in Mismatch.select()} == {wrong.id}
    withdraw(wrong, admin)
    assert open_ones() == {(workers[0].id, "ours_only"), (workers[5].id, "bpjs_only")}


def test_list_that_was_taken_back_overtakes_none(workers, admin):
    late = read(members(*workers))
    withdraw(late, admin)
    read(members(*workers[1:]), as_of=THIS if today() > THIS else add_months(THIS, -1))
    assert open_ones()


def test_only_the_admin_and_only_a_list_that_was_read(workers, admin, people):
    answer = few(admin)
    with pytest.raises(Refused):
        withdraw(answer, admin)
    with pytest.raises(NotAllowed):
        bpjs_list_questions.go_on(no=answer.no, client_key=key(), by=acting(people["auditor"]))
    for name in ("petugas", "auditor", "mitra"):
        with pytest.raises(NotAllowed):
            withdraw(answer, acting(people[name]))
    reply = sent_in(sheet([f"{nik(1)};x;Ditolak;;;Alasan"]), by=admin)
    with pytest.raises(Refused):
        withdraw(reply, admin)
