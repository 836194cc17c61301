"""A signed mandate is verified, refused or revoked; two at once give one clear end."""

from datetime import date, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import Attachment, AuditEvent, CoverageMonth, Donor, Mandate, Message, Pledge, Worker
from kiosk.domain.clock import add_months, first_of_month, local, today, utc_now
from kiosk.domain.words import long_date
from kiosk.services import (
    accounts,
    holds,
    invariants_pledges,
    loose_papers,
    mandate_accounts,
    mandate_drafts,
    mandate_endings,
    mandate_papers,
    mandate_refusals,
    mandates,
    pledge_months,
    pledges,
    safe,
    waiting,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.pledge_months import next_debit_month
from tests.services import asn_desk, mandate_desk
from tests.services.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


@pytest.fixture
def admin(people):
    return accounts.acting(people["admin"])


def now(mandate: Mandate) -> Mandate:
    return Mandate.get_by_id(mandate.id)


def live_months(mandate: Mandate) -> list[CoverageMonth]:
    theirs = Pledge.select(Pledge.commitment).where(Pledge.mandate == mandate)
    rows = CoverageMonth.select().where(CoverageMonth.commitment.in_(theirs))
    return list(rows.where(CoverageMonth.released_at.is_null()).order_by(CoverageMonth.month))


def papers_on_disk(mandate: Mandate) -> list[bool]:
    rows = Attachment.select().where(Attachment.kind.in_([f"{what}_foto" for what in mandate_papers.COPIES]))
    return [safe.has_file(row.path) for row in rows]


def test_verified_is_in_force_its_donor_is_verified_and_the_copies_are_gone(ratna):
    mandate, secretary = asn_desk.signed(ratna, people=2), asn_desk.secretary()
    asn_desk.with_copies(mandate)
    mandates.verify(no=mandate.no, by=secretary)
    assert (now(mandate).state, now(mandate).settled_by_id) == ("verified", secretary.user_id)
    assert Donor.get_by_id(ratna.id).verified_by_id == secretary.user_id
    assert [row.hold_until for row in live_months(mandate)] == [None, None]
    copies = mandate_papers.copies_of(mandate)
    assert {copy.checked_by for copy in copies.values()} == {secretary.user_id}
    assert all(len(copy.sha256) == 64 and copy.deleted_on == today() for copy in copies.values())
    assert papers_on_disk(mandate) == [False, False]
    assert loose_papers.delete_left_over() == 0
    assert Message.select().where(Message.key == f"mandate:{mandate.no}:verified").count() == 1


def test_verified_twice_says_nothing_more(ratna):
    mandate = asn_desk.signed(ratna)
    for _ in range(2):
        mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)
    assert AuditEvent.select().where(AuditEvent.action == "kuasa.diperiksa").count() == 1


def test_without_copies_only_who_has_seen_them_on_paper(ratna):
    mandate = asn_desk.signed(ratna)
    with pytest.raises(Refused, match="belum lengkap"):
        mandates.verify(no=mandate.no, by=asn_desk.secretary())
    mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)
    assert now(mandate).state == "verified"


def test_an_account_in_another_name_is_not_verified(ratna):
    mandate = asn_desk.signed(ratna)
    with writing():
        Mandate.update(account_name="Budi Santoso").where(Mandate.id == mandate.id).execute()
    with pytest.raises(Refused, match="Budi Santoso"):
        mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)
    assert now(mandate).state == "signed"
    assert Donor.get_by_id(ratna.id).verified_at is None


def test_a_nik_is_verified_for_one_account_only():
    first, second = (asn_desk.donor(nik="3374045507800123") for _ in range(2))
    mandates.verify(no=asn_desk.signed(first).no, by=asn_desk.secretary(), papers_seen=True)
    with pytest.raises(Refused, match="akun lain"):
        mandates.verify(no=asn_desk.signed(second).no, by=asn_desk.secretary(), papers_seen=True)


