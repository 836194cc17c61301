"""A draft is decided and carried out: who is lost between is replaced from the reserve in order, and neither quota nor
budget is exceeded, whatever has changed since it was drawn."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from db.connection import writing
from db.models import AuditEvent, Commitment, CoverageMonth, Job, Programme, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import long_date, mask_nik
from kiosk.services import (
    freezing,
    queue,
    safe,
    selection_annexes,
    selection_checks,
    selection_decisions,
    selections,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.selection_decisions import Decree, WrongDay
from tests import ledger_rows
from tests.services import selection_desk as desk
from tests.services.at_once import acting, key
from tests.services.ledger_proof import adds_up
from tests.services.selection_desk import JANUARY, MONTHS, carried_out, decide, drafted, ids, programme


def live(programme: Programme) -> list[CoverageMonth]:
    theirs = CoverageMonth.select().join(Commitment).where(Commitment.programme == programme.id)
    return list(theirs.where(CoverageMonth.released_at.is_null()).order_by(CoverageMonth.month))


def kept(where: Programme) -> tuple[int, int]:
    now = Programme.get_by_id(where.id)
    return now.places, now.promised


def freeze(worker_id: int, reason: str = "Diminta orangnya.") -> None:
    with writing():
        freezing.mark_frozen(Worker.get_by_id(worker_id), reason=reason, by=desk.admin())


def change_programme(where: Programme, **values) -> None:
    with writing():
        Programme.update(values).where(Programme.id == where.id).execute()


def test_the_chosen_get_their_months_to_december_under_the_programme(people):
    where = programme()
    desk.people(5)
    done = carried_out(drafted(where, 3))
    assert (done.state, done.taken, done.amount) == ("done", 3, 3 * 12 * desk.RATE)
    months = live(where)
    assert {row.worker_id for row in months} == set(ids(done, "taken")) and len(months) == 36
    assert sorted({row.month for row in months}) == MONTHS and {row.amount for row in months} == {desk.RATE}
    assert kept(where) == (3, 36 * desk.RATE)
    assert [row.listed for row in desk.rows(done)] == ["chosen"] * 3 + ["reserve"] * 2
    assert [row.state for row in desk.rows(done)] == ["taken"] * 3 + ["reserve"] * 2
    assert all(row.months == 12 and row.amount == 12 * desk.RATE for row in desk.rows(done, "taken"))
    assert adds_up()


def test_nothing_is_owed_before_the_worker_has_carried_it_out(people):
    where = programme()
    desk.people(3)
    draft = drafted(where, 3)
    decide(draft)
    assert desk.named(draft.no).state == "decided" and not live(where) and kept(where) == (0, 0)


def test_who_is_lost_before_the_decision_is_replaced_by_the_next_in_reserve(people):
    where = programme()
    desk.people(6)
    draft = drafted(where, 3)
    dead, frozen, funded, *reserve = ids(draft)
    freeze(dead, "Meninggal dunia.")
    freeze(frozen)
    ledger_rows.planned_months(Worker.get_by_id(funded), [JANUARY + timedelta(days=31)])
    found = selection_checks.check(draft)
    assert {one.row.worker_id: one.why for one in found.lost} == {
        dead: "died",
        frozen: "frozen",
        funded: "funded",
    }
    assert [row.worker_id for row in found.chosen] == reserve and found.stepping_in == 3
    done = carried_out(draft)
    assert ids(done, "taken") == reserve and set(ids(done, "refused")) == {dead, frozen, funded}
    assert not [row for row in desk.rows(done, "refused") if row.listed]


def test_who_is_lost_between_decision_and_job_is_replaced_too_and_the_row_says_why(people):
    where = programme()
    desk.people(6)
    draft = drafted(where, 3)
    first, second, _third, *reserve = ids(draft)
    decide(draft)
    freeze(first, "Meninggal dunia.")
    ledger_rows.planned_months(Worker.get_by_id(second), MONTHS[3:5])
    queue.run_waiting_tasks()
    done = desk.named(draft.no)
    assert (done.state, done.taken) == ("done", 3) and ids(done, "reserve") == reserve[2:]
    assert {row.worker_id: row.why for row in desk.rows(done, "refused")} == {first: "died", second: "funded"}
    assert {row.listed for row in desk.rows(done, "taken")} == {"chosen", "reserve"}
    assert kept(where)[0] == 3 and adds_up()


def test_a_quota_that_shrank_since_the_draft_decides_on_fewer(people):
    where = programme(quota=5)
    desk.people(8)
    draft = drafted(where, 5)
    change_programme(where, quota=2)
    found = selection_checks.check(draft)
    assert (len(found.chosen), found.stopped_by, found.preview.places_left) == (2, "quota", 0)
    with pytest.raises(Refused) as refused:
        decide(draft, people=5)
    assert refused.value.message == selection_decisions.CHANGED
    done = carried_out(draft)
    assert done.taken == 2 and kept(where)[0] == 2 and ids(done, "taken") == ids(draft)[:2]


def test_a_quota_that_shrinks_after_the_decision_is_not_exceeded_and_the_rows_say_so(people):
    where = programme(quota=5)
    desk.people(8)
    draft = drafted(where, 5)
    decide(draft)
    change_programme(where, quota=2)
    queue.run_waiting_tasks()
    done = desk.named(draft.no)
    assert (done.state, done.taken, kept(where)[0]) == ("done", 2, 2)
    assert [row.why for row in desk.rows(done, "refused")] == ["quota"] * 3
    assert len(ids(done, "reserve")) == 3


def test_a_budget_that_shrinks_after_the_decision_is_not_exceeded(people):
    where = programme(quota=5)
    desk.people(5)
    draft = drafted(where, 5)
    decide(draft)
    change_programme(where, budget=3 * 12 * desk.RATE + 16_799)
    queue.run_waiting_tasks()
    done = desk.named(draft.no)
    assert (done.taken, kept(where)) == (3, (3, 36 * desk.RATE))
    assert [row.why for row in desk.rows(done, "refused")] == ["budget"] * 2


def test_a_programme_closed_after_the_decision_takes_nobody(people):
    where = programme()
    desk.people(2)
    draft = drafted(where, 2)
    decide(draft)
    change_programme(where, closed_at=utc_now(), closed_why="Selesai")
    queue.run_waiting_tasks()
    done = desk.named(draft.no)
    assert (done.state, done.taken) == ("done", 0) and not live(where)
    assert [row.why for row in desk.rows(done, "refused")] == ["closed"] * 2


def test_two_drafts_name_the_same_people_and_the_second_takes_the_others(people):
    where, other = programme(quota=20), programme(quota=20, funder=desk.city("dbhcht"))
    desk.people(6)
    first, second = drafted(where, 3), drafted(other, 3)
    assert ids(first, "chosen") == ids(second, "chosen")
    [overlap] = selection_checks.check(second).overlaps
    assert (overlap.no, overlap.people) == (first.no, 3)
    as_read = selection_checks.check(second)
    decide(first)
    before = Decree("560/13/2026", today(), desk.OFFICE, 3, as_read.fingerprint)
    with pytest.raises(Refused) as refused:  # the page was opened before the other was decided
        selection_decisions.decide(selection=second, decree=before, client_key=key(), by=desk.admin())
    assert refused.value.message == selection_decisions.OTHERS
    now = selection_checks.check(second)
    assert now.stepping_in == 3 and now.reasons == {"elsewhere": 3}
    decide(second)
    queue.run_waiting_tasks()
    done, after = desk.named(first.no), desk.named(second.no)
    assert (done.taken, after.taken) == (3, 3) and not set(ids(done, "taken")) & set(ids(after, "taken"))
    assert [row.why for row in desk.rows(after, "refused")] == ["elsewhere"] * 3 and adds_up()


def test_deciding_is_refused_when_nobody_can_be_taken(people):
    where = programme()
    [one] = desk.people(1)
    draft = drafted(where, 1)
    freeze(one.id)
    with pytest.raises(Refused) as refused:
        decide(draft, people=0)
    assert refused.value.message == selection_decisions.NOBODY and desk.named(draft.no).state == "draft"
    assert not Job.select().where(Job.kind == selections.CARRYING_JOB).exists()


def test_a_list_that_is_drawn_anew_while_somebody_decides_is_read_again_first(people, monkeypatch):
    """Between the look at everybody and the moment of the decision somebody else has drawn it again."""
    desk.people(3)
    draft = drafted(programme(), 1)
    look = selection_checks.check

    def meanwhile(seen):
        found = look(seen)
        selections.draw_again(selection=seen, by=desk.admin())
        queue.run_waiting_tasks()
        return found

    monkeypatch.setattr(selection_checks, "check", meanwhile)
    with pytest.raises(Refused) as refused:
        decide(draft, people=1)
    assert refused.value.message == selection_decisions.DRAWN_ANEW and desk.named(draft.no).state == "draft"


@pytest.mark.parametrize("days", [1, -900])
def test_a_decree_of_a_day_to_come_or_long_ago_is_refused(people, days):
    desk.people(1)
    draft = drafted(programme(), 1)
    decree = Decree("1", today() + timedelta(days=days), desk.OFFICE, 1, "")
    with pytest.raises(WrongDay):
        selection_decisions.decide(selection=draft, decree=decree, client_key=key(), by=desk.admin())


def test_a_decision_stands_for_ever_and_is_made_by_the_admin_once(people):
    desk.people(2)
    draft = drafted(programme(), 1)
    listed = selection_checks.check(draft).fingerprint
    decree, one = Decree("1", today(), desk.OFFICE, 1, listed), key()
    for name in ("auditor", "petugas", "mitra"):
        with pytest.raises(NotAllowed):
            selection_decisions.decide(
                selection=draft, decree=decree, client_key=key(), by=acting(people[name])
            )
    for _twice in range(2):
        selection_decisions.decide(selection=draft, decree=decree, client_key=one, by=desk.admin())
    with pytest.raises(Refused):
        selection_decisions.decide(selection=draft, decree=decree, client_key=key(), by=desk.admin())
    with pytest.raises(Refused) as refused:
        selections.drop(selection=draft, why="x", by=desk.admin())
    assert refused.value.message == selections.DECIDED_ALREADY
    assert Job.select().where(Job.kind == selections.CARRYING_JOB).count() == 1
    lines = AuditEvent.select().where(AuditEvent.action == "seleksi.diputuskan")
    assert [line.detail["orang"] for line in lines] == [1]


def test_the_annex_names_the_chosen_and_the_reserve_with_masked_niks_and_stays_as_it_was(people):
    chosen, _reserve = desk.people(2)
    with writing():
        Worker.update(name="=Slamet").where(Worker.id == chosen.id).execute()
    draft = drafted(programme(), 1)
    first, second = (Worker.get_by_id(worker_id) for worker_id in ids(draft))
    done = carried_out(draft)
    paper = selection_annexes.pdf_of(done, by=acting(people["auditor"]))
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(paper)))
    for one in (first, second):
        full = safe.open_text(one.nik_sealed, safe.NIK)
        assert one.reg_no in text and mask_nik(full) in text and full not in text
    assert "560/12/2026" in text and "Cadangan" in text and "201.600" in text
    book = load_workbook(BytesIO(selection_annexes.sheet_of(done, by=desk.admin())))
    lines = [[cell.value for cell in line] for line in book.active.iter_rows(min_row=2, max_row=3)]
    assert [line[1] for line in lines] == ["Penerima", "Cadangan"]
    assert [line[2] for line in lines] == [
        safe.open_text(one.nik_sealed, safe.NIK) for one in (first, second)
    ]
    assert "'=Slamet" in [line[3] for line in lines]
    with writing():
        Worker.update(name="Nama Baru").where(Worker.id == first.id).execute()
    assert selection_annexes.pdf_of(desk.named(done.no), by=desk.admin()) == paper
    assert AuditEvent.select().where(AuditEvent.action == "seleksi.lampiran_diunduh").count() == 1


def test_the_sheet_with_full_numbers_is_the_admins_alone(people):
    desk.people(1)
    done = carried_out(drafted(programme(), 1))
    for name in ("auditor", "petugas", "opd"):
        with pytest.raises(NotAllowed):
            selection_annexes.sheet_of(done, by=acting(people[name]))
    with pytest.raises(NotThere):
        selection_annexes.pdf_of(drafted(programme(funder=desk.city("dbhcht")), 1), by=desk.admin())


def test_who_held_a_place_already_takes_no_second_one(people):
    where = programme(quota=2)
    [one] = desk.people(1)
    carried_out(drafted(where, 1))
    ledger_rows.let_go(live(where)[6:])
    wish = selections.Wish(1, MONTHS[6])
    no = selections.draw(
        programme=Programme.get_by_id(where.id), wish=wish, client_key=key(), by=desk.admin()
    )
    queue.run_waiting_tasks()
    assert selection_checks.check(desk.named(no)).preview.places_left == 1
    done = carried_out(desk.named(no))
    assert ids(done, "taken") == [one.id] and kept(where) == (1, 12 * desk.RATE)
    assert [row.month for row in live(where)] == MONTHS


def test_no_number_of_a_person_stands_in_trail_or_job(people):
    found = desk.people(3)
    carried_out(drafted(programme(), 2))
    said = str([row.detail for row in AuditEvent.select()]) + str([row.arguments for row in Job.select()])
    assert not [one for one in found if safe.open_text(one.nik_sealed, safe.NIK) in said or one.name in said]


def test_a_job_that_a_rule_refused_says_so_and_is_gone_on_with(people):
    where = programme()
    desk.people(2)
    draft = drafted(where, 2)
    decide(draft)
    change_programme(where, first_month=MONTHS[1])
    queue.run_waiting_tasks()
    [job] = Job.select().where(Job.kind == selections.CARRYING_JOB)
    assert job.state == "failed" and "sebelum bulan pertama program" in queue.error_of(job)["message"]
    assert desk.named(draft.no).state == "carrying_out" and not live(where)
    with pytest.raises(NotAllowed):
        selection_decisions.go_on(selection=draft, by=acting(people["auditor"]))
    change_programme(where, first_month=JANUARY)
    for _twice in range(2):
        selection_decisions.go_on(selection=draft, by=desk.admin())
    queue.run_waiting_tasks()
    assert desk.named(draft.no).state == "done" and kept(where)[0] == 2
    assert Job.select().where(Job.kind == selections.CARRYING_JOB).count() == 2
    with pytest.raises(Refused) as refused:
        selection_decisions.go_on(selection=draft, by=desk.admin())
    assert refused.value.message == selection_decisions.NOTHING_FAILED


def test_the_annex_says_when_it_was_drawn_by_what_and_on_what_that_rests(people):
    [poor, _other] = desk.people(2)
    with writing():
        Worker.update(dtsen_decile=1, dtsen_as_of=today(), dtsen_source="DTSEN Dinas Sosial").where(
            Worker.id == poor.id
        ).execute()
    done = carried_out(drafted(programme(), 2))
    paper = selection_annexes.pdf_of(done, by=desk.admin())
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(paper)))
    text = " ".join(text.split())
    assert "miskin ekstrem (paling banyak 40" in text and f"ditarik {long_date(today())}" in text
    assert "DTSEN Dinas Sosial, per" in text and "[INF]" not in text and "belum ditetapkan" not in text
    book = load_workbook(BytesIO(selection_annexes.sheet_of(done, by=desk.admin())))
    lines = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert [line[12] for line in lines[1:3]] == [row.points for row in desk.rows(done, "taken")]
    assert any("DTSEN Dinas Sosial" in str(line[0]) for line in lines)


def words_of(paper: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(paper)))


def is_kept(path: str) -> bool:
    return (safe._folder / path).exists()


def test_draft_lies_before_whoever_signs_and_gives_way_to_the_annex(people):
    [first, _second] = desk.people(2)
    draft = drafted(programme(), 1)
    text = words_of(selection_annexes.pdf_of(draft, by=acting(people["auditor"])))
    assert "RANCANGAN" in text and first.reg_no in text and "Daftar cadangan (1 orang)" in text
    with pytest.raises(Refused):
        selection_annexes.sheet_of(draft, by=desk.admin())
    found, once_key = selection_checks.check(draft), key()
    decree = Decree("560/12/2026", today(), desk.OFFICE, 1, found.fingerprint)
    for _twice in range(2):  # the second press comes after the annex was made
        selection_decisions.decide(selection=draft, decree=decree, client_key=once_key, by=desk.admin())
        assert not is_kept(draft.pdf_path)
        queue.run_waiting_tasks()
    done = desk.named(draft.no)
    assert "RANCANGAN" not in words_of(selection_annexes.pdf_of(done, by=desk.admin()))


def test_draft_s_paper_goes_with_the_draft(people):
    desk.people(2)
    draft = drafted(programme(), 1)
    selections.draw_again(selection=draft, by=desk.admin())
    with pytest.raises(NotThere):
        selection_annexes.pdf_of(desk.named(draft.no), by=desk.admin())
    queue.run_waiting_tasks()
    again = desk.named(draft.no)
    assert not is_kept(draft.pdf_path) and is_kept(again.pdf_path)
    selections.drop(selection=again, why="Keliru", by=desk.admin())
    assert not is_kept(again.pdf_path) and desk.named(draft.no).pdf_path == ""
