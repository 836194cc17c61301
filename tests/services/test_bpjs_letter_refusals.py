"""A letter that BPJS refused: noted for its people, said beside the proposals, taken back, overtaken by an answer."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import AuditEvent, CoverageMonth, StartLetter, StartLetterLine, Worker
from kiosk.domain.clock import noon_of, today
from kiosk.services import bpjs_letter_pages, bpjs_letter_proposals, bpjs_letters
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.bpjs_letter_refusals import WrongDay, refuse, wait_again
from tests.ledger_rows import somebody
from tests.services.at_once import acting, all_at_once
from tests.services.crowd import crowd
from tests.services.test_bpjs_letters import BEFORE, EVERYBODY_ELSE, THIS, answered_on, made, numbers

WHY = "Melewati batas koreksi kantor cabang."


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def city(people):
    return somebody("apbd")


@pytest.fixture
def two(people, city) -> list[Worker]:
    """Two people whose start breaks their membership."""
    found = enrolled(people, 2)
    for worker in found:
        answered_on(worker, city, THIS)
    return found


def enrolled(people, count: int, numbered: int = 1) -> list[Worker]:
    numbers = crowd(acting(people["petugas"]), count, numbered=numbered)
    return list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))


@pytest.fixture
def letter(admin, city, two) -> str:
    return made(admin, city, *two)


def noted(no: str, *people, by, **other) -> int:
    facts = {"on": today(), "why": WHY, **other}
    return refuse(no=no, people=[worker.reg_no for worker in people], by=by, **facts)


def lines() -> list[tuple]:
    rows = StartLetterLine.select().order_by(StartLetterLine.id)
    return [(row.refused_on, row.refused_why) for row in rows]


def test_it_is_noted_for_one_person_with_day_and_reason_and_changes_no_month(admin, letter, two):
    before = list(CoverageMonth.select().order_by(CoverageMonth.id).dicts())
    assert noted(letter, two[0], by=admin) == 1
    assert lines() == [(today(), WHY), (None, None)]
    assert list(CoverageMonth.select().order_by(CoverageMonth.id).dicts()) == before
    event = AuditEvent.get(AuditEvent.action == "bpjs.surat_ditolak")
    assert (event.subject, event.detail["surat"], event.detail["alasan"]) == (two[0].reg_no, letter, WHY)
    (row,), _follows = bpjs_letter_pages.page_of(by=admin)
    assert (row.people, row.answered, row.refused) == (2, 0, 1)


def test_the_proposals_say_so_and_do_not_pick_the_person_again(admin, city, letter, two):
    noted(letter, *two, by=admin)
    assert numbers(city) == [] and bpjs_letter_proposals.counts() == []
    found = {one.reg_no: one for one in bpjs_letter_proposals.proposed_for(city.id)}
    assert {(one.asked_in, one.refused_on, one.refused_why) for one in found.values()} == {
        (letter, today(), WHY)
    }


def test_who_is_chosen_all_the_same_waits_with_the_new_letter(admin, city, letter, two):
    noted(letter, two[0], by=admin)
    again = made(admin, city, two[0], day=BEFORE + timedelta(days=1))
    found = {one.reg_no: one for one in bpjs_letter_proposals.proposed_for(city.id)}
    assert (found[two[0].reg_no].asked_in, found[two[0].reg_no].refused_on) == (again, None)


def test_noted_as_waiting_again_it_is_refused_no_more(admin, letter, two):
    noted(letter, *two, by=admin)
    assert wait_again(no=letter, people=[two[0].reg_no], by=admin) == 1
    assert lines() == [(None, None), (today(), WHY)]
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.surat_menunggu_lagi").count() == 1
    with pytest.raises(Refused, match="tidak tercatat ditolak"):
        wait_again(no=letter, people=[worker.reg_no for worker in two], by=admin)
    assert lines() == [(None, None), (today(), WHY)]


def test_what_bpjs_answers_after_all_overtakes_it(admin, letter, two):
    noted(letter, two[0], by=admin)
    with writing():
        bpjs_letters.note_answered({two[0].id: BEFORE})
    row = StartLetterLine.select().order_by(StartLetterLine.id).first()
    assert (row.answered_from, row.refused_on, row.refused_why) == (BEFORE, None, None)
    with pytest.raises(Refused, match="sudah dijawab BPJS"):
        noted(letter, *two, by=admin)
    assert lines() == [(None, None), (None, None)]


def test_a_day_that_cannot_be_is_refused(admin, letter, two):
    StartLetter.update(made_at=noon_of(today() - timedelta(days=2))).execute()
    for day, said in (
        (today() + timedelta(days=1), "belum tiba"),
        (today() - timedelta(days=3), "baru dibuat"),
    ):
        with pytest.raises(WrongDay, match=said):
            noted(letter, two[0], by=admin, on=day)
    assert lines() == [(None, None), (None, None)]
    assert noted(letter, two[0], by=admin, on=today() - timedelta(days=2)) == 1


def test_nobody_or_somebody_not_in_the_letter_is_refused(people, admin, letter, two):
    (stranger,) = enrolled(people, 1, 50)
    for chosen in ((), (stranger,), (two[0], stranger)):
        with pytest.raises(Refused):
            noted(letter, *chosen, by=admin)
    with pytest.raises(NotThere):
        noted("S26-XXXXXX", two[0], by=admin)
    assert lines() == [(None, None), (None, None)]


def test_two_admins_at_once_leave_one_reason(admin, letter, two):
    reasons = ("Melewati batas.", "Berkas kurang.")
    all_at_once([lambda why=why: noted(letter, *two, by=admin, why=why) for why in reasons])
    assert len(set(lines())) == 1 and lines()[0][1] in reasons


def test_only_the_admin_notes_it(people, admin, letter, two):
    for name in EVERYBODY_ELSE:
        with pytest.raises(NotAllowed):
            noted(letter, two[0], by=acting(people[name]))
        with pytest.raises(NotAllowed):
            wait_again(no=letter, people=[two[0].reg_no], by=acting(people[name]))
    assert lines() == [(None, None), (None, None)]
