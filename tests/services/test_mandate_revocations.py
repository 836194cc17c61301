"""A department revokes: from which day, when it happened, which mandates together, and who is told."""

from datetime import date, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import Donor, Mandate, Message
from kiosk.domain import pledges as reasons
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import mandate_companions, mandates, pledge_endings, pledges
from kiosk.services.acting import Refused
from tests.services import asn_desk

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


@pytest.fixture
def by():
    return asn_desk.secretary()


def now(mandate: Mandate) -> Mandate:
    return Mandate.get_by_id(mandate.id)


def revoked(mandate: Mandate, by, **changed) -> None:
    mandates.revoke(**{"no": mandate.no, "on": today(), "why": "retired", "by": by} | changed)


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2026, 11, 21), date(2026, 12, 15), date(2040, 1, 1)])
def test_a_department_revokes_from_today_or_a_1st_within_a_year(ratna, by, day):
    with time_machine.travel("2026-11-22 03:00", tick=False):
        mandate = asn_desk.verified(ratna, by=by)
        with pytest.raises(Refused):
            revoked(mandate, by, on=day)
        assert now(mandate).revoked_on is None
        revoked(mandate, by, on=date(2026, 12, 1))
    assert now(mandate).revoked_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("why", "days", "words"),
    [("died", -1, "ditandatangani"), ("died", 1, "belum tiba"), ("retired", 400, "setahun")],
)
def test_what_happened_lies_between_the_signature_and_a_year_ahead(ratna, by, why, days, words):
    mandate = asn_desk.verified(ratna, by=by)
    with pytest.raises(Refused, match=words):
        revoked(mandate, by, why=why, event_on=today() + timedelta(days=days))
    revoked(mandate, by, why=why, event_on=today())
    assert now(mandate).revoked_event_on == today()


def test_a_death_that_is_over_keeps_its_day(ratna, by):
    mandate = asn_desk.verified(ratna, by=by)
    with time_machine.travel(add_months(first_of_month(today()), 1) + timedelta(days=9), tick=False):
        died_on = today() - timedelta(days=5)
        revoked(mandate, by, why="died", event_on=died_on)
        assert (now(mandate).revoked_on, now(mandate).revoked_event_on) == (today(), died_on)


def test_a_wish_has_no_day_of_its_own(ratna, by):
    mandate = asn_desk.verified(ratna, by=by)
    revoked(mandate, by, why="own_request", event_on=today())
    assert now(mandate).revoked_event_on is None


def test_who_died_gets_no_letter_but_the_posts_hear_of_it(ratna, by):
    mandate = asn_desk.verified(ratna, by=by)
    before = letters()
    revoked(mandate, by, why="died", event_on=today())
    assert letters() == before
    assert Message.select().where(Message.kind == "revoked").count() == 1


def test_who_retired_gets_one(ratna, by):
    before = letters()
    revoked(asn_desk.verified(ratna, by=by), by)
    assert letters() == before + 1


def letters() -> int:
    return Message.select().where(Message.kind == "mandate").count()


def test_all_mandates_of_who_died_end_together_where_they_are_ticked(ratna, by):
    first, second, third = (asn_desk.verified(ratna, by=by) for _one in range(3))
    waiting, strange = asn_desk.signed(ratna), asn_desk.verified(asn_desk.donor(), by=by)
    assert mandate_companions.others_of(first) == [second, third, waiting]
    done = mandate_companions.revoke_with(
        no=first.no,
        others=[second.no, waiting.no, strange.no],
        on=today(),
        why="died",
        event_on=today(),
        by=by,
    )
    assert done == [first.no, second.no, waiting.no]
    assert [now(one).revoked_on for one in (first, second, third, strange)] == [today(), today(), None, None]
    assert now(waiting).state == "ended" and now(second).revoked_event_on == today()


def test_by_wish_only_the_one_is_revoked_and_an_earlier_last_day_stays(ratna, by):
    first, second = asn_desk.verified(ratna, by=by), asn_desk.verified(ratna, by=by)
    wish = {"no": first.no, "others": [second.no], "by": by}
    later = add_months(first_of_month(today()), 2)
    assert mandate_companions.revoke_with(**wish, on=later, why="own_request") == [first.no]
    revoked(second, by, on=add_months(first_of_month(today()), 1))
    assert mandate_companions.revoke_with(**wish, on=add_months(first_of_month(today()), 1), why="died") == [
        first.no
    ]


def test_who_died_is_not_told_of_workers_who_are_lost_afterwards(ratna, by):
    first, second = asn_desk.verified(ratna, by=by), asn_desk.verified(ratna, by=by)
    revoked(first, by, why="died", on=add_months(first_of_month(today()), 1), event_on=today())
    for one in (first, second):
        with writing():
            pledge_endings.close(pledges.live_under(one), why=reasons.STOPPED)
    assert Message.select().where(Message.kind.in_(("pledge", "mandate"))).count() == 0