def test_two_departments_verify_the_same_nik_at_once_and_one_does():
    made = [asn_desk.signed(asn_desk.donor(nik="3374045507800123")) for _ in range(2)]
    by = asn_desk.secretary()
    answers = all_at_once(
        [lambda one=one: mandates.verify(no=one.no, by=by, papers_seen=True) for one in made]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    assert sorted(now(one).state for one in made) == ["signed", "verified"]


def test_refused_its_people_are_not_under_it_and_the_donor_is_told_to_read_why(ratna, admin):
    mandate = asn_desk.signed(ratna, people=2)
    asn_desk.with_copies(mandate)
    mandates.refuse(no=mandate.no, why="Tanda tangan tidak sama dengan KTP.", by=asn_desk.secretary())
    assert now(mandate).state == "refused"
    assert now(mandate).refused_why == "Tanda tangan tidak sama dengan KTP."
    assert {one.ended_why for one in Pledge.select().where(Pledge.mandate == mandate)} == {"refused"}
    assert live_months(mandate) == []
    assert waiting.count(by=admin) == 0
    assert papers_on_disk(mandate) == [False, False]
    letter = Message.get(Message.key == f"mandate:{mandate.no}:refused")
    assert "Tanda tangan" not in letter.text


def test_what_is_refused_is_not_verified_any_more(ratna):
    mandate = asn_desk.signed(ratna)
    mandates.refuse(no=mandate.no, why="NIP keliru.", by=asn_desk.secretary())
    with pytest.raises(Refused, match="tidak sedang menunggu"):
        mandates.verify(no=mandate.no, by=asn_desk.secretary(), papers_seen=True)


def test_only_its_department_those_above_and_the_admin_settle_it(ratna, admin, people):
    mandate = asn_desk.signed(ratna)
    for by in (asn_desk.secretary("DISNAKER"), asn_desk.acting(ratna), accounts.acting(people["auditor"])):
        for press in (
            lambda by=by: mandates.verify(no=mandate.no, by=by, papers_seen=True),
            lambda by=by: mandates.refuse(no=mandate.no, why="x", by=by),
        ):
            with pytest.raises(NotAllowed):
                press()
    with pytest.raises(NotThere):
        mandates.verify(no="K26-AAAAAA", by=admin)
    mandates.verify(no=mandate.no, by=admin, papers_seen=True)
    assert now(mandate).state == "verified"


def test_revoked_from_today_unpaid_months_go_and_the_people_wait(ratna, admin):
    mandate = asn_desk.verified(ratna, people=2)
    mandates.revoke(no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(ratna))
    found = now(mandate)
    assert (found.state, found.revoked_on, found.revoked_why) == ("verified", today(), "own_request")
    assert live_months(mandate) == []
    assert {one.ended_why for one in Pledge.select()} == {"revoked"}
    assert waiting.count(by=admin) == 2
    assert Message.select().where(Message.kind == "revoked").count() == 2
    assert Message.select().where(Message.kind == "mandate").count() == 1


def test_revoked_for_a_later_month_the_months_before_stay_until_then(ratna):
    mandate = asn_desk.verified(ratna)
    day = add_months(next_debit_month(), 1)
    mandates.revoke(no=mandate.no, on=day, why="own_request", by=asn_desk.acting(ratna))
    assert [row.month for row in live_months(mandate)] == [next_debit_month()]
    assert len(pledges.live_under(mandate)) == 1
    assert mandate_endings.finish() == 0
    with time_machine.travel(add_months(first_of_month(today()), 1) + timedelta(days=2), tick=False):
        assert pledge_months.plan_ahead() == 0
        assert mandate_endings.finish() == 1
        assert mandate_endings.finish() == 0
    assert pledges.live_under(mandate) == []
    assert len(live_months(mandate)) == 1


def test_a_retirement_keeps_its_own_day_beside_the_first_without_the_mandate(ratna):
    mandate, happened = asn_desk.verified(ratna), today() + timedelta(days=20)
    said = {"why": "retired", "note": "SK pensiun", "by": asn_desk.secretary()}
    mandates.revoke(no=mandate.no, on=next_debit_month(), event_on=happened, **said)
    kept = now(mandate)
    assert (kept.revoked_on, kept.revoked_event_on) == (next_debit_month(), happened)
    assert kept.revoked_note == "SK pensiun"


def test_revoked_again_only_an_earlier_day_counts(ratna):
    mandate = asn_desk.verified(ratna)
    later = add_months(next_debit_month(), 2)
    mandates.revoke(no=mandate.no, on=later, why="own_request", by=asn_desk.acting(ratna))
    mandates.revoke(no=mandate.no, on=today(), why="died", by=asn_desk.secretary())
    assert (now(mandate).revoked_on, now(mandate).revoked_why) == (today(), "died")
    with pytest.raises(Refused, match="sudah dicabut"):
        mandates.revoke(no=mandate.no, on=later, why="own_request", by=asn_desk.acting(ratna))


def test_a_signed_one_that_is_revoked_ends_at_once(ratna, admin):
    mandate = asn_desk.signed(ratna)
    asn_desk.with_copies(mandate)
    mandates.revoke(
        no=mandate.no, on=add_months(next_debit_month(), 1), why="own_request", by=asn_desk.acting(ratna)
    )
    assert (now(mandate).state, now(mandate).revoked_on) == ("ended", today())
    assert waiting.count(by=admin) == 1
    assert papers_on_disk(mandate) == [False, False]


@pytest.mark.parametrize(
    ("days", "why", "words"),
    [(3, "own_request", "Pilih hari ini"), (0, "retired", "sebab"), (0, "x", "sebab")],
)
def test_a_donor_revokes_for_today_or_a_1st_and_for_no_reason_but_the_own(ratna, days, why, words):
    mandate = asn_desk.verified(ratna)
    with time_machine.travel("2026-11-22 03:00", tick=False), pytest.raises(Refused, match=words):
        mandates.revoke(no=mandate.no, on=today() + timedelta(days=days), why=why, by=asn_desk.acting(ratna))


def test_nobody_else_revokes_it(ratna, people):
    mandate = asn_desk.verified(ratna)
    for by in (
        asn_desk.acting(asn_desk.donor()), asn_desk.secretary("DISNAKER"), accounts.acting(people["auditor"])
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            mandates.revoke(no=mandate.no, on=today(), why="own_request", by=by)


def test_revoked_and_verified_at_once_ends_revoked(ratna, admin):
    mandate, by = asn_desk.signed(ratna), asn_desk.secretary()
    answers = all_at_once(
        [
            lambda: mandates.revoke(no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(ratna)),
            lambda: mandates.verify(no=mandate.no, by=by, papers_seen=True),
        ]
    )
    assert answers[0] is None
    assert answers[1] is None or isinstance(answers[1], Refused)
    found = now(mandate)
    assert (found.state, found.revoked_on) == ("ended" if answers[1] else "verified", today())
    assert pledges.live_under(mandate) == []
    assert live_months(mandate) == []
    assert waiting.count(by=admin) == 1


def test_refused_and_verified_at_once_one_of_both_holds(ratna):
    mandate, by = asn_desk.signed(ratna), asn_desk.secretary()
    answers = all_at_once(
        [
            lambda: mandates.refuse(no=mandate.no, why="NIP keliru.", by=by),
            lambda: mandates.verify(no=mandate.no, by=by, papers_seen=True),
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    assert now(mandate).state == ("refused" if answers[0] is None else "verified")
    assert len(pledges.live_under(mandate)) == (0 if answers[0] is None else 1)


def test_revoked_while_the_coming_month_is_planned_leaves_no_month(ratna):
    mandate = asn_desk.verified(ratna)
    with time_machine.travel(next_debit_month() + timedelta(days=3), tick=False):
        answers = all_at_once(
            [
                lambda: mandates.revoke(
                    no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(ratna)
                ),
                pledge_months.plan_ahead,
            ]
        )
        assert not [one for one in answers if isinstance(one, Exception)]
        assert live_months(mandate) == []


@pytest.mark.parametrize("press", ["verify", "refuse", "revoke"])
def test_settled_while_its_time_runs_out_gives_one_end(ratna, press):
    """Who lets the months go holds the people and then ends the mandate: nobody waits for the other for ever."""
    mandate, by = asn_desk.signed(ratna, people=3), asn_desk.secretary()
    own = asn_desk.acting(ratna)
    presses = {
        "verify": lambda: mandates.verify(no=mandate.no, by=by, papers_seen=True),
        "refuse": lambda: mandates.refuse(no=mandate.no, why="NIP keliru.", by=by),
        "revoke": lambda: mandates.revoke(no=mandate.no, on=today(), why="own_request", by=own),
    }
    with time_machine.travel(utc_now() + timedelta(days=32), tick=True):
        answers = all_at_once([presses[press], holds.release_expired])
    assert answers[0] is None or isinstance(answers[0], Refused)
    assert isinstance(answers[1], int)
    held_on = press == "verify" and answers[0] is None
    assert now(mandate).state == (
        "verified" if held_on else "refused" if now(mandate).refused_why else "ended"
    )
    assert len(pledges.live_under(mandate)) == (3 if held_on else 0)


def test_refused_its_people_stay_reserved_for_the_donor_for_72_hours(ratna, admin):
    mandate = asn_desk.signed(ratna, people=2)
    gone, stays = pledges.live_under(mandate)
    Pledge.update(kind="nominated", relation="neighbour").where(Pledge.id == stays.id).execute()
    Worker.update(birth_on=date(1950, 1, 1)).where(Worker.id == gone.worker_id).execute()
    mandates.refuse(no=mandate.no, why="NIP keliru.", by=asn_desk.secretary())
    [kept] = pledges.reserved_by(ratna)
    assert (kept.worker_id, kept.kind, kept.relation) == (stays.worker_id, "nominated", "neighbour")
    assert timedelta(hours=71) < kept.held_until - utc_now() < timedelta(hours=73)
    assert {one.ended_why for one in Pledge.select().where(Pledge.mandate == mandate)} == {"refused"}
    assert long_date(local(kept.held_until)) in Message.get(Message.kind == "mandate").text
    with time_machine.travel(utc_now() + timedelta(hours=73), tick=False):
        holds.release_expired()
        assert pledges.reserved_by(ratna) == []
        assert not [one for one in invariants_pledges.INVARIANTS if list(one.broken())]


def test_refused_and_revoked_at_once_gives_one_end(ratna):
    mandate, by = asn_desk.signed(ratna, people=2), asn_desk.secretary()
    answers = all_at_once(
        [
            lambda: mandates.refuse(no=mandate.no, why="NIP keliru.", by=by),
            lambda: mandates.revoke(no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(ratna)),
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    refused = answers[0] is None
    assert now(mandate).state == ("refused" if refused else "ended")
    assert len(pledges.reserved_by(ratna)) == (2 if refused else 0)
    assert pledges.live_under(now(mandate)) == []


def test_a_new_mandate_for_the_same_people_keeps_plan_and_account(ratna):
    first = mandate_desk.signed(ratna, people=2, plan="jkk_jkm_jht")
    mandates.refuse(no=first.no, why="NIP keliru.", by=asn_desk.secretary())
    before = mandate_drafts.refused_before(ratna)
    assert (before.no, before.plan) == (first.no, "jkk_jkm_jht")
    draft = mandate_desk.drafted(ratna, people=0, account="", plan=before.plan)
    assert mandate_accounts.number_of(draft) == mandate_desk.ACCOUNT
    mandate_desk.sign_as_it_reads(ratna)
    second = Mandate.get(Mandate.no == draft.no)
    assert len(pledges.live_under(second)) == 2 and second.state == "signed"
    assert mandate_drafts.refused_before(ratna) is None
    mandates.verify(no=second.no, by=asn_desk.secretary(), papers_seen=True)
    assert [row.amount for row in live_months(second)] == [28_400, 28_400]


def test_nobody_puts_the_refusal_of_another_away(ratna, admin):
    mandate = asn_desk.signed(ratna)
    mandates.refuse(no=mandate.no, why="NIP keliru.", by=asn_desk.secretary())
    for by in (asn_desk.acting(asn_desk.donor()), asn_desk.secretary(), admin):
        with pytest.raises(NotAllowed):
            mandate_refusals.put_away(no=mandate.no, by=by)
    assert now(mandate).refusal_read_at is None
    mandate_refusals.put_away(no=mandate.no, by=asn_desk.acting(ratna))
    assert now(mandate).refusal_read_at is not None
