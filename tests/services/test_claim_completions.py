"""What nobody knew when a claim was reported is filled in once; what was reported stays."""

from datetime import date, datetime, time

import pytest
import time_machine
from peewee import DatabaseError

from db.connection import writing
from db.models import AuditEvent, Claim, Facility, Worker
from kiosk.domain.clock import months_from
from kiosk.services import claim_completions, claim_lists, claim_pages, safe
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.claim_completions import Completion, WrongHour, missing_of
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.claim_desk import reported, step, told
from tests.services.crowd import crowd, worker

SUNDAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def in_november():
    """Monday, 23 November 2026, 10.00 in Semarang."""
    with time_machine.travel(datetime(2026, 11, 23, 3), tick=False) as clock:
        yield clock


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def person(petugas) -> Worker:
    """Known since the month began."""
    person = worker(crowd(petugas, 1)[0])
    first = date(2026, 11, 1)
    ledger_rows.paid_months(person, months_from(first, 2), effective=2, on=first)
    return person


@pytest.fixture
def claim(person, petugas, in_november) -> Claim:
    """Reported yesterday; nobody knew anything but the day."""
    in_november.move_to(datetime(2026, 11, 22, 12))
    claim = reported(person, petugas, day=SUNDAY, hour=None, place="", on_the_way="")
    in_november.move_to(datetime(2026, 11, 23, 3))
    return claim


def complete(claim: Claim, by, *, client_key: str = "", **known) -> Claim:
    claim_completions.complete(no=claim.no, known=Completion(**known), client_key=client_key or key(), by=by)
    return Claim.get_by_id(claim.id)


def test_all_that_was_empty_is_filled_in(claim, petugas):
    assert missing_of(claim) == ("hour", "place", "on_the_way", "told")
    claim = complete(
        claim, petugas, hour=time(14), place="Jl. Kaligawe", on_the_way="at_work", told="Jatuh dari becak."
    )
    assert missing_of(claim) == () and (claim.place, claim.on_the_way) == ("Jl. Kaligawe", "at_work")
    assert safe.open_text(claim.told_sealed, safe.CLAIM_TOLD) == "Jatuh dari becak."
    line = AuditEvent.get(AuditEvent.action == "klaim.dilengkapi")
    assert line.subject == claim.no and line.detail == {"diisi": ["cerita", "jam", "sedang_apa", "tempat"]}


def test_hour_moves_the_deadline(claim, petugas):
    before = claim_pages.page_of(no=claim.no, by=petugas).clock
    assert (before.deadline, before.hours) == (datetime(2026, 11, 23, 17), 14)
    claim = complete(claim, petugas, hour=time(14))
    assert claim.hour_known and claim.happened_at == datetime(2026, 11, 22, 7)
    assert claim.happened_on == SUNDAY
    assert claim_pages.page_of(no=claim.no, by=petugas).clock.deadline == datetime(2026, 11, 24, 7)
    assert claim_lists.untold(by=petugas).hours == 28


def test_hour_after_bpjs_was_told_or_still_to_come_is_refused(claim, person, petugas):
    told(claim, petugas, at=datetime(2026, 11, 22, 6))
    with pytest.raises(WrongHour, match="pukul 13"):
        complete(claim, petugas, hour=time(13, 1))
    assert complete(claim, petugas, hour=time(13)).hour_known
    other = reported(person, petugas, day=date(2026, 11, 23), hour=None)
    with pytest.raises(WrongHour, match="belum tiba"):
        complete(other, petugas, hour=time(10, 1))


def test_what_was_reported_is_not_filled_in_again(claim, petugas, people):
    complete(claim, petugas, hour=time(14), place="Jl. Kaligawe")
    for known in ({"hour": time(15)}, {"place": "Pasar Johar"}):
        with pytest.raises(Refused, match="sudah dilengkapi"):
            complete(claim, acting(people["rekan"]), **known)
    with pytest.raises(Refused, match="Belum ada yang diisi"):
        complete(claim, petugas)


def test_facility_may_change_and_the_trail_keeps_what_was_reported(claim, petugas):
    one, other = Facility.select().order_by(Facility.id).limit(2)
    claim = complete(claim, petugas, facility=one.code)
    claim = complete(claim, petugas, facility=other.code)
    assert claim.facility_id == other.id
    claim = complete(claim, petugas, facility_other="Klinik Sehat")
    assert claim.facility_id is None and claim.facility_other == "Klinik Sehat"
    lines = AuditEvent.select().where(AuditEvent.action == "klaim.dilengkapi").order_by(AuditEvent.id)
    assert [line.detail["fasilitas_semula"] for line in lines] == ["", one.code, other.code]
    with pytest.raises(Refused, match="tidak ada di daftar"):
        complete(claim, petugas, facility="rs-karangan")


def test_facility_that_has_left_the_list_stays_where_it_stands(claim, petugas):
    facility = Facility.select().order_by(Facility.id).first()
    claim = complete(claim, petugas, facility=facility.code)
    Facility.update(removed_at=datetime(2026, 11, 23)).where(Facility.id == facility.id).execute()
    claim = complete(claim, petugas, facility=facility.code, place="Jl. Kaligawe")
    assert claim.facility_id == facility.id and claim.place


def test_form_sent_twice_fills_in_once(claim, petugas):
    once = key()
    for _time in range(2):
        complete(claim, petugas, place="Jl. Kaligawe", client_key=once)
    assert AuditEvent.select().where(AuditEvent.action == "klaim.dilengkapi").count() == 1


def test_closed_claim_is_not_filled_in(claim, petugas):
    claim = step(claim, petugas, "closed_wrong", note="orang lain")
    assert missing_of(claim) == ()
    with pytest.raises(Refused, match="ditutup karena keliru"):
        complete(claim, petugas, place="Jl. Kaligawe")


@pytest.mark.parametrize("name", ["petugas2", "auditor", "mitra", "donatur", "opd"])
def test_nobody_else_fills_in(claim, people, name):
    with pytest.raises(NotAllowed):
        complete(claim, acting(people[name]), place="Jl. Kaligawe")
    assert Claim.get_by_id(claim.id).place == ""


@pytest.mark.parametrize("name", ["rekan", "admin"])
def test_colleague_and_admin_fill_in(claim, people, name):
    assert complete(claim, acting(people[name]), place="Jl. Kaligawe").place


def test_database_lets_only_what_was_empty_be_filled_in(claim, petugas):
    complete(claim, petugas, hour=time(14), place="Jl. Kaligawe", on_the_way="at_work", told="Jatuh.")
    for change in (
        {"happened_at": datetime(2026, 11, 22, 8)},
        {"hour_known": False},
        {"place": "Pasar Johar"},
        {"place": ""},
        {"on_the_way": "elsewhere"},
        {"told_sealed": b"lain"},
        {"told_sealed": None},
    ):
        with pytest.raises(DatabaseError), writing():
            Claim.update(change).where(Claim.id == claim.id).execute()


def test_database_lets_no_hour_be_moved_without_its_being_known(claim):
    for change in (
        {"happened_at": datetime(2026, 11, 22, 8)},
        {"happened_at": datetime(2026, 11, 21, 8), "hour_known": True},
    ):
        with pytest.raises(DatabaseError), writing():
            Claim.update(change).where(Claim.id == claim.id).execute()
