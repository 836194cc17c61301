"""Typing people into BPJS's portal: one after the other, where one stopped, each look written down."""

import pytest

from db.connection import writing
from db.models import AuditEvent, Submission, SubmissionLine, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import bpjs_typing, bpjs_typing_pages
from kiosk.services.acting import NotAllowed, NotThere, Refused
from tests.services.at_once import acting, all_at_once, nik
from tests.services.registering import answered, layout, line, submission_of


@pytest.fixture
def made(people) -> Submission:
    layout()
    return submission_of(people, 3)


def shown(by, submission, number: int, row=None):
    return bpjs_typing.shown(no=submission.no, number=number, layout_id=row.id if row else None, by=by)


def typed(by, submission, number: int) -> int | None:
    return bpjs_typing.mark_typed(no=submission.no, number=number, by=by)


def page(by, submission, number: int | None = None) -> bpjs_typing_pages.TypingPage:
    return bpjs_typing_pages.page_of(no=submission.no, page=number, layout_id=None, by=by)


def trail() -> list[tuple]:
    return [(event.action, event.subject) for event in AuditEvent.select().order_by(AuditEvent.id)]


def freeze(submission, number: int) -> None:
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == line(submission, number).worker_id).execute()


def test_person_is_shown_in_full_in_the_order_of_the_layout(admin, made):
    person = shown(admin, made, 2)
    assert [field.heading for field in person.fields] == ["NIK", "NAMA", "NAMA IBU", "TGL LAHIR"]
    assert [field.value for field in person.fields][:3] == [nik(2), "Orang 00002", "Sri Lestari"]
    assert (person.number, person.before, person.done, person.total) == (2, 1, 0, 3)


def test_another_layout_has_its_own_order(admin, made):
    other = layout("Cabang lain", columns=[("NAMA", "name"), ("NIK", "nik")])
    assert [field.heading for field in shown(admin, made, 1, other).fields] == ["NAMA", "NIK"]


def test_each_look_is_one_line_of_the_trail_about_that_person(admin, made):
    shown(admin, made, 1)
    shown(admin, made, 1)
    assert trail() == [("bpjs.ditampilkan", line(made, 1).worker.reg_no)] * 2
    assert AuditEvent.select().first().detail == {"pengajuan": made.no}


def test_marking_notes_who_and_leads_to_the_next_one_and_after_the_last_to_the_front(admin, made):
    assert [typed(admin, made, number) for number in (2, 3, 1)] == [3, 1, None]
    assert {one.typed_by_id for one in SubmissionLine.select()} == {admin.user_id}
    assert trail() == [("bpjs.diketik", made.no)] * 3


def test_marking_again_changes_nothing_and_keeps_who_was_first(people, admin, made):
    with writing():
        SubmissionLine.update(typed_by_id=people["petugas"].id, typed_at=utc_now()).execute()
    before = line(made, 1).typed_at
    assert typed(admin, made, 1) is None
    assert (line(made, 1).typed_at, line(made, 1).typed_by_id) == (before, people["petugas"].id)
    assert trail() == []


def test_two_at_once_mark_one_person_once(admin, made):
    all_at_once([lambda: typed(admin, made, 1), lambda: typed(admin, made, 1)])
    assert trail() == [("bpjs.diketik", made.no)]


def test_mark_is_taken_back(admin, made):
    typed(admin, made, 1)
    bpjs_typing.unmark(no=made.no, number=1, by=admin)
    bpjs_typing.unmark(no=made.no, number=1, by=admin)
    assert (line(made, 1).typed_at, line(made, 1).typed_by_id) == (None, None)
    assert trail()[1:] == [("bpjs.belum_diketik", made.no)]
    assert bpjs_typing.next_to_type(no=made.no, by=admin) == 1


def test_where_one_stopped_is_the_first_whom_nobody_has_typed(admin, made):
    typed(admin, made, 1)
    found = page(admin, made)
    assert (found.next, found.done, found.total, found.may_type) == (2, 1, 3, True)
    assert [(one.number, one.typed_by) for one in found.rows] == [(1, "Admin"), (2, ""), (3, "")]
    assert shown(admin, made, 1).typed_by == "Admin"


def test_neither_whom_bpjs_has_answered_about_nor_who_is_held_back_counts_as_typed(people, admin):
    layout()
    made = submission_of(people, 4)
    answered(made, 1)
    answered(made, 2, "dropped")
    freeze(made, 3)
    found = page(admin, made)
    assert (found.next, found.done, found.total, found.answered) == (4, 0, 1, 1)
    assert [one.number for one in found.rows] == [1, 3, 4]
    assert [bool(one.why) for one in found.rows] == [False, True, False]


@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_whom_bpjs_has_answered_about_is_neither_shown_nor_marked(admin, made, state):
    answered(made, 1, state)
    for act in (lambda: shown(admin, made, 1), lambda: typed(admin, made, 1)):
        with pytest.raises(Refused, match="BPJS sudah menjawab"):
            act()
    assert trail() == []


def test_who_is_frozen_is_not_shown(admin, made):
    freeze(made, 1)
    with pytest.raises(Refused, match="dibekukan"):
        shown(admin, made, 1)
    assert trail() == []


def test_nobody_of_a_cancelled_submission_is_shown(admin, made):
    with writing():
        Submission.update(cancelled_at=utc_now()).execute()
    with pytest.raises(Refused, match="dibatalkan"):
        shown(admin, made, 1)
    assert page(admin, made).may_type is False


def test_without_a_layout_nobody_is_shown(people, admin):
    made = submission_of(people, 1)
    with pytest.raises(Refused, match="Pilih susunan kolom"):
        shown(admin, made, 1)
    assert trail() == []


def test_person_who_was_taken_out_is_not_there(admin, made):
    answered(made, 1, "dropped")
    for number in (1, 4):
        with pytest.raises(NotThere):
            shown(admin, made, number)


def test_list_shows_no_number_in_full_and_opens_on_the_page_where_one_stopped(people, admin):
    layout()
    made = submission_of(people, 40)
    with writing():
        SubmissionLine.update(typed_at=utc_now()).where(SubmissionLine.number <= 31).execute()
    found = page(admin, made)
    assert (found.page, [one.number for one in found.rows], found.follows) == (2, list(range(31, 41)), False)
    assert found.rows[0].masked_nik == f"{nik(31)[:4]}••••••••{nik(31)[-4:]}"
    assert page(admin, made, 1).follows is True


@pytest.mark.parametrize("who", ["auditor", "petugas", "mitra"])
def test_nobody_but_the_admin_sees_or_marks_anybody(people, made, who):
    by = acting(people[who])
    for act in (
        lambda: shown(by, made, 1),
        lambda: typed(by, made, 1),
        lambda: bpjs_typing.unmark(no=made.no, number=1, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert trail() == [] and line(made, 1).typed_at is None


def test_auditor_reads_the_list_and_an_officer_does_not(people, made):
    found = page(acting(people["auditor"]), made)
    assert (len(found.rows), found.may_type) == (3, False)
    with pytest.raises(NotAllowed):
        page(acting(people["petugas"]), made)
