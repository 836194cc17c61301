"""Accidents and deaths for tests, reported as the desk reports them."""

from datetime import date, time

from db.models import Claim, Worker
from kiosk.domain.clock import today
from kiosk.services import claim_reports, claim_steps
from kiosk.services.acting import Actor
from kiosk.services.claim_reports import Report
from kiosk.services.claim_step_checks import Wish
from tests.services.at_once import key


def entry(kind: str = "accident", day: date | None = None, **other) -> Report:
    """Of midnight of today, where no hour is given: that is never still to come."""
    said = {
        "hour": time(0),
        "place": "Jl. Kaligawe",
        "on_the_way": "" if kind == "death" else "at_work",
        **other,
    }
    return Report(kind=kind, day=day or today(), **said)


def reported(person: Worker, by: Actor, kind: str = "accident", day: date | None = None, **other) -> Claim:
    client_key = other.pop("client_key", None) or key()
    no = claim_reports.report(
        reg_no=person.reg_no, entry=entry(kind, day, **other), client_key=client_key, by=by
    )
    return Claim.get(Claim.no == no)


def told(claim: Claim, by: Actor, *, at=None, client_key: str = "") -> Claim:
    claim_steps.tell_bpjs(
        no=claim.no,
        told_at=at or claim.happened_at,
        how="call_centre",
        ref="175/8",
        client_key=client_key or key(),
        by=by,
    )
    return Claim.get_by_id(claim.id)


def step(claim: Claim, by: Actor, state: str, **other) -> Claim:
    wish = Wish(state=state, on_day=other.pop("on_day", today()), **other)
    claim_steps.add(no=claim.no, wish=wish, client_key=key(), by=by)
    return Claim.get_by_id(claim.id)
