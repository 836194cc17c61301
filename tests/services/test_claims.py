"""Accidents and deaths: reported once, seen by whom they concern, carried on step by step, true to the ledger."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from peewee import DatabaseError

from db.connection import writing
from db.models import AuditEvent, Card, Claim, ClaimStep, Facility, Message, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services import (
    claim_lists,
    claim_pages,
    claim_reports,
    claim_step_checks,
    claim_steps,
    death_reversals,
    deaths,
    invariants_claims,
    merges,
    service_openings,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.claim_lists import ClaimWishes
from kiosk.services.invariant_proofs import prove
from kiosk.services.once import KeyInUse
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.claim_desk import entry, reported, step, told
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def person(petugas) -> Worker:
    """Protected this month and the next by a company."""
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.paid_months(person, months_from(THIS, 2), effective=2, on=THIS)
    return person


@pytest.fixture
def sound():
    """What must be true of claims is true after the test."""
    yield
    assert [proof.named for proof in map(prove, invariants_claims.INVARIANTS) if proof.broken] == []


pytestmark = pytest.mark.usefixtures("sound")


def test_accident_is_reported_with_the_cover_of_that_day(person, petugas):
    facility = Facility.select().order_by(Facility.id).first()
    claim = reported(person, petugas, facility=facility.code, told="Jatuh dari becak.")
    assert claim.no.startswith("KL-") and claim.state == "reported" and claim.facility_id == facility.id
    assert (claim.cover_code, claim.cover_since, claim.cover_months) == ("protected", THIS, 1)
    assert claim.cover_until == add_months(THIS, 2) - timedelta(days=1)
    assert b"becak" not in bytes(claim.told_sealed)
    line = AuditEvent.get(AuditEvent.action == "klaim.dilaporkan")
    assert (line.subject_kind, line.subject) == ("klaim", claim.no)
    assert "becak" not in str(line.detail) and person.name not in str(line.detail)
    assert Worker.get_by_id(person.id).frozen_at is None and adds_up()


def test_form_sent_twice_reports_once_and_another_content_is_refused(person, people, petugas):
    once = key()
    first = reported(person, petugas, client_key=once)
    assert reported(person, petugas, client_key=once).id == first.id and Claim.select().count() == 1
    with pytest.raises(KeyInUse):
        reported(person, petugas, client_key=once, place="Pasar Johar")
    with pytest.raises(KeyInUse):
        reported(person, acting(people["rekan"]), client_key=once)


def test_the_same_accident_is_not_reported_by_two(person, petugas, people):
    claim = reported(person, petugas)
    with pytest.raises(Refused, match=claim.no):
        reported(person, acting(people["rekan"]))
    step(claim, petugas, "closed_wrong", note="salah orang")
    assert reported(person, petugas).id != claim.id


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"day": today() + timedelta(days=1)}, "belum tiba"),
        ({"day": date(1930, 1, 1)}, "lebih awal daripada tanggal lahir"),
        ({"day": THIS - timedelta(days=1)}, "belum terdaftar"),
        ({"facility": "rs-karangan"}, "tidak ada di daftar"),
        ({"kind": "accident_death", "died_on": today() + timedelta(days=1)}, "belum tiba"),
        (
            {"kind": "accident_death", "died_on": today() - timedelta(days=1)},
            "lebih awal daripada hari kecelakaan",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(person, petugas, other, said):
    with pytest.raises(Refused, match=said):
        reported(person, petugas, **other)
    assert Claim.select().count() == 0 and deaths.death_of(Worker.get_by_id(person.id)) is None


def test_hour_that_is_still_to_come_is_refused(person, petugas):
    with (
        time_machine.travel(datetime(2026, 11, 23, 3), tick=False),
        pytest.raises(Refused, match="belum tiba"),
    ):
        reported(person, petugas, day=date(2026, 11, 23), hour=time(10, 1))


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor", "donatur", "opd"])
def test_nobody_else_reports(people, person, name):
    with pytest.raises(NotAllowed):
        reported(person, acting(people[name]))
    assert Claim.select().count() == 0


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("petugas", True), ("rekan", True), ("petugas2", False), ("admin", True), ("auditor", True),
        ("mitra", False), ("donatur", False), ("opd", False),
    ],
)  # fmt: skip
def test_who_sees_a_claim(people, person, petugas, name, sees):
    claim, by = reported(person, petugas), acting(people[name])
    if sees:
        assert claim_pages.page_of(no=claim.no, by=by).claim.no == claim.no
        assert claim_pages.proof_pdf(no=claim.no, by=by).startswith(b"%PDF")
        assert [row.claim.no for row in claim_lists.page_of(by=by)[0]] == [claim.no]
        return
    for look in (claim_pages.page_of, claim_pages.proof_pdf):
        with pytest.raises(NotAllowed):
            look(no=claim.no, by=by)
    if name == "petugas2":
        assert claim_lists.page_of(by=by)[0] == [] and claim_lists.untold(by=by).count == 0
    else:
        with pytest.raises(NotAllowed):
            claim_lists.page_of(by=by)


def test_post_that_reported_it_sees_it_also_when_the_person_is_of_another(people, person):
    away = acting(people["petugas2"])
    service_openings.open_here(person.id, service_openings.ACCIDENT, away)
    claim = reported(person, away)
    with time_machine.travel(datetime.now() + timedelta(days=1), tick=False):
        page = claim_pages.page_of(no=claim.no, by=away)
        assert not page.sees_worker
        assert claim_pages.proof_pdf(no=claim.no, by=away).startswith(b"%PDF")
    with pytest.raises(NotThere):
        claim_pages.page_of(no="KL-TIDAKADA", by=away)


def test_inspector_reads_all_but_what_was_told(people, person, petugas):
    claim = reported(person, petugas, told="Jatuh dari becak.")
    assert claim_pages.page_of(no=claim.no, by=petugas).told == "Jatuh dari becak."
    page = claim_pages.page_of(no=claim.no, by=acting(people["auditor"]))
    assert page.told is None and not page.may_change and page.next_states == ()


def test_claim_goes_from_the_call_to_the_payment(person, petugas):
    claim = told(reported(person, petugas), petugas)
    assert (claim.state, claim.bpjs_how, claim.bpjs_ref) == ("told_bpjs", "call_centre", "175/8")
    for state in ("papers", "sent"):
        claim = step(claim, petugas, state)
    claim = step(claim, petugas, "approved", amount=5_000_000)
    assert claim.paid_amount is None
    claim = step(claim, petugas, "paid", amount=1_000_000)
    claim = step(claim, petugas, "paid", amount=2_000_000)
    assert (claim.state, claim.paid_amount, claim.paid_on) == ("paid", 3_000_000, today())
    page = claim_pages.page_of(no=claim.no, by=petugas)
    claim = step(claim, petugas, "paid", amount=500_000, corrects=page.last.id, note="salah ketik")
    assert claim.paid_amount == 1_500_000
    shown = claim_pages.page_of(no=claim.no, by=petugas).steps
    assert [line.step.amount for line in shown if line.taken_back] == [2_000_000]
    lines = AuditEvent.select().where(AuditEvent.action == "klaim.langkah")
    assert {line.subject for line in lines} == {claim.no}


def test_report_to_bpjs_that_was_none_starts_the_clock_again(person, petugas):
    claim = told(reported(person, petugas), petugas)
    assert claim_lists.untold(by=petugas).count == 0
    last = claim_pages.page_of(no=claim.no, by=petugas).last
    claim = step(claim, petugas, "reported", corrects=last.id, note="teleponnya terputus")
    assert (claim.state, claim.bpjs_told_at, claim.bpjs_ref) == ("reported", None, "")
    assert claim_lists.untold(by=petugas).count == 1


@pytest.mark.parametrize(
    ("state", "other", "said"),
    [
        ("paid", {"amount": 1}, "sudah berubah"),  # not before it was sent
        ("reported", {}, "sudah berubah"),
        ("told_bpjs", {}, "sudah berubah"),  # has a form of its own
        ("refused", {}, "Tulis alasannya"),
        ("papers", {"amount": 5}, "Kosongkan jumlahnya"),
        ("settled", {"amount": 5}, "Kosongkan jumlahnya"),
        ("papers", {"on_day": today() + timedelta(days=1)}, "belum tiba"),
        ("papers", {"on_day": today() - timedelta(days=1)}, "lebih awal daripada kejadiannya"),
        ("papers", {"corrects": 999_999, "note": "x"}, "sudah berubah"),
    ],
)
def test_step_that_may_not_follow_is_refused(person, petugas, state, other, said):
    claim = told(reported(person, petugas), petugas)
    with pytest.raises(Refused, match=said):
        step(claim, petugas, state, **other)
    assert Claim.get().state == "told_bpjs"


def test_amount_is_asked_for_and_a_nought_too_many_is_noticed(person, petugas):
    claim = step(told(reported(person, petugas), petugas), petugas, "sent")
    for amount in (None, 4_200_000_000):
        with pytest.raises(claim_step_checks.WrongAmount):
            step(claim, petugas, "approved", amount=amount)


def test_nobody_else_carries_it_on(people, person, petugas):
    claim = told(reported(person, petugas), petugas)
    for name in ("petugas2", "auditor", "mitra", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            step(claim, acting(people[name]), "papers")
    for name in ("rekan", "admin"):
        claim = step(claim, acting(people[name]), "papers" if name == "rekan" else "sent")
    assert claim.state == "sent"


def test_bpjs_is_told_neither_before_the_accident_nor_in_the_future(person, petugas):
    claim = reported(person, petugas)
    for at in (claim.happened_at - timedelta(minutes=1), datetime.now() + timedelta(days=1)):
        with pytest.raises(claim_step_checks.WrongDay):
            told(claim, petugas, at=at)
    once = key()
    told(claim, petugas, client_key=once)
    told(claim, petugas, client_key=once)
    assert ClaimStep.select().where(ClaimStep.state == "told_bpjs").count() == 1


def test_death_ends_the_cover_in_the_same_transaction(person, petugas):
    Card.create(worker=person, serial="K26-KLAIM1", token="t" * 22, created_by=petugas.user_id)
    claim = reported(person, petugas, "death")
    assert claim.died_on == today() and claim.cover_code == "protected"
    assert deaths.death_of(Worker.get_by_id(person.id)).day == today()
    assert [row.month for row in ledger_rows.live_months()] == [THIS]
    assert Card.get().void_at and adds_up()
    page = claim_pages.page_of(no=claim.no, by=petugas)
    assert page.clock is None and not page.differs


def test_nothing_of_a_death_is_kept_where_it_cannot_be_reported(person, petugas):
    with pytest.raises(Refused):
        reported(person, petugas, "death", facility="rs-karangan")
    assert deaths.death_of(Worker.get_by_id(person.id)) is None and len(ledger_rows.live_months()) == 2


def test_death_that_is_recorded_already_is_joined(person, petugas):
    reported(person, petugas, "death")
    step(Claim.get(), petugas, "closed_wrong", note="keliru jenisnya")
    lines = AuditEvent.select().where(AuditEvent.action == deaths.COVER_ENDED)
    assert lines.count() == 1
    claim = reported(person, petugas, "accident_death")
    assert claim.died_on == today() and lines.count() == 1
    with pytest.raises(Refused, match=claim.no):
        reported(person, petugas, "death")


def test_another_day_than_the_recorded_death_is_refused(petugas):
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.paid_months(
        person, months_from(add_months(THIS, -1), 3), effective=3, on=add_months(THIS, -1)
    )
    earlier = THIS - timedelta(days=3)
    reported(person, petugas, "death", earlier)
    step(Claim.get(), petugas, "closed_wrong", note="keliru")
    with pytest.raises(Refused, match="tercatat meninggal dunia pada"):
        reported(person, petugas, "death", earlier - timedelta(days=1))
    with pytest.raises(Refused, match="sebelum hari itu"):
        reported(person, petugas, "accident", earlier + timedelta(days=1))


def test_accident_turns_into_a_death(person, petugas):
    claim = told(reported(person, petugas), petugas)
    claim_steps.died(no=claim.no, died_on=today(), client_key=key(), by=petugas)
    claim = Claim.get_by_id(claim.id)
    assert (claim.kind, claim.state, claim.died_on) == ("accident_death", "told_bpjs", today())
    assert deaths.death_of(Worker.get_by_id(person.id)).day == today()
    page = claim_pages.page_of(no=claim.no, by=petugas)
    assert page.estimate.total == 70_000_000 and page.clock.code == "in_time"
    assert page.last is None  # a death is taken back where it is recorded
    with pytest.raises(Refused):
        claim_steps.died(no=claim.no, died_on=today(), client_key=key(), by=petugas)


def test_death_that_is_taken_back_closes_its_claim(person, petugas, admin):
    claim = reported(person, petugas, "death")
    take_back(person, admin)
    claim = Claim.get_by_id(claim.id)
    assert claim.state == "closed_wrong" and deaths.death_of(Worker.get_by_id(person.id)) is None


def test_accident_of_whom_the_death_is_taken_back_goes_on(person, petugas, admin):
    claim = told(reported(person, petugas, "accident_death"), petugas)
    take_back(person, admin)
    claim = Claim.get_by_id(claim.id)
    assert (claim.kind, claim.state, claim.died_on) == ("accident", "told_bpjs", None)
    assert claim.bpjs_ref == "175/8"


def test_death_that_bpjs_has_granted_is_not_taken_back(person, petugas, admin):
    claim = step(told(reported(person, petugas, "death"), petugas), petugas, "sent")
    step(claim, petugas, "approved", amount=42_000_000)
    with pytest.raises(Refused, match=claim.no):
        take_back(person, admin)
    assert deaths.death_of(Worker.get_by_id(person.id))


def take_back(person, by) -> None:
    death_reversals.take_back(reg_no=person.reg_no, reason="orangnya datang sendiri", client_key=key(), by=by)


def test_funder_is_told_of_a_death(person, petugas, people):
    reported(person, petugas, "death")
    letters = Message.select().where(Message.to_kind == "funder")
    assert all(person.name not in letter.text for letter in letters)


NOVEMBER = date(2026, 11, 20)


def of_months(petugas, first: date, count: int) -> Worker:
    """Paid and confirmed from `first` on."""
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.paid_months(person, months_from(first, count), effective=count, on=first)
    return person


@pytest.mark.parametrize(
    ("first", "count", "day", "kind", "total", "said"),
    [
        # in the first three months 10 million in all, with the reason
        (date(2026, 10, 1), 3, NOVEMBER, "death", 10_000_000, "belum 3 bulan"),
        # after them 42 million, and no scholarship before three years
        (date(2026, 6, 1), 7, NOVEMBER, "death", 42_000_000, "Tidak termasuk beasiswa: iurannya 6 bulan"),
        # an accident at work is not asked how long
        (date(2026, 11, 1), 2, NOVEMBER, "accident_death", 70_000_000, "Beasiswa untuk paling banyak 2 anak"),
        (date(2026, 11, 1), 2, NOVEMBER, "accident", None, "Pengobatan tanpa batas biaya"),
        # after three years the scholarship belongs to it
        (date(2023, 11, 1), 38, NOVEMBER, "death", 42_000_000, "Beasiswa untuk paling banyak 2 anak"),
    ],
)
def test_estimate_says_its_conditions_in_plain_words(petugas, first, count, day, kind, total, said):
    with time_machine.travel(datetime(2026, 11, 20, 3), tick=False):
        person = of_months(petugas, first, count)
        page = claim_pages.page_of(no=reported(person, petugas, kind, day).no, by=petugas)
        words = " ".join(line.said.sentence() for line in page.estimate.lines)
        assert page.estimate.total == total and said in words


def test_on_a_day_in_arrears_nothing_is_promised(petugas):
    with time_machine.travel(datetime(2026, 11, 20, 3), tick=False):
        person = of_months(petugas, date(2026, 6, 1), 4)
        claim = reported(person, petugas, "death", NOVEMBER)
        page = claim_pages.page_of(no=claim.no, by=petugas)
        assert (claim.cover_code, claim.cover_until) == ("in_arrears", date(2026, 10, 1))
        assert page.estimate.total is None and page.estimate.lines == ()
        assert "menunggak sejak 1 Oktober 2026" in page.estimate.benefits.why_none.sentence()


def test_after_a_restart_the_three_months_begin_anew(petugas):
    with time_machine.travel(datetime(2026, 11, 20, 3), tick=False):
        person = of_months(petugas, date(2026, 1, 1), 3)
        ledger_rows.paid_months(person, months_from(date(2026, 10, 1), 3), effective=3, on=date(2026, 10, 5))
        claim = reported(person, petugas, "death", NOVEMBER)
        page = claim_pages.page_of(no=claim.no, by=petugas)
        assert (claim.cover_since, claim.cover_months) == (date(2026, 10, 5), 2)
        assert page.estimate.total == 10_000_000


def test_what_bpjs_confirms_later_is_said_beside_what_was_reported(petugas):
    with time_machine.travel(datetime(2026, 11, 20, 3), tick=False):
        person = worker(crowd(petugas, 1)[0])
        months = ledger_rows.paid_months(person, months_from(date(2026, 11, 1), 2), on=date(2026, 11, 2))
        claim = reported(person, petugas)
        assert claim.cover_code == "registered" and not claim_pages.page_of(no=claim.no, by=petugas).differs
        ledger_rows.confirm(months, on=date(2026, 11, 3))
        page = claim_pages.page_of(no=claim.no, by=petugas)
        assert page.differs and page.claim.cover_code == "registered"


def test_clock_of_the_page_counts_to_the_minute(person, petugas):
    with time_machine.travel(datetime(2026, 11, 22, 7), tick=False):
        claim = reported(person, petugas, day=date(2026, 11, 22), hour=time(14))
    with time_machine.travel(datetime(2026, 11, 23, 0, 30), tick=False):
        clock = claim_pages.page_of(no=claim.no, by=petugas).clock
        assert (clock.code, clock.hours, clock.minutes) == ("running", 30, 30)
        assert clock.deadline == datetime(2026, 11, 24, 7)
        assert claim_lists.untold(by=petugas) == claim_lists.Untold(1, 0, 30, 30)
    with time_machine.travel(datetime(2026, 11, 24, 9), tick=False):
        clock = claim_pages.page_of(no=claim.no, by=petugas).clock
        assert (clock.code, clock.hours) == ("passed", 2)
        assert claim_lists.untold(by=petugas) == claim_lists.Untold(1, 1, None, None)
        told(claim, petugas, at=datetime(2026, 11, 24, 8))
        assert claim_pages.page_of(no=claim.no, by=petugas).clock.code == "late"


def test_list_begins_with_the_nearest_deadline(petugas):
    with time_machine.travel(datetime(2026, 11, 22, 5), tick=False):
        one, two, three, four = [worker(number) for number in crowd(petugas, 4)]
        day = date(2026, 11, 22)
        first = told(reported(one, petugas, day=day, hour=time(1)), petugas)
        later = reported(two, petugas, day=day, hour=time(9))
        soon = reported(three, petugas, day=day, hour=time(7))
        closed = step(reported(four, petugas, day=day), petugas, "closed_wrong", note="keliru")
        rows, follows = claim_lists.page_of(by=petugas)
        assert [row.claim.no for row in rows] == [soon.no, later.no, first.no, closed.no] and not follows
        for wishes, found in (
            (ClaimWishes(state="belum-lapor"), [soon, later]),
            (ClaimWishes(state="berjalan"), [soon, later, first]),
            (ClaimWishes(state="selesai"), [closed]),
            (ClaimWishes(state="told_bpjs"), [first]),
            (ClaimWishes(kind="death"), []),
            (ClaimWishes(kecamatan="33.74.99"), []),
        ):
            assert [row.claim.no for row in claim_lists.page_of(by=petugas, wishes=wishes)[0]] == [
                claim.no for claim in found
            ]


def test_database_lets_no_step_and_no_report_be_edited(person, petugas):
    claim = told(reported(person, petugas), petugas)
    for change in (
        ClaimStep.update(note="lain"),
        ClaimStep.delete(),
        Claim.update(happened_on=date(2026, 1, 1)),
        Claim.update(cover_code="waiting"),
        Claim.delete(),
    ):
        with pytest.raises(DatabaseError), writing():
            change.execute()
    assert Claim.get_by_id(claim.id).state == "told_bpjs"


def test_unknown_hour_counts_from_midnight(person, petugas):
    claim = reported(person, petugas, hour=None)
    assert not claim.hour_known
    assert claim_reports.claims.day_of(claim.happened_at) == claim.happened_on
    assert entry().hour == time(0)


def merged(wrong: Worker, right: Worker, admin) -> None:
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="NIK salah ketik", client_key=key(), by=admin)


def test_claims_go_over_to_the_right_number(petugas, admin):
    wrong, right = (worker(number) for number in crowd(petugas, 2))
    claim = reported(wrong, petugas)
    merged(wrong, right, admin)
    assert Claim.get_by_id(claim.id).worker_id == right.id
    assert claim_pages.page_of(no=claim.no, by=petugas).worker.reg_no == right.reg_no


def test_two_claims_of_one_accident_are_settled_before_a_merge(petugas, admin):
    wrong, right = (worker(number) for number in crowd(petugas, 2))
    one, other = reported(wrong, petugas), reported(right, petugas)
    with pytest.raises(Refused, match=f"{one.no} dan {other.no}"):
        merged(wrong, right, admin)
    step(one, petugas, "closed_wrong", note="tercatat dua kali")
    merged(wrong, right, admin)
    assert {claim.worker_id for claim in Claim.select()} == {right.id}
