"""The made-up accidents and deaths: true to the ledger and the trail, and in the reports of their months."""

from datetime import datetime

import pytest
import time_machine

from db.models import Attachment, AuditEvent, Card, Claim, ClaimStep, LapseContact, MonthReport, Worker
from kiosk.domain import claims
from kiosk.domain.clock import JAKARTA, utc_now
from kiosk.domain.month_reports import figures_in
from kiosk.services import claim_pages, invariants_claims, invariants_people
from kiosk.services.acting import Actor
from kiosk.services.deaths import death_of
from kiosk.services.invariant_proofs import prove

ADMIN = Actor(user_id=None, name="Admin", role="admin")


def of_kind(kind: str) -> list[Claim]:
    return list(Claim.select().where(Claim.kind == kind).order_by(Claim.id))


def clocks() -> list[str]:
    shown = [claim_pages.clock_shown(claim) for claim in Claim.select()]
    return sorted(clock.code for clock in shown if clock)


def test_there_is_one_of_everything(crowd):
    assert crowd["claims"] == Claim.select().count() == 9
    assert {claim.state for claim in Claim.select()} == {
        "reported",
        "papers",
        "sent",
        "paid",
        "refused",
        "closed_wrong",
    }
    assert clocks() == ["in_time"] * 4 + ["late", "running"]
    assert [claim.paid_amount for claim in of_kind("death")] == [42_000_000, 10_000_000]
    assert [claim.state for claim in of_kind("accident_death")] == ["sent"]
    assert all(claim.worker.demo for claim in Claim.select())


def test_bpjs_is_paid_what_the_rule_says(crowd):
    for claim in of_kind("death"):
        assert claim_pages.estimate_of(claim).total == claim.paid_amount
    assert {claim.cover_code for claim in Claim.select()} == {"protected"}


def test_the_dead_are_at_rest_and_nobody_calls_them(crowd):
    dead = [claim.worker for claim in Claim.select().where(Claim.kind.in_(claims.DEATHS))]
    assert len(dead) == 3
    for claim in Claim.select().where(Claim.kind.in_(claims.DEATHS)):
        assert death_of(claim.worker).day == claim.worker.died_on == claim.died_on
    ids = [person.id for person in dead]
    assert not Card.select().where(Card.worker.in_(ids)).exists()
    assert not LapseContact.select().where(LapseContact.worker.in_(ids)).exists()
    for invariant in (*invariants_claims.INVARIANTS, *invariants_people.INVARIANTS):
        assert prove(invariant).named == (), invariant.code


def test_each_step_stands_in_the_trail_at_its_time(crowd):
    steps = ClaimStep.select(Claim.no, ClaimStep.at).join(Claim).tuples()
    lines = AuditEvent.select(AuditEvent.subject, AuditEvent.at).where(
        AuditEvent.action.in_(("klaim.dilaporkan", "klaim.langkah"))
    )
    assert sorted(steps) == sorted(lines.tuples())
    assert all(at <= utc_now() for _no, at in steps)


def test_one_waits_for_papers_of_which_half_are_there(crowd):
    kept = Attachment.select().where(Attachment.owner_kind == "klaim")
    owners = {row.owner_id for row in kept}
    [claim] = [claim for claim in Claim.select() if claim.id in owners]
    assert claim.state == "papers" and claim.heir_name_sealed and 0 < kept.count() < 8


def test_reports_of_past_months_have_claims(crowd):
    told = [figures_in(row.figures).claims for row in MonthReport.select()]
    assert sum(one.accident + one.accident_death + one.death for one in told) >= 5
    assert sum(one.paid_amount for one in told) >= 52_000_000


@pytest.mark.parametrize("moment", [datetime(2027, 1, 1, 0, 5), datetime(2026, 12, 31, 23, 55)])
def test_on_another_day_nothing_is_still_to_come(load, moment):
    """Also in the first minutes of a day, when two hours ago was yesterday."""
    with time_machine.travel(moment.replace(tzinfo=JAKARTA)):
        assert load()["claims"] >= 8
        now = utc_now()
        assert "running" in clocks()
    assert not ClaimStep.select().where((ClaimStep.at > now) | (ClaimStep.on_day > moment.date())).exists()
    assert not Worker.select().where((Worker.died_on > moment.date()) | (Worker.frozen_at > now)).exists()
