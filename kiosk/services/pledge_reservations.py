"""Somebody is reserved for a civil servant: nobody else may sign for them while it lasts. Everybody reaches these by
kiosk/services/pledges."""

from db.connection import in_turn
from db.models import CoverageMonth, Donor, Funder, Pledge, Worker
from kiosk.services import audit, pledge_months, standing
from kiosk.services.acting import Actor
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.pledge_conditions import require_fit, require_other, require_room, require_waiting

PICKS = 31  # two donors under one NIP would else both count what is there before the other adds to it
ASN, FUNDER_NAME = "asn", "ASN jadi orang tua asuh"


def reserve(
    *,
    donor: Donor,
    worker: Worker,
    kind: str,
    by: Actor,
    relation: str = "",
    replaces: Pledge | None = None,
) -> Pledge:
    """In the caller's transaction: this donor, and nobody else, may sign for this worker while the reservation lasts.
    `replaces` is the pledge whose place under a mandate they take (join). Raises AlreadyTaken, Refused (the own
    NIK, no room under this NIP, not to be funded, too old), TariffMissing."""
    require_other(donor, worker.nik_hash)
    in_turn(PICKS)
    if replaces is None:
        require_room(donor)
    standing.hold([worker])
    return reserve_held(donor=donor, worker=worker, kind=kind, relation=relation, replaces=replaces, by=by)


def reserve_held(
    *,
    donor: Donor,
    worker: Worker,
    kind: str,
    by: Actor,
    relation: str = "",
    replaces: Pledge | None = None,
) -> Pledge:
    """As reserve, for somebody whom the caller's transaction holds, and in whatever number."""
    require_waiting(worker)
    require_fit(worker)
    month = pledge_months.next_debit_month()
    with changing([worker.id]) as changes:
        [commitment] = commit_months(
            funder=funder(), workers=[worker], months=[month], open_ended=True, changes=changes
        )
    held_until = CoverageMonth.get(CoverageMonth.commitment == commitment).hold_until
    made = Pledge.create(
        donor=donor, worker=worker, commitment=commitment, kind=kind, relation=relation, replaces=replaces,
        held_until=held_until,
    )  # fmt: skip
    audit.record("pekerja.dipesan", by=by, kind="pekerja", subject=worker.reg_no, cara=kind)
    return made


def funder() -> Funder:
    """All money of civil servants is one funder's (DESIGN 2, invariant 6); it is there from the first pledge on."""
    known = Funder.select().where(Funder.kind == ASN).order_by(Funder.id).first()
    return known or Funder.create(name=FUNDER_NAME, kind=ASN)
