"""A death that was recorded of somebody who lives is taken back: by admin alone, with a reason. The person is free
again; the months that were let go and the card do not come back by themselves."""

from dataclasses import dataclass

from db.models import Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.words import N_
from kiosk.services import access, audit, claim_deaths, end_notices, releases, worker_rights
from kiosk.services.acting import Actor, Refused
from kiosk.services.deaths import DEATH_REASON, TAKEN_BACK, Death, death_of
from kiosk.services.freezing import mark_free, mark_frozen
from kiosk.services.funded_months import FundedMonths, by_funder
from kiosk.services.once import once
from kiosk.services.withdrawals import FROZEN_REASON
from kiosk.services.worker_months import live_among, months_of

NOT_DEAD = N_("Tidak ada catatan meninggal dunia yang dapat dibatalkan pada orang ini.")


@dataclass(frozen=True)
class DeathPage:
    """`death` is None where there is nothing to take back. `to_come` are months let go for it that may be funded again
    as long as nobody does, `gone` those that are over. `claims` are the numbers of its claims, which follow."""

    worker: Worker
    death: Death | None
    to_come: list[FundedMonths]
    gone: list[FundedMonths]
    claims: list[str]


def page_of(*, reg_no: str, by: Actor) -> DeathPage:
    """Raises NotThere, NotAllowed, MovedTo."""
    access.require(by.role in ("admin", "auditor"))
    worker = worker_rights.worker_seen_by(by, reg_no)
    rows, this_month = months_of(worker.id), first_of_month(today())
    held = {row.month for row in live_among(rows)}
    let_go = [row for row in rows if row.released_why == releases.DIED and row.month not in held]
    return DeathPage(
        worker=worker,
        death=death_of(worker),
        to_come=by_funder(row for row in let_go if row.month >= this_month),
        gone=by_funder(row for row in let_go if row.month < this_month),
        claims=[claim.no for claim in claim_deaths.live_of(worker)],
    )


def take_back(*, reg_no: str, reason: str, client_key: str, by: Actor) -> None:
    """Raises NotThere, NotAllowed, Refused where no death is recorded or BPJS has granted its claim, KeyInUse."""
    once(
        key=client_key,
        purpose="death_taken_back",
        content={"worker": reg_no, "reason": reason},
        by=by,
        make=lambda: _take_back(reg_no, reason, by),
    )


def _take_back(reg_no: str, reason: str, by: Actor) -> str:
    access.require(by.role == "admin")
    worker = worker_rights.worker_to_change(by, reg_no)
    if death_of(worker) is None:
        raise Refused(NOT_DEAD)
    _thaw(worker, by)
    claim_deaths.take_back(worker, reason=reason, by=by)
    end_notices.taken_back(worker.id)
    audit.record(TAKEN_BACK, by=by, kind="pekerja", subject=reg_no, alasan=reason)
    return reg_no


def _thaw(worker: Worker, by: Actor) -> None:
    """What was frozen for another reason stays so, and so does whoever has withdrawn consent."""
    Worker.update(died_on=None).where(Worker.id == worker.id).execute()
    if worker_rights.withdrawn_at(worker):
        mark_frozen(worker, reason=FROZEN_REASON, by=by)
    elif worker.frozen_reason == DEATH_REASON:
        mark_free(worker)
