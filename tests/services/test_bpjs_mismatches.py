"""The work list of mismatches: who may see and settle, what each line says, and no more statements for more lines."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from db import connection
from db.models import AuditEvent, Bill, Mismatch, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import bpjs_mismatch_pages, bpjs_mismatch_sheets, bpjs_mismatches, settings
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.bpjs_mismatch_pages import SETTLED, Sought
from tests.ledger_rows import bill, confirm, paid_months, pay, planned_months, somebody
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.services.member_lists import members, nik_of, open_ones, read

THIS = first_of_month(today())
EVERYBODY_ELSE = ("petugas", "mitra", "donatur", "opd")


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def workers(people):
    def enrolled(count: int, numbered: int = 1) -> list[Worker]:
        numbers = crowd(acting(people["petugas"]), count, numbered=numbered)
        return list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))

    return enrolled


def only(admin, **sought):
    (line,), _follows = bpjs_mismatch_pages.page_of(by=admin, sought=Sought(**sought))
    return line


def test_line_says_what_bpjs_and_the_ledger_say_and_what_to_do(admin, workers):
    (worker,) = workers(1)
    answer = read(members(worker))
    line = only(admin)
    assert (line.reg_no, line.kind, line.answer_no) == (worker.reg_no, "bpjs_only", answer.no)
    assert (line.listed_on, line.says.code, line.step) == (today(), "nobody", "ask_who_pays")


def test_step_follows_how_far_the_month_has_come(admin, workers):
    (worker,) = workers(1)
    city = somebody("apbd")
    read(members(worker))
    rows = planned_months(worker, [THIS], funder=city)
    assert only(admin).step == "see_person"
    (asked,) = bill(rows)
    assert (only(admin).step, only(admin).bill) == ("see_bill", asked.no)
    pay(rows)
    assert only(admin).step == "submit"
    submission = Submission.create(no="D26-UJI001", funder=city, made_by_id=1, sent_on=today())
    SubmissionLine.create(submission=submission, number=1, worker=worker, first_month=THIS, last_month=THIS)
    assert (only(admin).step, only(admin).submission) == ("note_answer", "D26-UJI001")
    SubmissionLine.update(state="accepted").execute()
    assert (only(admin).step, only(admin).funder) == ("note_receipt", city)


def test_missing_there_is_asked_with_the_receipt_where_there_is_one(admin, workers):
    (worker,) = workers(1)
    rows = planned_months(worker, [THIS], funder=somebody("apbd"))
    (asked,) = bill(rows)
    pay(rows)
    confirm(rows, on=THIS)
    read([])
    assert only(admin).step == "ask_again"
    Bill.update(receipt_no="BPJS 1", receipt_on=today()).execute()
    assert (only(admin).step, only(admin).bill) == ("ask_with_receipt", asked.no)


def test_settled_with_a_sentence_and_taken_back(admin, workers):
    (worker,) = workers(1)
    read(members(worker))
    number = only(admin).number
    bpjs_mismatches.settle(number=number, how="Iurannya dibayar sendiri.", by=admin)
    assert bpjs_mismatch_pages.counts(by=admin) == {"bpjs_only": 0, "ours_only": 0, "other_kpj": 0}
    line = only(admin, state=SETTLED)
    assert (line.how, line.settled_by) == ("Iurannya dibayar sendiri.", admin.name)
    bpjs_mismatches.settle(number=number, how="Iurannya dibayar sendiri.", by=admin)  # sent twice
    with pytest.raises(bpjs_mismatches.SettledBefore):
        bpjs_mismatches.settle(number=number, how="Lain.", by=admin)
    bpjs_mismatches.take_back(number=number, by=admin)
    bpjs_mismatches.take_back(number=number, by=admin)
    assert open_ones() == {(worker.id, "bpjs_only")}
    actions = [row.action for row in AuditEvent.select().where(AuditEvent.subject == worker.reg_no)]
    assert actions == ["bpjs.selisih_diselesaikan", "bpjs.selisih_dibuka_lagi"]


def test_settled_one_is_not_taken_back_where_a_later_list_opened_it_anew(admin, workers):
    (worker,) = workers(1)
    read(members(worker))
    number = only(admin).number
    bpjs_mismatches.settle(number=number, how="Sudah dibetulkan.", by=admin)
    read(members(worker))
    with pytest.raises(Refused):
        bpjs_mismatches.take_back(number=number, by=admin)
    assert Mismatch.select().where(Mismatch.settled_at.is_null()).count() == 1


def test_only_the_admin_settles_and_nobody_else_looks_but_the_auditor(people, admin, workers):
    (worker,) = workers(1)
    read(members(worker))
    number, auditor = only(admin).number, acting(people["auditor"])
    assert bpjs_mismatch_pages.one(by=auditor, number=number).reg_no == worker.reg_no
    assert len(bpjs_mismatches.open_of(worker, auditor)) == 1
    for by in (auditor, *(acting(people[name]) for name in EVERYBODY_ELSE)):
        with pytest.raises(NotAllowed):
            bpjs_mismatches.settle(number=number, how="Beres.", by=by)
        with pytest.raises(NotAllowed):
            bpjs_mismatches.take_back(number=number, by=by)
        with pytest.raises(NotAllowed):
            bpjs_mismatch_sheets.sheet_of(sought=Sought(), by=by)
    for name in EVERYBODY_ELSE:
        by = acting(people[name])
        assert bpjs_mismatches.open_of(worker, by) == []
        for look in (bpjs_mismatch_pages.page_of, bpjs_mismatch_pages.count_of):
            with pytest.raises(NotAllowed):
                look(by=by, sought=Sought())
    with pytest.raises(NotThere):
        bpjs_mismatches.settle(number=number + 1, how="Beres.", by=admin)


def test_filters_narrow_the_list(admin, workers):
    one, other = workers(2)
    city = somebody("apbd")
    planned_months(one, [THIS], funder=city)
    Worker.update(kelurahan=None, home_regency="Demak").where(Worker.id == other.id).execute()
    read(members(one, other))
    assert only(admin, funder=str(city.id)).reg_no == one.reg_no
    assert only(admin, kelurahan="luar").reg_no == other.reg_no
    assert bpjs_mismatch_pages.count_of(by=admin, sought=Sought(kind="ours_only")) == 0
    assert bpjs_mismatch_pages.count_of(by=admin, sought=Sought(kind="bpjs_only")) == 2


def test_page_asks_as_many_statements_for_many_as_for_few(admin, workers, monkeypatch):
    def count() -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        settings.forget()
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            bpjs_mismatch_pages.page_of(by=admin, sought=Sought())
        return len(asked)

    first = workers(2)
    read(members(*first))
    few = count()
    read(members(*first, *workers(25, 100)))
    assert count() <= few


def test_sheet_for_bpjs_holds_full_numbers_as_text_and_is_written_down(admin, workers):
    people = workers(3)
    Worker.update(name="=Siti").where(Worker.id == people[0].id).execute()
    people[0].name = "=Siti"
    read(members(*people))
    with bpjs_mismatch_sheets.sheet_of(sought=Sought(), by=admin).file as file:
        rows = list(load_workbook(BytesIO(file.read())).active.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == [nik_of(worker) for worker in people]
    assert rows[1][3] == "'=Siti"
    assert {type(cell) for row in rows for cell in row if cell is not None} == {str}
    line = AuditEvent.get(AuditEvent.action == "bpjs.selisih_diunduh")
    assert line.detail == {"selisih": 3}


def test_sheet_of_nobody_is_refused_and_not_written_down(admin, people):
    with pytest.raises(Refused):
        bpjs_mismatch_sheets.sheet_of(sought=Sought(), by=admin)
    assert not AuditEvent.select().where(AuditEvent.action == "bpjs.selisih_diunduh").exists()


def test_month_behind_the_list_is_in_arrears(admin, workers):
    (worker,) = workers(1)
    paid_months(worker, [add_months(THIS, -1)], effective=1, on=add_months(THIS, -1))
    read(members(worker))
    assert (only(admin).says.code, only(admin).says.day) == ("arrears", THIS)
