"""What BPJS accepts in a way that somebody should look at once more, or says in words that may not be kept."""

from datetime import date, timedelta

import pytest

from db.models import AnswerRow, AuditEvent, Message, SubmissionLine, Worker, WorkerFlag
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import bpjs_answer_lines, bpjs_submission_pages, safe
from kiosk.services.bpjs_line_pages import lines_page
from kiosk.services.bpjs_submission_lookup import WITHOUT_KPJ
from tests import ledger_rows
from tests.services.at_once import acting, nik
from tests.services.bpjs_desk import asked, codes, kpj, outcomes, says, take_in
from tests.services.bpjs_files import asked_people, protected, remarks, sent_in, sheet
from tests.services.bpjs_files import outcomes as by_row
from tests.services.crowd import crowd

THIS = first_of_month(today())
HEADS = "NIK;Status;KPJ;TMT"


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def submission(people, admin):
    return asked_people(people, admin, 3)


def workers() -> list[Worker]:
    return list(Worker.select().order_by(Worker.id))


def findings(answer) -> dict[str, dict]:
    return {one["code"]: one for one in answer.findings if one["severity"] == "warn"}


def test_day_before_anybody_was_asked_for_counts_and_is_remarked_and_listed(submission, admin):
    early, right, _other = workers()
    day = today() - timedelta(days=1)
    lines = [f"{nik(1)};Aktif;{kpj(1)};{day:%d/%m/%Y}", f"{nik(2)};Aktif;{kpj(2)};{today():%d/%m/%Y}"]
    answer = sent_in(sheet(lines, HEADS), by=admin)
    assert (by_row(answer), remarks(answer)) == ({2: "accepted", 3: "accepted"}, {2: ["before_sent"]})
    assert protected() == {early.id, right.id}
    said = AnswerRow.get(AnswerRow.number == 2).findings[0]
    assert said["params"] == {"day_on": day.isoformat(), "sent_on": today().isoformat()}
    shown, _more = bpjs_answer_lines.lines_of(answer=answer, outcome="", page=1, remark="before_sent")
    assert [one.number for one in shown] == [2] and shown[0].corrected_at.endswith("/baris/1/pembetulan")
    assert findings(answer)["before_sent"]["params"] == {"count": 1}


def test_acceptance_without_a_day_or_a_number_says_so_on_its_row(submission, admin):
    answer = sent_in(sheet([f"{nik(1)};Aktif", f"{nik(2)};Aktif"], "NIK;Status"), by=admin)
    assert remarks(answer) == {2: ["day_not_named", "kpj_not_named"], 3: ["day_not_named", "kpj_not_named"]}
    said = AnswerRow.get(AnswerRow.number == 2).findings[0]
    assert said["params"] == {"came_on": today().isoformat()}
    assert [one["params"] for one in findings(answer).values()] == [{"count": 2}, {"count": 2}]


def test_whoever_has_a_number_already_needs_none(submission, admin):
    one = workers()[0]
    Worker.update(kpj_sealed=safe.seal(kpj(1), safe.KPJ), kpj_hash=safe.index(kpj(1), safe.KPJ)).where(
        Worker.id == one.id
    ).execute()
    assert codes(take_in([says(one)], by=admin)) == [[]]


def test_accepted_people_without_a_number_are_counted_and_listed_until_they_have_one(submission, admin):
    first, second, third = workers()
    take_in([says(first), says(second, kpj=kpj(2)), says(third, accepted=False, reason="x")], by=admin)
    found = bpjs_submission_pages.file_of(no=submission.no, by=admin)
    assert (found.without_kpj, found.count_of(WITHOUT_KPJ), found.count_of("accepted")) == (1, 1, 2)
    shown, _more = lines_page(found.submission, state=WITHOUT_KPJ)
    assert [one.line.worker_id for one in shown] == [first.id]
    take_in([says(first, kpj=kpj(1))], by=admin)
    assert bpjs_submission_pages.file_of(no=submission.no, by=admin).without_kpj == 0


def test_file_with_one_day_month_first_holds_its_doubtful_days_back(people, admin):
    year = today().year - 1
    months = [date(year, 1, 1)]
    people_of_file(people, admin, months)
    lines = [
        f"{nik(1)};Aktif;{kpj(1)};01/13/{year}",
        f"{nik(2)};Aktif;{kpj(2)};01/02/{year}",
        f"{nik(3)};Ditolak;;01/02/{year}",
    ]
    answer = sent_in(sheet(lines, HEADS), by=admin)
    assert by_row(answer) == {2: "accepted", 3: "wrong", 4: "rejected"}
    assert remarks(answer)[3] == ["date_two_ways"]
    shown, _more = bpjs_answer_lines.lines_of(answer=answer, outcome="wrong", page=1)
    assert shown[0].told_at == f"/bpjs/{shown[0].submission}/baris/2/jawaban"
    assert SubmissionLine.get(SubmissionLine.number == 2).state == "asked"


def people_of_file(people, admin, months) -> None:
    """Three people whom BPJS was asked for in these months."""
    crowd(acting(people["petugas"]), 3)
    for worker in workers():
        rows = ledger_rows.planned_months(worker, months)
        ledger_rows.bill(rows)
        ledger_rows.pay(rows)
    asked(workers(), by=admin)


def test_mother_s_name_in_a_reason_is_kept_nowhere(submission, admin):
    one = workers()[0]
    Worker.update(mother_name_sealed=safe.seal("Ibu Tukiyemsari", safe.MOTHER)).where(
        Worker.id == one.id
    ).execute()
    why = "nama ibu IBU TUKIYEMSARI lain, ibu tukiyemsari?"
    answer = sent_in(sheet([f"{nik(1)};Ditolak;{why}"], "NIK;Status;Alasan"), by=admin)
    line = SubmissionLine.get(SubmissionLine.worker == one)
    assert (by_row(answer), line.reason) == ({2: "rejected"}, "nama ibu •••• lain, ••••?")
    kept = [event.detail for event in AuditEvent.select()] + [flag.note for flag in WorkerFlag.select()]
    kept += [message.text for message in Message.select()]
    shown, _more = bpjs_answer_lines.lines_of(answer=answer, outcome="", page=1)
    assert "tukiyemsari" not in str([kept, shown]).casefold()


def test_mother_s_name_in_a_status_nobody_knows_is_not_shown(submission, admin):
    Worker.update(mother_name_sealed=safe.seal("Tukiyemsari", safe.MOTHER)).execute()
    answer = sent_in(sheet([f"{nik(1)};Cek ibu Tukiyemsari;"], "NIK;Status;Alasan"), by=admin)
    shown, _more = bpjs_answer_lines.lines_of(answer=answer, outcome="", page=1)
    assert shown[0].findings and "Tukiyemsari" not in str([shown, AnswerRow.get().findings])


def test_day_to_come_in_a_month_to_come_is_no_early_day(people, admin):
    first = add_months(THIS, 1)
    people_of_file(people, admin, [first])
    to = take_in([says(workers()[0], on=first, kpj=kpj(0))], by=admin)
    assert (outcomes(to), codes(to)) == (["accepted"], [[]])
