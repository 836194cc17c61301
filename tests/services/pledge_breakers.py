"""Ways to make the bonds between donors and workers untrue, each answering with the name of what no longer fits."""

from db.models import Bill, Commitment, CoverageMonth, Mandate, Pledge, Worker
from kiosk.domain.clock import utc_now
from kiosk.services.pledge_months import next_debit_month
from kiosk.services.pledges import funder
from tests.services import asn_desk


def _pledged(**other) -> Pledge:
    """One that would be true; without indexes nothing is taken on by the uses."""
    month = CoverageMonth.select().order_by(CoverageMonth.id).first()
    commitment = Commitment.create(funder=funder(), worker=month.worker_id, first_month=next_debit_month())
    true = {
        "donor": asn_desk.donor(),
        "worker": month.worker_id,
        "commitment": commitment.id,
        "kind": "picked",
        "held_until": utc_now(),
    }
    return Pledge.create(**{**true, **other})


def _mandate(**other) -> Mandate:
    return Mandate.create(
        no="K26-RUSAK2",
        donor=asn_desk.donor(),
        text_version="2026-11",
        first_month=next_debit_month(),
        **other,
    )


def _named(pledge: Pledge) -> str:
    return Worker.get_by_id(pledge.worker_id).reg_no


def pledged_twice(bill: Bill) -> str:
    _pledged()
    return _named(_pledged())


def pledged_with_anothers_months(bill: Bill) -> str:
    return _named(_pledged(commitment=Commitment.select().order_by(Commitment.id.desc()).first().id))


def pledged_without_months(bill: Bill) -> str:
    return _named(_pledged(commitment=None))


def reserved_for_ever(bill: Bill) -> str:
    return _named(_pledged(held_until=None))


def pledged_under_a_refused_mandate(bill: Bill) -> str:
    mandate = _mandate(state="refused")
    return _named(_pledged(mandate=mandate, donor=mandate.donor))


def pledged_under_anothers_mandate(bill: Bill) -> str:
    return _named(_pledged(mandate=_mandate()))


BROKEN = {
    "pledged_once": (pledged_twice,),
    "pledged_worker": (pledged_with_anothers_months, pledged_without_months),
    "reserved_for_a_while": (reserved_for_ever,),
    "pledged_under_mandate": (pledged_under_a_refused_mandate, pledged_under_anothers_mandate),
}
